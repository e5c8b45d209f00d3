"""The web desk of outlet staff: server-rendered pages, no script, no build step."""

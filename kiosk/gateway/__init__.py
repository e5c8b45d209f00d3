"""The other end: a real upstream to run, on SQLite or PostgreSQL, and the pattern for adapting another."""

from pathlib import Path


def serve(config_path: Path) -> int:
    """Run until SIGTERM or SIGINT. Exit code 0; 2 for unusable settings."""
    from kiosk.gateway.server import serve as serve_settings

    return serve_settings(config_path)

"""One function per state of the flow: from (state, preferences) to the content of a page."""

"""The design system: colours, type and measures of every page, in one place."""

"""The screens: one page per state of the flow, in Qt Widgets. Knows the rules and the flow only."""

"""The visit as a pure function: reduce(state, event) -> (state, effects)."""

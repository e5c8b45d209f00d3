"""How far the act on a receipt has come: the one thing a receipt must never get wrong."""

from enum import StrEnum


class Standing(StrEnum):
    """In the order in which an act gets there."""

    KEPT = "kept"
    """Durable at this terminal, the upstream has not answered: NOT in force."""
    RECEIVED = "received"
    """The upstream has it, but the card system behind has not acted: NOT in force."""
    IN_FORCE = "in_force"
    """Acted upon. For an application: accepted."""
    REFUSED = "refused"
    """The upstream refuses: NOT in force, and never will be."""

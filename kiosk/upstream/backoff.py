"""How long to leave an upstream in peace: full jitter, so that terminals do not all come back at once."""

from collections.abc import Callable

Random = Callable[[], float]
"""Uniform in [0, 1), as `random.random`."""

BASE_SECONDS = 2.0
CAP_SECONDS = 900.0
"""30,000 terminals that start together then make 33 handshakes a second, not 30,000."""
FIRST_SYNC_SECONDS = 120.0
"""The power of a hospital comes back to all of its terminals at the same moment."""


def full_jitter(failures: int, random: Random) -> float:
    """Seconds to wait after so many failures in a row: uniform(0, min(cap, base * 2^n))."""
    return random() * min(CAP_SECONDS, BASE_SECONDS * 2.0 ** min(failures, 10))


def long_jitter(random: Random) -> float:
    """Seconds to wait when only people can help: between half the cap and the cap."""
    return CAP_SECONDS * (0.5 + random() / 2)

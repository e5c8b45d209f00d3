"""The two sounds beside speech, drawn as PCM: take your card, and are you still there.

All notes lie below 1 kHz, where hearing lasts longest in old age.
"""

import array
import io
import math
import sys
import wave
from functools import lru_cache

RATE_HZ = 22_050
_LOUDNESS = 0.6
"""Of full scale: five volumes make it softer from here."""
_FADE_SECONDS = 0.012
"""A note that begins or ends at once is heard as a click."""
_RISING_HZ = (523.25, 659.26, 783.99)
"""C, E, G: going up calls back."""
_STEADY_HZ = (659.26, 0.0, 659.26)
"""Twice the same; 0 is a rest."""


@lru_cache(maxsize=1)
def rising_tone() -> bytes:
    """A WAV: the identity document is still lying there."""
    return _wav(_RISING_HZ, 0.18)


@lru_cache(maxsize=1)
def double_beep() -> bytes:
    """A WAV: the visit is about to end by itself."""
    return _wav(_STEADY_HZ, 0.12)


@lru_cache(maxsize=1)
def hush() -> bytes:
    """A WAV of nothing: what plays it says whether there is a sound device."""
    return _wav((0.0,), 0.02)


def _wav(notes_hz: tuple[float, ...], seconds: float) -> bytes:
    """The notes one after the other, `seconds` each: 16 bit, one channel."""
    samples = array.array("h", (value for note in notes_hz for value in _note(note, seconds)))
    if sys.byteorder == "big":
        samples.byteswap()
    target = io.BytesIO()
    with wave.open(target, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        out.writeframes(samples.tobytes())
    return target.getvalue()


def _note(hz: float, seconds: float) -> list[int]:
    count, fade = round(seconds * RATE_HZ), _FADE_SECONDS * RATE_HZ
    peak = _LOUDNESS * 32767
    return [
        round(peak * min(1.0, at / fade, (count - at) / fade) * math.sin(2 * math.pi * hz * at / RATE_HZ))
        for at in range(count)
    ]

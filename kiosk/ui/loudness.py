"""The five volumes of whatever is heard."""

import array
import io
import sys
import wave

from kiosk.ui.speech import LOUDEST

VOLUME_STEP_DB = 5
"""Five volumes span 20 dB; EN 301 549, 8.2.1 asks for a range of 18."""


def softened(clip: bytes, volume: int) -> bytes:
    """A 16 bit WAV at one of five volumes, 5 dB apart."""
    if volume >= LOUDEST:
        return clip
    with wave.open(io.BytesIO(clip)) as source:
        settings, frames = source.getparams(), source.readframes(source.getnframes())
    samples = array.array("h", frames)
    if sys.byteorder == "big":
        samples.byteswap()
    gain = 10 ** ((volume - LOUDEST) * VOLUME_STEP_DB / 20)
    quiet = array.array("h", (int(sample * gain) for sample in samples))
    if sys.byteorder == "big":
        quiet.byteswap()
    target = io.BytesIO()
    with wave.open(target, "wb") as out:
        out.setparams(settings)
        out.writeframes(quiet.tobytes())
    return target.getvalue()

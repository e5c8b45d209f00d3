"""Can this terminal be heard? The player says whether there is a device; whether it is loud, ears say."""

import subprocess
from enum import StrEnum

from kiosk.rules.policy import Text
from kiosk.staff.check import Check, Subject, unwell, well

_SECONDS = 10.0
PLAYER = ("aplay", "-q", "-")


class SoundState(StrEnum):
    """What became of a sound."""

    PLAYS = "plays"
    NO_PLAYER = "no_player"
    NO_DEVICE = "no_device"
    HANGS = "hangs"


SOUND_WORDS: dict[SoundState, tuple[Text, Text]] = {
    SoundState.NO_PLAYER: (
        Text(zh="没有播放程序", en="No player"),
        Text(zh="执行 apt-get install alsa-utils", en="Run apt-get install alsa-utils"),
    ),
    SoundState.NO_DEVICE: (
        Text(zh="没有声音设备，不能朗读", en="No sound device: nothing is read aloud"),
        Text(
            zh="检查喇叭的线；在主板设置里打开声卡",
            en="Check the loudspeaker's cable; switch the sound card on in the firmware",
        ),
    ),
    SoundState.HANGS: (
        Text(zh="声音设备没有反应", en="The sound device hangs"),
        Text(zh="检查喇叭的线，重启整机", en="Check the loudspeaker's cable, restart the machine"),
    ),
}


def sound_now(wave: bytes, player: tuple[str, ...] = PLAYER) -> SoundState:
    """Play a WAV to its end."""
    try:
        played = subprocess.run(player, input=wave, capture_output=True, timeout=_SECONDS, check=False)
    except FileNotFoundError:
        return SoundState.NO_PLAYER
    except subprocess.TimeoutExpired:
        return SoundState.HANGS
    return SoundState.NO_DEVICE if played.returncode else SoundState.PLAYS


def check_sound(state: SoundState) -> Check:
    """A silent terminal still serves those who see: it is told, and the terminal stays fit."""
    if state is SoundState.PLAYS:
        return well(Subject.SOUND, "能放声音", "Plays")
    detail, remedy = SOUND_WORDS[state]
    return unwell(Subject.SOUND, detail, remedy, needed=False)

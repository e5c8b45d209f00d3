"""The language and the volume that staff made this terminal's own: kept over a restart."""

import json
import re
from dataclasses import replace

from kiosk.flow.preferences import Preferences
from kiosk.store.memos import Memo, Memos
from kiosk.store.trouble import StoreTrouble

_LANGUAGE = re.compile(r"[a-z]{2}\Z")
"""As in the settings; one that has no translation file falls back like any other."""


def keep_look(memos: Memos, defaults: Preferences) -> StoreTrouble | None:
    """Every visit begins with these from now on."""
    return memos.put(Memo.LOOK, json.dumps([defaults.language, defaults.volume]))


def kept_look(memos: Memos, settings: Preferences) -> Preferences:
    """What the settings say, with what staff have chosen since."""
    kept = memos.get(Memo.LOOK)
    if isinstance(kept, StoreTrouble) or not kept:
        return settings
    try:
        language, volume = json.loads(kept)
    except (TypeError, ValueError):
        return settings
    if not isinstance(language, str) or not _LANGUAGE.match(language) or volume not in range(1, 6):
        return settings
    return replace(settings, language=language, volume=volume)

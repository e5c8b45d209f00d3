"""Why a settings or policy file gives no text at all, in plain words."""

from kiosk.rules.file_faults import unreadable


def test_bytes_that_are_no_text_are_named() -> None:
    assert unreadable(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid")) == "is not text in UTF-8"


def test_an_error_of_the_system_is_said_in_its_own_words_or_else_by_its_name() -> None:
    missing = FileNotFoundError(2, "No such file or directory")
    assert unreadable(missing) == "cannot be read: No such file or directory"
    assert unreadable(TimeoutError()) == "cannot be read: TimeoutError"

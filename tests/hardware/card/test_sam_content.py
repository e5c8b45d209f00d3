"""What the data of a SAM_V answer mean: lengths that do not add up are never cut to fit."""

import pytest

from hardware.card.failure import ReadFailure
from hardware.card.sam_content import base_text, fingerprint_text, sam_id


@pytest.mark.parametrize("size", [0, 15, 17])
def test_an_identity_of_another_length_than_16_bytes_is_none(size: int) -> None:
    assert sam_id(bytes(size)) is ReadFailure.WRONG_LENGTH
    assert sam_id(bytes(16)) == bytes(16)


@pytest.mark.parametrize("fingerprint", [0, 512, 1024])
def test_the_text_stands_behind_the_lengths_of_all_parts(fingerprint: int) -> None:
    text, photo = bytes(range(256)), bytes(1024)
    assert base_text(b"\x01\x00\x04\x00" + text + photo) == text
    head = b"\x01\x00\x04\x00" + fingerprint.to_bytes(2, "big")
    assert fingerprint_text(head + text + photo + bytes(fingerprint)) == text
    assert fingerprint_text(head + text + photo + bytes(fingerprint + 1)) is ReadFailure.WRONG_LENGTH

"""Many words under one signature: each proves itself, nothing else does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.upstream.contract import MAX_ITEMS
from kiosk.upstream.merkle import HASH_BYTES, leaf_of, root_of, tree_of

messages = st.lists(st.binary(max_size=40), min_size=1, max_size=MAX_ITEMS, unique=True)


@settings(deadline=None)
@given(messages, st.data())
def test_a_message_that_was_not_signed_leads_to_another_root(
    signed: list[bytes], data: st.DataObject
) -> None:
    root, paths = tree_of([leaf_of(message) for message in signed])
    stranger = data.draw(st.binary(max_size=80).filter(lambda message: message not in signed))
    assert root_of(leaf_of(stranger), data.draw(st.sampled_from(paths))) != root


@settings(deadline=None)
@given(messages, st.data())
def test_a_path_that_was_changed_leads_to_another_root(signed: list[bytes], data: st.DataObject) -> None:
    root, paths = tree_of([leaf_of(message) for message in signed])
    place = data.draw(st.integers(0, len(signed) - 1))
    path = bytearray(paths[place])
    if not path:
        path = bytearray(HASH_BYTES)
    else:
        path[data.draw(st.integers(0, len(path) - 1))] ^= 1
    assert root_of(leaf_of(signed[place]), bytes(path)) != root


@settings(deadline=None)
@given(messages)
def test_every_message_leads_to_the_root_on_a_path_that_fits_into_an_acknowledgement(
    signed: list[bytes],
) -> None:
    root, paths = tree_of([leaf_of(message) for message in signed])
    assert {root_of(leaf_of(m), path) for m, path in zip(signed, paths, strict=True)} == {root}
    assert max(len(path) for path in paths) <= 7 * HASH_BYTES


@pytest.mark.parametrize("pair", [(b"a", b"b"), (b"b", b"a")])
def test_no_node_passes_for_a_message(pair: tuple[bytes, bytes]) -> None:
    """Else the hashes of two words, joined, would be a third word that nobody signed (RFC 9162, 2.1.1)."""
    leaves = sorted(leaf_of(message) for message in pair)
    root, _ = tree_of(leaves)
    assert leaf_of(leaves[0] + leaves[1]) != root
    assert leaf_of(b"\x01" + leaves[0] + leaves[1]) != root

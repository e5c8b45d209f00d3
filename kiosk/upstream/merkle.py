"""One signature for many messages: they are hashed into a tree, and its root is signed.

Every message proves itself alone, by the hashes that lie beside its way up to the root: the Merkle tree of
RFC 9162, 2.1.1, except that two siblings are hashed in the order of their values. So a proof needs no
position; what a message is about stands in the message.
"""

import hashlib
from collections.abc import Sequence

HASH_BYTES = 32
"""SHA-256."""


def leaf_of(message: bytes) -> bytes:
    """The hash of a message. No leaf is ever a node: they are hashed behind different bytes."""
    return hashlib.sha256(b"\x00" + message).digest()


def root_of(leaf: bytes, path: bytes) -> bytes:
    """Up from a leaf; `path` holds the hashes beside the way, lowest first, 32 bytes each."""
    for at in range(0, len(path), HASH_BYTES):
        leaf = _above(leaf, path[at : at + HASH_BYTES])
    return leaf


def tree_of(leaves: Sequence[bytes]) -> tuple[bytes, list[bytes]]:
    """The root over one leaf or more, and the path of each. Raises IndexError for none."""
    paths = [b""] * len(leaves)
    places = list(range(len(leaves)))
    level = list(leaves)
    while len(level) > 1:
        for leaf, place in enumerate(places):
            if place ^ 1 < len(level):
                paths[leaf] += level[place ^ 1]
            places[leaf] = place // 2
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [_above(*pair) if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0], paths


def _above(one: bytes, other: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + min(one, other) + max(one, other)).digest()

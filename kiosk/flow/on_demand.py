"""Records that are made when somebody first names them.

A frozen dataclass costs half a millisecond to make, and the flow has more than a hundred: the first page of
a terminal that starts needs a dozen.
"""

import sys
from collections.abc import Callable, Iterable
from importlib import import_module


def on_demand(package: str, parts: Iterable[str], names: Iterable[str]) -> Callable[[str], object]:
    """The `__getattr__` (PEP 562) of a package that offers `names` of its modules `parts`.

    They are loaded from the first on until one has the name: what a start needs stands in front.
    """
    offered = frozenset(names)

    def found(name: str) -> object:
        if name in offered:
            for part in parts:
                inside = vars(import_module(f"{package}.{part}"))
                if name in inside:
                    setattr(sys.modules[package], name, inside[name])
                    return inside[name]
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return found

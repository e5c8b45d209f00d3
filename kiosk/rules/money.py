"""Money is integer fen everywhere; yuan exist only as text."""


def yuan(amount_fen: int) -> str:
    """25.00 for 2500 fen: computed on integers, never on floats."""
    return f"{amount_fen // 100}.{amount_fen % 100:02d}"

"""Personal data as it may be shown on a screen or a slip in a public hall."""


def masked_name(name: str) -> str:
    """Keep the first and, from three characters on, the last character: 张*明, 张*; JOHN S*** by words.

    Latin names keep the first word and the first letter of the others.
    """
    name = name.strip()
    if not name:
        return ""
    if name.isascii():
        first, *others = name.split()
        return " ".join([first, *(word[0] + "***" for word in others)]) if others else first[0] + "***"
    if len(name) == 1:
        return "*"
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def masked_number(number: str) -> str:
    """A document's number with the first four and last four kept: 1101** **** **** 002X.

    Groups of four from the end; a remainder of one or two joins the first group (18 digits: 6-4-4-4).
    """
    if len(number) <= 8:
        return "*" * max(0, len(number) - 2) + number[-2:]
    hidden = number[:4] + "*" * (len(number) - 8) + number[-4:]
    first = len(hidden) % 4
    first = first if first > 2 else first + 4
    return " ".join([hidden[:first], *(hidden[i : i + 4] for i in range(first, len(hidden), 4))])


def grouped_phone(digits: str) -> str:
    """A mainland mobile in 3-4-4; anything else in threes."""
    if len(digits) <= 11 and digits.startswith("1"):
        return " ".join(part for part in (digits[:3], digits[3:7], digits[7:]) if part)
    return " ".join(digits[i : i + 3] for i in range(0, len(digits), 3))


def masked_phone(digits: str) -> str:
    """138 **** 8000: the first three and the last four are kept."""
    if len(digits) < 8:
        return "*" * len(digits)
    return grouped_phone(digits[:3] + "*" * (len(digits) - 7) + digits[-4:])

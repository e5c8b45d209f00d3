"""Numbers of identity documents: check characters, birth dates and prefixes.

Region codes are never checked against a list: lists lag behind new districts and reject
people whose number is older than their district, while the number comes from a chip.
"""

import re
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11643-1999, 4.4: 2 to the power of (18 - i), modulo 11."""
_CHECKS = "10X98765432"
_OLDEST = date(1870, 1, 1)
"""Nobody alive was born before; the standard's own sample is of 1880."""
_FOREIGNER_2017 = re.compile(r"[A-Z]{3}[0-9]{12}")
HKMT_REGIONS = ("810000", "820000", "830000")
"""Hong Kong, Macao, Taiwan residents (residence permit, State Council Decree of 2018)."""


def check_character(first_17: str) -> str:
    """MOD 11-2 (ISO 7064) of the first 17 digits, as GB 11643-1999 asks."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_17, strict=True))
    return _CHECKS[total % 11]


def birth_in(number: str) -> date | None:
    """The birth date in digits 7 to 14 of an 18-character number; None when there is none."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _well_formed(number: str) -> bool:
    digits = number[:17]
    return len(number) == 18 and digits.isascii() and digits.isdigit()


def _checked(number: str) -> bool:
    return _well_formed(number) and number[17].upper() == check_character(number[:17])


def resident_number_valid(number: str, today: date) -> bool:
    """A citizen number: check character and a birth date that has been.

    The region may be any: see the module.
    """
    birth = birth_in(number)
    return _checked(number) and birth is not None and _OLDEST <= birth <= today


def hkmt_number_valid(number: str, today: date) -> bool:
    """A residence permit's number: 81, 82 or 83 0000, then like a citizen's."""
    return number.startswith(HKMT_REGIONS) and resident_number_valid(number, today)


def foreigner_number_valid(number: str) -> bool:
    """A permanent residence card: 18 digits from 9 with MOD 11-2 (2023), or AAA and 12 digits (2017).

    The older number's last digit is not checked: sources differ on its rule.
    """
    if len(number) == 15:
        return _FOREIGNER_2017.fullmatch(number) is not None
    return number.startswith("9") and _checked(number)


def age_on(birth: date, today: date) -> int:
    """Full years; who was born on 29 February has the birthday on 1 March of other years."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))

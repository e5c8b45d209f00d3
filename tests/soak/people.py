"""The people of a soak: invented, one card each, all of one family name that nobody else here bears."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hardware.simulator.card_file import card_file
from hardware.simulator.faults import FaultyCard
from kiosk.rules.numbers import check_character

FAMILY = "浸测"
"""Whoever finds these two characters in a file of the terminal has found personal data."""
REGION, OUTLET = "330100", "330100-001"
GIVEN = "安邦昌德恩芳刚海嘉健康丽明宁平青瑞胜天伟"
_FIRST_BIRTH, _DAYS = date(1950, 1, 1), 18_000


@dataclass(frozen=True)
class Citizen:
    """One of them; `index` makes number, card and phone unique."""

    index: int
    name: str
    birth: date

    @property
    def number(self) -> str:
        """GB 11643: region, birth, order, check character. The region spreads what the order cannot hold."""
        first = f"{330_102 + self.index // 900}{self.birth:%Y%m%d}{100 + self.index % 900:03d}"
        return first + check_character(first)

    @property
    def phone(self) -> str:
        return f"139{self.index:08d}"

    def card(self, **faults: int | bool) -> FaultyCard:
        """The identity card as it lies on the reader."""
        return card_file(
            {
                "kind": "resident_id",
                "fields": {
                    "name": self.name,
                    "sex": "female",
                    "ethnic_code": "01",
                    "birth": self.birth,
                    "address": "杭州市西湖区文三路１号",
                    "number": self.number,
                    "authority": "杭州市公安局西湖分局",
                    "valid_from": date(2015, 6, 8),
                    "valid_until": "长期",
                },
                "faults": faults,
            }
        ).card()

    def entry(self) -> str:
        """This person in a people file of the gateway."""
        return f"""
[[people]]
document = "resident_id"
number = "{self.number}"
name = "{self.name}"
birth = {self.birth}
insured = true
phone = "{self.phone}"
[[people.cards]]
scheme = "social_security"
number = "S{self.index:08d}"
region = "{REGION}"
outlet = "{OUTLET}"
state = "normal"
"""


def citizens(count: int, dice: random.Random) -> Iterator[Citizen]:
    """`count` different people; the same for the same dice."""
    for index in range(count):
        name = FAMILY + dice.choice(GIVEN) + dice.choice(GIVEN)
        yield Citizen(index, name, _FIRST_BIRTH + timedelta(days=dice.randrange(_DAYS)))

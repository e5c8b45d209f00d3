"""The touch panel: nothing but a finger can try it, so its last test is what is known of it."""

from kiosk.rules.policy import Text
from kiosk.staff.check import Check, Subject, unwell, well
from kiosk.staff.last_results import History


def check_touch(history: History | None) -> Check:
    """Never tried is no fault; a failed test makes visits hard, not impossible."""
    tested = history.tested if history else None
    if tested is None:
        return well(Subject.TOUCH, "还没有试过", "Not tried yet")
    if tested.well:
        return well(Subject.TOUCH, tested.zh, tested.en)
    return unwell(
        Subject.TOUCH,
        Text(zh=tested.zh, en=tested.en),
        Text(
            zh="在维护页“设备自检”里试触摸屏、校准", en="On the staff pages, Devices: test touch, calibrate"
        ),
        needed=False,
    )

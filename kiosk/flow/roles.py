"""What members of staff may do."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody may do; each may do all that the one before may."""

    CLERK = "clerk"
    """Of the hospital or outlet: paper, cleaning, out of service and back."""
    TECHNICIAN = "technician"
    """Devices, queue, log, restart."""
    SUPERVISOR = "supervisor"
    """Other people's sign-ins too."""

    def may_act_as(self, needed: "Role") -> bool:
        """Whether this role includes the other."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)


class StaffAct(StrEnum):
    """What can be done on the staff pages. The audit names acts by these values."""

    LOOK = "look"
    """Check everything again and read queue and log."""
    TEST_READER = "test_reader"
    TEST_PRINTER = "test_printer"
    PRINT_READINESS = "print_readiness"
    TEST_SOUND = "test_sound"
    TEST_TOUCH = "test_touch"
    CALIBRATE = "calibrate"
    """Put touches where they are meant."""
    RETRY_ALL = "retry_all"
    RETRY_ONE = "retry_one"
    UNPARK = "unpark"
    PARK = "park"
    EXPORT_QUEUE = "export_queue"
    EXPORT_LOG = "export_log"
    STOP_STAFF = "stop_staff"
    STOP_CLEANING = "stop_cleaning"
    STOP_REPAIR = "stop_repair"
    OPEN = "open"
    CLEAN = "clean"
    """The screen ignores touches for a while."""
    KEEP_LOOK = "keep_look"
    """Language, contrast and volume as they are now become the terminal's own."""
    ASSIST = "assist"
    """Open a visit for a person without an ID card."""
    TAKE_POLICY = "take_policy"
    """A signed region policy from a stick."""
    TAKE_UPDATE = "take_update"
    """A signed package from a stick."""
    RESTART = "restart"
    REBOOT = "reboot"
    SIGN_OUT = "sign_out"


_TECHNICAL = frozenset(
    {
        StaffAct.CALIBRATE,
        StaffAct.UNPARK,
        StaffAct.PARK,
        StaffAct.EXPORT_QUEUE,
        StaffAct.EXPORT_LOG,
        StaffAct.TAKE_POLICY,
        StaffAct.TAKE_UPDATE,
        StaffAct.RESTART,
        StaffAct.REBOOT,
    }
)


def needed_for(act: StaffAct) -> Role:
    """The least role that may do it."""
    return Role.TECHNICIAN if act in _TECHNICAL else Role.CLERK

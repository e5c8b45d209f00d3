"""Why a record is still here: from the stable codes in the outbox to words."""

from typing import Final

from kiosk.rules.policy import Text

_SET_ASIDE: Final = "staff "
"""Before the staff number, when staff set it aside."""
_WORDS: Final = {
    "unreachable": Text(zh="连不上", en="not reached"),
    "timeout": Text(zh="网络太慢", en="network too slow"),
    "tls": Text(zh="安全连接失败", en="no secure line"),
    "captive": Text(zh="上网登录页挡住", en="login page in the way"),
    "unauthorised": Text(zh="上级拒绝本终端", en="terminal refused"),
    "rate_limited": Text(zh="上级要求慢发", en="asked to wait"),
    "server": Text(zh="上级有故障", en="upstream has a fault"),
    "too_large": Text(zh="太大，上级不收", en="too large"),
    "contract": Text(zh="上级答非所问", en="answer not understood"),
    "body_spoilt": Text(zh="本机记录损坏", en="damaged here"),
    "other-digest": Text(zh="与已收到的不同", en="differs from what arrived"),
    "digest": Text(zh="校验不符", en="checksum wrong"),
    "signature": Text(zh="签名不被承认", en="signature not accepted"),
    "sealing-key": Text(zh="加密钥匙不被承认", en="sealing key unknown"),
    "message": Text(zh="格式不被承认", en="format not accepted"),
}
"""By `TroubleKind`, by the last word of a problem's type (RFC 9457) as the gateway gives it, and our own."""


def problem_words(code: str) -> Text | None:
    """None where nothing was told; a code of another upstream stays as it is."""
    if not code:
        return None
    if code.startswith(_SET_ASIDE):
        who = code.removeprefix(_SET_ASIDE)
        return Text(zh=f"工作人员 {who} 搁置", en=f"set aside by {who}")
    word = code.rpartition("/")[2].rpartition(":")[2]
    return _WORDS.get(word, Text(zh=code, en=code))

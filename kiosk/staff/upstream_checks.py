"""Keys, certificate, and whether the upstream answers."""

from datetime import datetime

from kiosk.rules.policy import Text
from kiosk.staff.check import Check, Subject, unwell, well
from kiosk.upstream.keys import KeyFault, KeyTrouble, TerminalKeys
from kiosk.upstream.trouble import Trouble, TroubleKind

_SOON_DAYS = 7
"""A certificate renews itself long before; one that is this near its end does not any more."""
_KEY_REMEDIES: dict[KeyFault, Text] = {
    KeyFault.MISSING: Text(zh="用一次性代码登记终端：kiosk enrol", en="Enrol the terminal: kiosk enrol"),
    KeyFault.UNREADABLE: Text(zh="检查文件的属主", en="Check who owns the file"),
    KeyFault.LOOSE_MODE: Text(zh="执行 chmod 600", en="Run chmod 600 on it"),
    KeyFault.NOT_A_KEY: Text(zh="重新登记终端：kiosk enrol", en="Enrol the terminal again: kiosk enrol"),
    KeyFault.MISMATCH: Text(zh="重新登记终端：kiosk enrol", en="Enrol the terminal again: kiosk enrol"),
}
_UPSTREAM_WORDS: dict[TroubleKind, Text] = {
    TroubleKind.UNREACHABLE: Text(zh="连不上", en="Not reached"),
    TroubleKind.TIMEOUT: Text(zh="没有及时回答", en="No answer in time"),
    TroubleKind.TLS: Text(zh="安全连接建立不了", en="No secure line"),
    TroubleKind.CAPTIVE: Text(zh="回答的不是上级系统", en="Somebody else answers"),
    TroubleKind.UNAUTHORISED: Text(zh="上级拒绝本终端", en="It refuses this terminal"),
    TroubleKind.RATE_LIMITED: Text(zh="上级要求慢一点", en="It asks to wait"),
    TroubleKind.SERVER: Text(zh="上级系统有故障", en="It has a fault"),
    TroubleKind.TOO_LARGE: Text(zh="上级嫌消息太大", en="It finds the message too large"),
    TroubleKind.CONTRACT: Text(zh="上级的回答不合约定", en="Its answer breaks the contract"),
}
_UPSTREAM_REMEDIES: dict[TroubleKind, Text] = {
    TroubleKind.UNREACHABLE: Text(
        zh="检查网线、路由和 [upstream] url", en="Check cable, router and [upstream] url"
    ),
    TroubleKind.TIMEOUT: Text(
        zh="网络太慢或中断，检查线路", en="The network is slow or broken: check the line"
    ),
    TroubleKind.TLS: Text(
        zh="核对时钟、CA 证书和本机证书；有没有上网登录页挡在中间",
        en="Check clock, CA and the terminal's certificate; look for a login page in between",
    ),
    TroubleKind.CAPTIVE: Text(
        zh="有别的设备代答：检查代理或上网登录页",
        en="Something else answers: look for a proxy or a login page",
    ),
    TroubleKind.UNAUTHORISED: Text(
        zh="上级拒绝本终端：请上级重新登记", en="The upstream refuses this terminal: ask to be enrolled again"
    ),
}
_LATER = Text(zh="上级系统有故障，稍后会自动重试", en="The upstream has trouble; it is tried again by itself")


def check_keys(keys: TerminalKeys | KeyTrouble, terminal: str, now: datetime) -> Check:
    """Own key and certificate, for this very terminal, not about to run out."""
    if isinstance(keys, KeyTrouble):
        return unwell(
            Subject.KEYS,
            Text(zh=f"{keys.file}：{keys.fault.value}", en=f"{keys.file}: {keys.fault.value}"),
            _KEY_REMEDIES[keys.fault],
        )
    if keys.terminal != terminal:
        return unwell(
            Subject.KEYS,
            Text(zh=f"证书属于终端 {keys.terminal}", en=f"The certificate is of terminal {keys.terminal}"),
            Text(zh="核对 [terminal] id，或重新登记", en="Check [terminal] id, or enrol again"),
        )
    days = (keys.expires - now).days
    until = f"{keys.expires:%Y-%m-%d}"
    if days < _SOON_DAYS:
        return unwell(
            Subject.KEYS,
            Text(
                zh=f"证书 {until} 到期，没有自动更新", en=f"The certificate ends {until} and was not renewed"
            ),
            Text(
                zh="接通上级系统；过期后要重新登记", en="Connect the upstream; once it has ended, enrol again"
            ),
        )
    return well(Subject.KEYS, f"完好，证书有效到 {until}", f"Sound, the certificate holds until {until}")


def check_upstream(trouble: Trouble | None, *, asked: bool = True) -> Check:
    """Whether it answered just now; not asked when there are no keys to ask with."""
    if not asked:
        return unwell(
            Subject.UPSTREAM,
            Text(zh="没有密钥，无法连接", en="Cannot be asked without keys"),
            _KEY_REMEDIES[KeyFault.MISSING],
        )
    if trouble is None:
        return well(Subject.UPSTREAM, "能连上", "Answers")
    said = _UPSTREAM_WORDS[trouble.kind]
    code = f" ({trouble.detail})" if trouble.detail else ""
    return unwell(
        Subject.UPSTREAM,
        Text(zh=f"{said.zh}{code}", en=f"{said.en}{code}"),
        _UPSTREAM_REMEDIES.get(trouble.kind, _LATER),
    )

"""The codes that the desk shows, in both languages: alarms, refusals, devices and their states, acts.

A code of a newer terminal, which has no words here yet, is shown as it is.
"""

from typing import Final

_ALARMS: Final[dict[str, tuple[str, str]]] = {
    "other_digest": ("同一编号收到不同内容", "Same id, other content"),
    "audit_fork": ("审计链分叉", "Audit chain forked"),
    "audit_rolled_back": ("审计链回退", "Audit chain went back"),
    "unreadable": ("内容无法读取", "Content cannot be read"),
    "bad_signature": ("签名无效", "Signature not valid"),
}
_REFUSALS: Final[dict[str, tuple[str, str]]] = {
    "no_such_person": ("查无此人", "No such person"),
    "no_such_card": ("查无此卡", "No such card"),
    "card_not_enabled": ("卡未启用", "Card not enabled"),
    "card_locked": ("卡已锁定", "Card locked"),
    "card_cancelled": ("卡已注销", "Card cancelled"),
    "card_in_production": ("正在制卡", "Card being made"),
    "card_state_unknown": ("卡状态未知", "State of the card unknown"),
    "card_not_lost": ("未正式挂失", "Not formally reported lost"),
    "not_paid": ("未付款", "Not paid"),
    "loss_report_refused": ("挂失未受理", "Loss report refused"),
}
_DEVICES: Final[dict[str, tuple[str, str]]] = {
    "reader": ("读卡器", "Reader"),
    "printer": ("打印机", "Printer"),
    "screen": ("屏幕", "Screen"),
    "store": ("存储", "Store"),
    "clock": ("时钟", "Clock"),
    "network": ("网络", "Network"),
    "sound": ("声音", "Sound"),
}
_STATES: Final[dict[str, tuple[str, str]]] = {
    "no_reader": ("未连接", "not there"),
    "unreadable": ("卡无法读取", "card unreadable"),
    "unserved": ("非受理卡", "card not served"),
    "paper_out": ("缺纸", "paper out"),
    "paper_low": ("纸将尽", "paper low"),
    "cover_open": ("盖未关", "cover open"),
    "cutter_error": ("切刀故障", "cutter error"),
    "mechanical_error": ("机械故障", "mechanical error"),
    "overheated": ("过热", "overheated"),
    "offline": ("脱机", "offline"),
    "silent": ("无响应", "silent"),
    "unreachable": ("连接不上", "unreachable"),
    "failing": ("故障", "failing"),
    "not_trusted": ("时间不可信", "time not trusted"),
}
_CLOSED: Final[dict[str, tuple[str, str]]] = {
    "staff": ("暂停服务：工作人员", "Out of service: staff"),
    "cleaning": ("暂停服务：清洁", "Out of service: cleaning"),
    "repair": ("暂停服务：维修", "Out of service: repair"),
    "store": ("暂停服务：存储故障", "Out of service: store"),
    "reader": ("暂停服务：读卡器故障", "Out of service: reader"),
    "site": ("暂停服务：场所不符", "Out of service: site"),
    "policy": ("暂停服务：政策缺失", "Out of service: policy"),
    "setup": ("暂停服务：未完成设置", "Out of service: not set up"),
}
_ACTS: Final[dict[str, tuple[str, str]]] = {
    "signed_in": ("登录", "Signed in"),
    "sign_in_failed": ("登录失败", "Sign-in failed"),
    "looked_at": ("查看", "Looked at"),
    "opened_form": ("打开申请表", "Opened the form"),
    "printed_notice": ("打开领卡通知", "Opened the notice"),
    "checked_receipt": ("回执验真", "Checked a receipt"),
    "looked_at_audit": ("查看操作记录", "Looked at the records"),
}
CODES: Final[dict[str, tuple[str, str]]] = {
    f"{kind}.{code}": said
    for kind, table in (
        ("alarm", _ALARMS), ("refusal", _ALARMS | _REFUSALS), ("device", _DEVICES), ("state", _STATES),
        ("closed", _CLOSED), ("act", _ACTS),
    )
    for code, said in table.items()
}  # fmt: skip
"""By kind and code: `alarm.audit_fork`."""

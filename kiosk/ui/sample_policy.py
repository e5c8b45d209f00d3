"""A region policy with everything on: every page has something to show."""

from kiosk.rules.cards import Scheme
from kiosk.rules.documents import DocumentKind
from kiosk.rules.outlets import Outlet
from kiosk.rules.policy import (
    BankHalf,
    Eligibility,
    Fees,
    Form,
    FormalLoss,
    Guardianship,
    Policy,
    Promise,
    TemporaryLoss,
    Text,
    Waiver,
)
from kiosk.rules.submissions import Delivery, PaymentWay, ReplacementReason, SubmissionKind
from kiosk.rules.terms import Lapse, Revocation, TimeUnit

_HOURS = ("周一至周五 9:00–17:00", "Mon–Fri 9:00–17:00")


def _outlet(
    number: int,
    names: tuple[str, str],
    street: tuple[str, str],
    counter: int,
    district: tuple[str, str],
    pinyin: str,
) -> Outlet:
    return Outlet(
        id=f"330100-{number:03d}",
        name=names[0],
        name_en=names[1],
        address=street[0],
        address_en=street[1],
        hours=_HOURS[0],
        hours_en=_HOURS[1],
        phone=f"0571-8800{number:04d}",
        counter=f"{counter} 号窗口",
        counter_en=f"counter {counter}",
        district=district[0],
        district_en=district[1],
        pinyin=pinyin,
    )


OUTLETS = (
    _outlet(
        1,
        ("江岸区社保服务大厅", "Jiang'an Social Security Hall"),
        ("江岸区解放大道 218 号", "218 Jiefang Ave"),
        3,
        ("江岸区", "Jiang'an"),
        "jaq sb fwdt",
    ),
    _outlet(
        2,
        ("市民之家社保专区", "Citizens' Centre, Social Security"),
        ("金桥大道 117 号", "117 Jinqiao Ave"),
        12,
        ("江岸区", "Jiang'an"),
        "smzj sb zq",
    ),
    _outlet(
        3,
        ("江汉区政务服务中心", "Jianghan Government Services"),
        ("新华路 31 号", "31 Xinhua Road"),
        6,
        ("江汉区", "Jianghan"),
        "jhq zw fwzx",
    ),
    _outlet(
        4,
        ("武昌区人社服务中心", "Wuchang Service Centre"),
        ("中山路 307 号", "307 Zhongshan Road"),
        2,
        ("武昌区", "Wuchang"),
        "wcq rs fwzx",
    ),
    _outlet(
        5,
        ("硚口区社保服务站", "Qiaokou Service Station"),
        ("沿河大道 518 号", "518 Yanhe Ave"),
        1,
        ("硚口区", "Qiaokou"),
        "qkq sb fwz",
    ),
    _outlet(
        6,
        ("汉阳区政务服务大厅", "Hanyang Government Services"),
        ("鹦鹉大道 9 号", "9 Yingwu Ave"),
        8,
        ("汉阳区", "Hanyang"),
        "hyq zw fwdt",
    ),
)

SAMPLE_POLICY = Policy(
    region="330100",
    version=1,
    name=Text(zh="样例市", en="Sample City"),
    sample=True,
    source="invented for the gallery",
    documents=tuple(DocumentKind),
    temporary_loss=TemporaryLoss(length=10, unit=TimeUnit.DAYS, ends_in=Lapse.RELEASE, offered=True),
    formal_loss=FormalLoss(revocable=Revocation.UNTIL_REPLACED),
    bank_half=BankHalf(
        says=Text(
            zh="卡上的银行账户要另外打银行电话挂失",
            en="Call your bank to block the bank account on the card",
        ),
        hotlines={"工商银行": "95588"},
    ),
    eligibility=Eligibility(declarations=(Text(zh="我填写的内容属实", en="what I have entered is true"),)),
    guardians=Guardianship(services=frozenset({SubmissionKind.LOSS_REPORT, SubmissionKind.REPLACEMENT})),
    reasons=tuple(ReplacementReason),
    fees=Fees(
        standard_fen=2000,
        ways=(PaymentWay.AT_PICK_UP, PaymentWay.QR),
        waivers=(
            Waiver(
                key="expired",
                says=Text(zh="卡到期换卡免费", en="Free when the card has expired"),
                reasons=frozenset({ReplacementReason.EXPIRED}),
            ),
        ),
    ),
    promises=tuple(Promise(scheme=scheme, length=5, unit=TimeUnit.WORKDAYS) for scheme in Scheme),
    delivery=tuple(Delivery),
    forms={
        Scheme.SOCIAL_SECURITY: Form(
            key="social_security_replacement",
            title=Text(
                zh="社会保障卡补换申请表", en="Application for Replacement of the Social Security Card"
            ),
        ),
        Scheme.MEDICAL_INSURANCE: Form(
            key="medical_insurance_replacement",
            title=Text(
                zh="医疗保险卡补换申请表", en="Application for Replacement of the Medical Insurance Card"
            ),
        ),
    },
    outlets=OUTLETS,
)

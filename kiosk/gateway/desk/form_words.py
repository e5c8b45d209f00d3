"""The words of the paper form, Chinese and English: its labels, and the keys that are said on it."""

from typing import Final, NamedTuple


class Said(NamedTuple):
    """The same thing in both languages."""

    zh: str
    en: str = ""


LABELS: Final = {
    "name": Said("姓名", "Name"),
    "sex": Said("性别", "Sex"),
    "ethnic_group": Said("民族", "Ethnic group"),
    "birth": Said("出生日期", "Date of birth"),
    "nationality": Said("国家或地区", "Country or region"),
    "document_kind": Said("证件类型", "Document"),
    "document_number": Said("证件号码", "Document no."),
    "document_validity": Said("证件有效期", "Valid"),
    "phone": Said("联系电话", "Phone"),
    "address": Said("通讯地址", "Address"),
    "postcode": Said("邮政编码", "Postcode"),
    "occupation": Said("职业", "Occupation"),
    "employer": Said("工作单位", "Employer"),
    "person_category": Said("人员类别", "Insured as"),
    "application_type": Said("申请类型", "Application"),
    "reason": Said("申请原因", "Reason"),
    "old_card_number": Said("原社保卡号", "Old card no."),
    "card_number": Said("社保卡号", "Card no."),
    "scheme": Said("卡种", "Card"),
    "loss_form": Said("挂失方式", "Report"),
    "service_bank": Said("服务银行", "Service bank"),
    "delivery": Said("领取方式", "Collection"),
    "outlet": Said("领卡网点", "Outlet"),
    "card_outlet": Said("所属网点", "Outlet"),
    "fee": Said("工本费", "Fee"),
    "payment": Said("缴费方式", "Payment"),
    "agent_name": Said("代办人姓名", "Acting person"),
    "agent_document": Said("代办人证件号", "Document no."),
    "agent_relation": Said("与持卡人关系", "Acts as"),
    "agent_phone": Said("代办人电话", "Phone"),
    "photo": Said("照片", "Photo"),
    "number": Said("受理编号", "No."),
    "terminal": Said("受理终端", "Terminal"),
    "at_outlet": Said("经办网点", "Outlet"),
    "filed_at": Said("受理时间", "Filed"),
    "ready_on": Said("预计领卡", "Ready on"),
    "declaration": Said("申请人声明", "Declaration"),
    "signature": Said("申请人签名", "Signature"),
    "signed_on": Said("签名日期", "Date"),
    "clerk": Said("经办人", "Clerk"),
    "standing": Said("受理情况", "Standing"),
    "printed_on": Said("打印日期", "Printed"),
    "opinion": Said("经办机构意见", "For the office"),
}

TITLES: Final = {
    "loss_report": Said("社会保障卡挂失登记表", "Registration of a Lost Social Security Card"),
    "release": Said("社会保障卡解除挂失登记表", "Release of a Social Security Card Loss Report"),
    "replacement": Said("社会保障卡补换申请表", "Application for Replacement of the Social Security Card"),
}
"""A replacement's is the policy's own; this one stands in where no policy of that region is served."""

KEYS: Final = {
    "male": Said("男", "Male"),
    "female": Said("女", "Female"),
    "CHN": Said("中国", "China"),
    "resident_id": Said("居民身份证", "Resident ID card"),
    "hkmt_residence": Said("港澳台居民居住证", "HK/Macao/Taiwan residence permit"),
    "foreigner_residence": Said("外国人永久居留身份证", "Foreign permanent resident ID card"),
    "passport": Said("护照", "Passport"),
    "reissue": Said("补领", "Reissue"),
    "renewal": Said("换领", "Renewal"),
    "lost": Said("遗失", "Lost"),
    "damaged": Said("损坏", "Damaged"),
    "expired": Said("到期", "Expired"),
    "details_changed": Said("个人信息变更", "Details changed"),
    "bank_changed": Said("变更服务银行", "Bank changed"),
    "pick_up": Said("网点领取", "At the outlet"),
    "mail": Said("邮寄", "By mail"),
    "waived": Said("免收", "Waived"),
    "at_pick_up": Said("领卡时缴纳", "At collection"),
    "qr": Said("扫码支付", "Paid by QR code"),
    "guardian": Said("监护人", "Guardian"),
    "proxy": Said("受委托人", "Proxy"),
    "social_security": Said("社会保障卡", "Social security card"),
    "medical_insurance": Said("医疗保险卡", "Medical insurance card"),
    "formal": Said("正式挂失", "Formal"),
    "temporary": Said("临时挂失", "Temporary"),
}
"""What `kiosk.rules` files as a key."""

NOTES: Final = {
    "yuan": Said("元", "yuan"),
    "unsigned": Said("申请人不能签名，由工作人员见证", "The applicant cannot sign; witnessed by staff"),
    "confirmed": Said("持本人证件在自助终端确认", "Confirmed at the terminal with the identity document"),
    "received": Said("已收到，尚未受理", "Received, not yet accepted"),
    "accepted": Said("已受理", "Accepted"),
    "in_force": Said("已生效", "In force"),
    "waiting": Said("已收到，尚未生效", "Received, not yet in force"),
    "refused": Said("不予受理", "Refused"),
    "self_service": Said("自助办理", "Self-service"),
    "sample": Said("样表", "Sample"),
    "seal": Said("（盖章）          年      月      日", "Seal, date"),
    "by_hand": Said(
        "空白栏由申请人手工填写；内容取自申请人在自助终端提交的电子申请。",
        "Blank lines are filled in by hand. Taken from what the applicant filed at the terminal.",
    ),
}

"""Words found in the headings of contact lists, English and Arabic, and how they are compared.

Data for ``columns``: what an office in Kuwait writes above a column of mobile numbers, above one of names,
and above columns that hold other long numbers (civil IDs, accounts, amounts, dates).
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # tatweel and marks
_ALIKE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي"})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_A_LETTER = re.compile(r"[\W\d_]+")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MOBILE_WORDS = _set("""
    mobile mobiles mob mobileno mobilenumber mobilephone cell cellphone cellular gsm msisdn whatsapp sms
    موبايل موبايلات موبيل جوال جوالات نقال محمول خلوي واتساب واتس سيلولار
    """)
PHONE_WORDS = _set("""
    phone phones phoneno phonenumber telephone telephones tel telno telnumber contactno contactnumber
    هاتف هواتف تلفون تليفون تلفونات تليفونات تلفن ت
    """)
WEAK_PHONE_WORDS = _set("number numbers no num nr contact contacts رقم ارقام اتصال تواصل")
OTHER_WORDS = _set("""
    civil civilid national nationalid id ids identity iban account acc bank card passport residency visa
    price amount amounts total balance cost fee fees paid due salary qty quantity discount percent
    date dates birth birthdate dob birthday expiry year age time joined
    serial sn sr seq sequence index row code ref reference invoice order receipt file contract
    employee emp staff membership member customerid plate vehicle car box pobox postal zip fax
    block street house building floor flat apartment avenue address paci unit area city
    email mail type model company brand name status notes note remarks
    مدني مدنيه هويه بطاقه جواز اقامه حساب ايبان بنك
    سعر مبلغ مبالغ قيمه اجمالي مجموع رصيد تكلفه رسوم راتب كميه خصم مدفوع مستحق
    تاريخ ميلاد انتهاء سنه عمر وقت مواليد
    مسلسل تسلسل م كود رمز مرجع فاتوره طلب ايصال ملف عقد الي
    وظيفي موظف عضويه عضو لوحه سياره مركبه صندوق بريد بريدي فاكس
    قطعه شارع منزل بنايه طابق دور شقه جاده عنوان وحده منطقه مدينه
    ايميل الكتروني كتروني نوع موديل شركه اسم اسماء حاله ملاحظات ملاحظه
    """)
LANDLINE_WORDS = _set("home house office work landline fixed ارضي منزل عمل مكتب بيت")
NAME_WORDS = _set("""
    name names fullname customer customers client clients member guest patient student parent employee
    recipient person contact
    اسم اسماء عميل عملاء زبون زبائن مشترك مريض طالب مراجع موظف عضو مستلم ضيف
    """)
STRONG_NAME_WORDS = _set("name names fullname اسم اسماء")
OTHER_NAME_WORDS = _set("user file company area sheet bank street type id no number code رقم كود شركه")
ALL_WORDS = MOBILE_WORDS | PHONE_WORDS | WEAK_PHONE_WORDS | OTHER_WORDS | LANDLINE_WORDS | NAME_WORDS


def fold(text: str) -> str:
    """A heading for comparison: without case, spaces, underscores, hyphens and invisible marks."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return re.sub(r"[\s_\-]+", "", plain)


def words_of(heading: str) -> frozenset[str]:
    """The words of a heading, Arabic ones without article, vowel signs and variants of the same letter."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", heading))
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Mn").translate(_ALIKE)
    # both as it is and cut where a capital begins: WhatsApp, MobileNo
    words = _NOT_A_LETTER.sub(" ", f"{text} {_CAMEL.sub(' ', text)}").casefold().split()
    return frozenset(_without_article(word) for word in words)


def _without_article(word: str) -> str:
    for article in ("وال", "بال", "لل", "ال"):
        if word.startswith(article) and len(word) > len(article) + 1:
            return word.removeprefix(article)
    return word

"""How currencies are written in documents: before a number, and after it.

Built on the symbols of `units`, which a person types. Where a sign stands for several
currencies, the table holds the sign itself (``$``, ``¥``, ``kr``, ``元``) and `settle` decides.
"""

from __future__ import annotations

import re

from pricedin.units import ISO_4217, SYMBOLS

OPEN_SIGNS = frozenset({"$", "¥", "kr", "kroner", "元", "peso"})

# Codes that are English words or common abbreviations: read only where a magnitude follows,
# or not at all.
_NEVER_CODES = frozenset({"ALL", "TOP"})
SHY_CODES = frozenset(
    """ANG BAM BOB COP CUP CVE GEL GIP LAK MAD MGA MOP NAD PAB PEN RON SOS SRD STN TOP TRY ALL DOP
    MUR ERN BIF AMD MRU CRC SHP SVC PHP ARS SDG TMT HTG""".split()
)

_CHINESE = {
    "USD": "美元 美金 美圆 美圓",
    "CNY": "人民币 人民幣 元人民币 元人民幣 块人民币",
    "HKD": "港元 港币 港幣 港纸 港圓 港圆",
    "TWD": "新台币 新臺幣 新台幣 新臺币 台币 台幣 臺幣 新台币元",
    "EUR": "欧元 歐元",
    "GBP": "英镑 英鎊",
    "JPY": "日元 日圆 日圓 円",
    "KRW": "韩元 韓元 韩圆 韓圜 韓圓 韩币",
    "SGD": "新加坡元 新元 新币 新幣 坡元 坡币",
    "AUD": "澳元 澳币 澳幣 澳大利亚元",
    "CAD": "加元 加币 加幣 加拿大元",
    "NZD": "纽元 新西兰元 紐元",
    "CHF": "瑞士法郎 瑞郎",
    "INR": "印度卢比 印度盧比 卢比 盧比",
    "PKR": "巴基斯坦卢比",
    "RUB": "卢布 盧布",
    "THB": "泰铢 泰銖",
    "MYR": "林吉特 马币 令吉",
    "IDR": "印尼盾 印尼卢比",
    "VND": "越南盾",
    "PHP": "菲律宾比索",
    "MXN": "墨西哥比索",
    "BRL": "雷亚尔",
    "AED": "迪拉姆",
    "SAR": "里亚尔 沙特里亚尔",
    "ILS": "谢克尔 新谢克尔",
    "TRY": "里拉 土耳其里拉",
    "SEK": "瑞典克朗",
    "NOK": "挪威克朗",
    "DKK": "丹麦克朗",
    "PLN": "兹罗提",
    "ZAR": "兰特",
    "MOP": "澳门元 澳門元",
}

_ENGLISH = {
    "$": "dollar",
    "USD": "us dollar|u.s. dollar|american dollar|united states dollar|us$|$us",
    "AUD": "australian dollar|aussie dollar|a$",
    "CAD": "canadian dollar|c$|ca$",
    "HKD": "hong kong dollar|hk dollar|hk$",
    "SGD": "singapore dollar|sing dollar|s$",
    "TWD": "taiwan dollar|new taiwan dollar|taiwanese dollar|nt dollar|nt$",
    "NZD": "new zealand dollar|nz$",
    "EUR": "euro|€",
    "GBP": "pound|pounds sterling|pound sterling|british pound|sterling|£",
    "EGP": "egyptian pound",
    "JPY": "yen|japanese yen",
    "CNY": "yuan|renminbi|rmb|chinese yuan|yuan renminbi",
    "INR": "rupee|indian rupee|rs|rs.|₹",
    "PKR": "pakistani rupee|pakistan rupee",
    "LKR": "sri lankan rupee|sri lanka rupee",
    "IDR": "rupiah|indonesian rupiah",
    "KRW": "won|korean won|south korean won|₩",
    "CHF": "swiss franc|franc",
    "XOF": "cfa franc",
    "SEK": "krona|kronor|swedish krona|swedish kronor|swedish crown",
    "kroner": "krone|kroner",
    "NOK": "norwegian krone|norwegian kroner|norwegian crown",
    "DKK": "danish krone|danish kroner|danish crown",
    "kr": "kr|kr.",
    "PLN": "zloty|zlotys|zlotych|polish zloty|zł",
    "ILS": "shekel|israeli shekel|new israeli shekel|new shekel|nis|₪",
    "TRY": "turkish lira|lira|liras|₺",
    "RUB": "ruble|rouble|russian ruble|russian rouble|₽",
    "BRL": "real|reais|brazilian real|brazilian reais|r$",
    "peso": "peso",
    "MXN": "mexican peso",
    "PHP": "philippine peso|₱",
    "ARS": "argentine peso",
    "CLP": "chilean peso",
    "COP": "colombian peso",
    "ZAR": "rand|south african rand",
    "AED": "dirham|uae dirham|emirati dirham",
    "SAR": "riyal|saudi riyal",
    "QAR": "qatari riyal",
    "THB": "baht|thai baht|฿",
    "MYR": "ringgit|malaysian ringgit",
    "VND": "dong|vietnamese dong|₫",
    "NGN": "naira|nigerian naira|₦",
    "KES": "kenyan shilling|shilling",
    "GHS": "cedi|ghanaian cedi",
    "UAH": "hryvnia|ukrainian hryvnia",
    "HUF": "forint",
    "CZK": "koruna|czech koruna|czech crown|kč",
}
_SAME_IN_PLURAL = frozenset(
    """yen yuan renminbi rmb won kr kr. rs rs. kronor kroner reais baht ringgit sterling zł nis kč
    zlotys zlotych liras""".split()
)

# The word in front of a number. `R`, `Rp` and the like also start other words: see `before`.
_BEFORE = {
    **SYMBOLS,
    "$US": "USD",
    "US $": "USD",
    "U.S.$": "USD",
    "U.S. $": "USD",
    "AU$": "AUD",
    "AUD$": "AUD",
    "HK $": "HKD",
    "SG$": "SGD",
    "CA$": "CAD",
    "CDN$": "CAD",
    "CAD$": "CAD",
    "USD$": "USD",
    "NZ$": "NZD",
    "R$": "BRL",
    "MX$": "MXN",
    "RMB¥": "CNY",
    "CN¥": "CNY",
    "JP¥": "JPY",
    "¥": "¥",
    "￥": "¥",
    "$": "$",
    "Rmb": "CNY",
    "Rs": "INR",
    "Rs.": "INR",
    "RS": "INR",
    "RS.": "INR",
    "₨": "INR",
    "Fr.": "CHF",
    "SFr": "CHF",
    "SFr.": "CHF",
    "Sfr": "CHF",
    "kr": "kr",
    "kr.": "kr",
    "Kr": "kr",
    "Skr": "SEK",
    "SKr": "SEK",
    "NKr": "NOK",
    "Nkr": "NOK",
    "DKr": "DKK",
    "Dkr": "DKK",
    "zł": "PLN",
    "₪": "ILS",
    "NIS": "ILS",
    "₺": "TRY",
    "TL": "TRY",
    "₽": "RUB",
    "₱": "PHP",
    "฿": "THB",
    "₫": "VND",
    "₦": "NGN",
    "₴": "UAH",
    "₵": "GHS",
    "RM": "MYR",
    "Rp": "IDR",
    "Rp.": "IDR",
    "R": "ZAR",
    "KSh": "KES",
    "Ksh": "KES",
    "Dh": "AED",
    "Dhs": "AED",
    "Kč": "CZK",
    **{word: code for code, words in _CHINESE.items() for word in words.split()},
}
del _BEFORE["元"]
_LONGEST_BEFORE = max(map(len, _BEFORE))
_ENDS_BEFORE = frozenset(word[-1] for word in (*_BEFORE, *ISO_4217))
_SHY_BEFORE = frozenset({"R", "RM", "Rp", "Rp.", "TL", "Dh", "Dhs", "Kr", "Fr."})


def _phrase(word: str) -> str:
    escaped = re.escape(word).replace(r"\ ", r"[ \t\n-]{1,2}").replace(r"\.", r"\.?")
    if word[-1].isalpha() and word[-1].isascii() and word not in _SAME_IN_PLURAL:
        escaped += "s?"
    return escaped


def _words_after() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return one pattern with a group for each code, longer words first."""
    groups = []
    for words in _ENGLISH.values():
        inner = "|".join(_phrase(w) for w in sorted(words.split("|"), key=len, reverse=True))
        groups.append(f"((?i:{inner})(?![A-Za-z0-9$]))")
    return re.compile("|".join(groups)), tuple(_ENGLISH)


_AFTER_ENGLISH, _AFTER_CODES = _words_after()
_FIRST_WORD = re.compile(r"[A-Za-zł]+|[^\sA-Za-z0-9]")
_FIRST_WORDS = frozenset(
    form
    for words in _ENGLISH.values()
    for word in words.split("|")
    if (found := _FIRST_WORD.match(word))
    for form in (found[0], found[0] + "s")
)
_AFTER_CHINESE = {
    **{word: code for code, words in _CHINESE.items() for word in words.split()},
    "元": "元",
    "块": "元",
    "块钱": "元",
    "塊": "元",
    "塊錢": "元",
    "圆": "元",
    "圓": "元",
    "蚊": "HKD",
}
_CHINESE_AFTER = re.compile("|".join(sorted(_AFTER_CHINESE, key=len, reverse=True)))
_NOT_YUAN = re.compile(
    r"元(?=素|老|首|旦|件|组|気|宇宙|认知|年|气|朝|代)|[块塊](?!钱|錢)(?=[\u4e00-\u9fff])|[圆圓](?=形|桌|满|柱|顶)"
)
_CODE = re.compile(r"[A-Z]{3}(?![A-Za-z0-9])")


def currency_before(text: str, at: int, floor: int) -> tuple[str, int, bool] | None:
    """Return the currency written before position `at`, where it starts, and whether it is shy.

    A shy word (``R``, ``MAD``) counts only with a magnitude. Nothing before `floor` is read.
    """
    end = at
    while end > floor and end > at - 3 and text[end - 1] in " \t\n":
        end -= 1
    if end <= floor or text[end - 1] not in _ENDS_BEFORE:
        return None
    last = text[end - 1]
    if last.isalpha() and last.isascii():
        start = end - 1
        while (
            start > floor
            and start > end - 6
            and text[start - 1].isascii()
            and text[start - 1].isalpha()
        ):
            start -= 1
        word = text[start:end]
        if word == "US" and start > floor and text[start - 1] == "$":
            return "USD", start - 1, False
        code = _BEFORE.get(word)
        if code is None:
            if len(word) != 3 or word not in ISO_4217 or word in _NEVER_CODES:
                return None
            code = word
        if start > 0 and text[start - 1].isascii() and text[start - 1].isalnum():
            return None
        return code, start, word in SHY_CODES or word in _SHY_BEFORE
    for length in range(min(_LONGEST_BEFORE, end - floor), 0, -1):
        word = text[end - length : end]
        code = _BEFORE.get(word)
        if code is None:
            continue
        start = end - length
        if word[0].isascii() and word[0].isalpha() and start > 0:
            if text[start - 1].isascii() and text[start - 1].isalnum():
                continue
        return code, start, word in SHY_CODES or word in _SHY_BEFORE
    return None


def currency_after(text: str, at: int) -> tuple[str, int, bool] | None:
    """Return the currency that starts at `at`, where it ends, and whether it is shy."""
    if at >= len(text):
        return None
    first = text[at]
    if first >= "\u4e00" and first <= "\u9fff":
        if (found := _CHINESE_AFTER.match(text, at)) and not _NOT_YUAN.match(text, at):
            return _AFTER_CHINESE[found[0]], found.end(), False
        return None
    if first.isupper() and (found := _CODE.match(text, at)):
        word = found[0]
        code = "CNY" if word == "RMB" else word
        if code in ISO_4217 and code not in _NEVER_CODES:
            return code, found.end(), word in SHY_CODES
    word_here = _FIRST_WORD.match(text, at)
    if word_here is None or word_here[0].lower() not in _FIRST_WORDS:
        return None
    if found := _AFTER_ENGLISH.match(text, at):
        assert found.lastindex is not None
        return _AFTER_CODES[found.lastindex - 1], found.end(), False
    following = text[at + 1 : at + 2]
    if first in "$¥" and not (following.isascii() and following.isalnum()) and following != "-":
        return first, at + 1, False
    return None


_JAPAN = re.compile(
    "円|日元|日圆|日圓|JPY|株式会社|日本|东京|東京|(?<![A-Za-z])(?i:yen|tokyo|japan)"
)
_CHINA = re.compile(
    "人民币|人民幣|CNY|中国|北京|上海|深圳|(?<![A-Za-z])(?i:rmb|yuan|renminbi|china|beijing|shanghai)"
)
_DENMARK = re.compile("(?i:DKK|danish|denmark|copenhagen)")
_NORWAY = re.compile("(?i:NOK|norw|oslo)")


def settle(sign: str, text: str, dollar: str, yen: str) -> tuple[str, bool]:
    """Return the currency meant by a word or sign in this text, and whether it was implied.

    ``¥`` is yen where the text speaks more of Japan than of China; ``kr`` is the krone of the
    country that the text names, else the Swedish krona; a bare ``peso`` has no currency.
    """
    if sign not in OPEN_SIGNS:
        return sign, False
    if sign == "$":
        return dollar, True
    if sign == "元":
        return "CNY", True
    if sign == "¥":
        if yen:
            return yen, True
        japan, china = len(_JAPAN.findall(text)), len(_CHINA.findall(text))
        return ("JPY" if japan > china else "CNY"), True
    if sign in ("kr", "kroner"):
        if _DENMARK.search(text):
            return "DKK", True
        if _NORWAY.search(text) or sign == "kroner":
            return "NOK", True
        return "SEK", True
    return "", True

"""Bytes to characters: encodings, line ends, control characters, scripts.

A declared encoding is honoured if the bytes agree with it. Without one, or against one, the
encodings of Chinese, Japanese and Korean text are told apart by how common the characters are
that each reading yields, code pages of one byte by the letters that their languages use.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from pricedin.errors import Problem
from pricedin.sources.limits import Reading

# The most frequent characters of modern written Chinese in descending order, after the common
# lists (Jun Da, Modern Chinese Character Frequency List, 2004); then words of finance.
# Position by position the same character in its simplified and its traditional form.
SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日"
    "军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美"
    "相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解"
    "水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计"
    "管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完"
    "设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运亿轮融投估值"
    "额营收净亏损购股币财团创业级网络线报讯"
)
TRADITIONAL = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡"
    "用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日"
    "軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美"
    "相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解"
    "水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計"
    "管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完"
    "設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運億輪融投估值"
    "額營收淨虧損購股幣財團創業級網絡線報訊"
)
COMMON_HAN = frozenset(SIMPLIFIED) | frozenset(TRADITIONAL)
ONLY_SIMPLIFIED = "".join(s for s, t in zip(SIMPLIFIED, TRADITIONAL, strict=True) if s != t)
ONLY_TRADITIONAL = "".join(t for s, t in zip(SIMPLIFIED, TRADITIONAL, strict=True) if s != t)
# Function words and endings make up most syllables of Korean prose.
COMMON_HANGUL = frozenset(
    "이다는의에을를가하고로은지한기사서자대어도리시인나해정일그있수부라보전게아상장경국원으들동제주"
    "성조구공소적만진선신과관비실와안방화유여내면회업억달러투금조년월계용스마개반영간입위모연중"
)

# What pages call an encoding, and the wider one that browsers read instead (WHATWG Encoding).
WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
EAST_ASIAN = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
# Code pages of one byte a character with the letters that prose in them shows beyond ASCII,
# the commonest first: of two that fit, the first is taken.
SINGLE_BYTE = {
    "cp1252": "éèàâêçùôîïëüöäßñóíáúåøæœãõìòÿÉÈÀÖÜÄÑØÅÇÁÓ",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžőűăâîşţöüäôĺŁŚŻŹČŠŽŘÓÖÜ",
    "cp1254": "ğışçöüİĞŞÇÖÜâîû",
    "cp1257": "āčēģīķļņšūžąęėįųõäöüĀČŠŽĪŪ",
    "cp1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ",
    "cp1253": "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώ",
}
# In these whole words lie beyond ASCII, in the others single letters.
OTHER_ALPHABETS = ("cp1251", "cp1253")
TYPOGRAPHY = "€£¥§©®°±·«»“”‘’„–—…•™½¼¾²³µ"
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE_BYTES = 65_536
SAMPLE_CHARACTERS = 50_000
# A reading in the right encoding shows 0.4 to 0.7 common characters, in a wrong one below 0.15.
LEAST_COMMON = 0.2
# With more damage than this among the bytes beyond ASCII, it is another encoding.
MOST_DAMAGED = 0.04

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85]")
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
HIDDEN_IN_NUMBER = re.compile(
    rf"(?:[0-9０-９]|[$€£¥￥₹][^\S\n]?)[.,，．]?[{INVISIBLE}]+[.,，．]?[0-9０-９]"
    rf"|[0-9０-９][.,]?[{INVISIBLE}]+ ?(?:[%％万亿萬億]|[mbkMBK]n?\b|million|billion)"
)
ANY_INVISIBLE = re.compile(f"[{INVISIBLE}]")
DECLARED_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
DECLARED_HTML = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)


def codec_of(name: str) -> str:
    """Return Python's name of the encoding that browsers use for `name`, or "" if unknown.

    >>> codec_of("GB2312"), codec_of("latin-1"), codec_of("x-unheard")
    ('gb18030', 'cp1252', '')
    """
    try:
        found = codecs.lookup(name.strip().strip("\"'").lower())
    except (LookupError, ValueError):
        return ""
    if not found._is_text_encoding:
        return ""
    return WIDER.get(found.name, found.name)


def declared_charset(data: bytes) -> str:
    """Return the encoding that the head of an HTML or XML document declares, or ""."""
    head = data[:4096]
    if found := DECLARED_XML.search(head) or DECLARED_HTML.search(head):
        return found[1].decode("ascii")
    return ""


def decode(data: bytes, reading: Reading) -> str:
    r"""Return the characters of `data`, line ends as ``\n``, without control characters.

    Tabs stay; every other control character becomes a space, so that words do not run together.

    Raises
    ------
    RefusedError
        If the bytes are no text.
    """
    text = _decoded(data, reading)
    if len(text) > reading.limits.characters:
        reading.cut("characters", f"holds {len(text):,} characters")
        text = text[: reading.limits.characters]
    return cleaned(text, reading)


def cleaned(text: str, reading: Reading) -> str:
    r"""Return text with ``\n`` at line ends and a space for each other control character."""
    text = text.removeprefix("\ufeff")
    if LINE_END.search(text):
        text = LINE_END.sub("\n", text)
    if CONTROL.search(text):
        text, replaced = CONTROL.subn(" ", text)
        reading.tell(f"{replaced:,} control characters are read as spaces", "note")
    if LONE_SURROGATE.search(text):
        text = LONE_SURROGATE.sub("\ufffd", text)
    return text


def _decoded(data: bytes, reading: Reading) -> str:
    for mark, name in MARKS:
        if data.startswith(mark):
            return _with_damage(data[len(mark) :], name, reading)
    if name := _utf16_without_mark(data):
        return _with_damage(data[: len(data) // 2 * 2], name, reading)
    if (zeros := data.count(0)) > len(data) * 0.001 + 2:
        raise reading.refuse(
            f"is not text: {zeros:,} of {len(data):,} bytes are zero",
            "give the document as text, HTML, PDF, DOCX, EML, XLSX, ODS, CSV or a feed",
        )
    declared = codec_of(reading.charset) if reading.charset else ""
    if declared.startswith(("utf_16", "utf-16", "utf_32", "utf-32")):
        declared = ""  # bytes without a zero are neither, whatever a page declares
    if b"\x1b$" in data or b"\x1b(" in data:
        name = declared if declared.startswith("iso2022") else "iso2022_jp"
        return _with_damage(data, name, reading)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        damaged = error
    if declared and declared != "utf-8" and _agrees(data, declared):
        return _with_damage(data, declared, reading)
    # One broken byte does not make UTF-8 something else.
    valid = len(data.decode("utf-8", "ignore").encode())
    beyond = len(re.findall(rb"[\x80-\xff]", data))
    if len(data) - valid <= MOST_DAMAGED * beyond:
        return _with_damage(data, "utf-8", reading)
    name = guessed(data)
    if declared and declared != name:
        reading.tell(
            f"declares the encoding {reading.charset}, with which its bytes do not agree "
            f"(byte {damaged.start:,}); read as {name}",
            hint="check names and amounts",
        )
    return _with_damage(data, name, reading)


def _utf16_without_mark(data: bytes) -> str:
    sample = data[:4096]
    if len(sample) < 4 or b"\x00" not in sample:
        return ""
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    most, least = max(odd, even), min(odd, even)
    if most > len(sample) * 0.1 and least <= most * 0.05:
        return "utf-16-le" if odd > even else "utf-16-be"
    return ""


def _with_damage(data: bytes, name: str, reading: Reading) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        text = data.decode(name, "replace")
        reading.tell(
            f"{text.count(chr(0xFFFD)):,} places are no {name}, the first at byte "
            f"{error.start:,}; each is shown as \ufffd"
        )
        return text


def _sample(data: bytes) -> bytes:
    """Return the part of `data` that tells most: from its first byte beyond ASCII.

    That byte begins a character in each of these encodings.
    """
    found = re.search(rb"[\x80-\xff]", data)
    start = found.start() if found else 0
    return data[start : start + SAMPLE_BYTES]


def _read_as(sample: bytes, name: str) -> str | None:
    """Return the sample read as `name`, or None if more than its last few bytes are wrong."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        return decoder.decode(sample)
    except UnicodeDecodeError:
        text = sample.decode(name, "replace")
        return text if text.count("\ufffd") <= max(1, 0.002 * len(text)) else None


def commonness(text: str) -> float:
    """Return which fraction of the characters beyond ASCII is common in an East Asian script.

    Kana count in full; so do full-width forms and punctuation beside at least one other.
    """
    beyond = [c for c in text[:SAMPLE_CHARACTERS] if c > "\x7f"]
    if not beyond:
        return 0.0
    common = 0.0
    han = 0
    for c in beyond:
        if c in COMMON_HAN or c in COMMON_HANGUL or "\u3041" <= c <= "\u30fe":
            common += 1
        if "\u4e00" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" or "\u3041" <= c <= "\u30fe":
            han += 1
        elif c in "，。、；：？！“”‘’（）《》「」『』—…·％￥":
            common += 0.5
        elif "\ue000" <= c <= "\uf8ff" or "\uff61" <= c <= "\uff9f" or c == "\ufffd":
            common -= 1
    return common / len(beyond) if han else 0.0


def _agrees(data: bytes, name: str) -> bool:
    sample = _sample(data)
    text = _read_as(sample, name)
    if text is None:
        return False
    if name in EAST_ASIAN:
        best = max(commonness(read) for read in _east_asian(sample).values())
        return commonness(text) >= 0.7 * best
    if name in SINGLE_BYTE:
        return not _looks_east_asian(sample)
    return True


def _east_asian(sample: bytes) -> dict[str, str]:
    read = {name: _read_as(sample, name) for name in EAST_ASIAN}
    return {name: text for name, text in read.items() if text is not None} | {"": ""}


def _looks_east_asian(sample: bytes) -> bool:
    """Tell two-byte text, whose high bytes stand in runs, from letters with accents."""
    runs: Iterable[bytes] = re.findall(rb"[\x80-\xff]{4,}", sample)
    in_runs = sum(len(run) for run in runs)
    high = len(re.findall(rb"[\x80-\xff]", sample))
    best = max(commonness(text) for text in _east_asian(sample).values())
    return best >= LEAST_COMMON and in_runs > 0.2 * high


def guessed(data: bytes) -> str:
    """Return the likeliest encoding of bytes that are no UTF-8.

    >>> guessed("融资完成后，公司估值为五十亿元人民币。".encode("gb18030"))
    'gb18030'
    >>> guessed("融資完成後，公司估值為五十億元新台幣。".encode("big5"))
    'big5hkscs'
    """
    sample = _sample(data)
    scores = {name: commonness(text) for name, text in _east_asian(sample).items() if name}
    best = max(scores, key=scores.__getitem__, default="")
    if best and _looks_east_asian(sample):
        return best
    return _single_byte(sample)


def _single_byte(sample: bytes) -> str:
    """Return the code page in which the sample shows most letters of its languages.

    >>> _single_byte("Geschäft".encode("cp1252")), _single_byte("миллион".encode("cp1251"))
    ('cp1252', 'cp1251')
    """
    high = re.findall(rb"[\x80-\xff]+", sample)
    in_words = sum(len(run) for run in high if len(run) >= 3)
    other = in_words > 0.5 * sum(map(len, high))
    scores = {}
    for name, letters in SINGLE_BYTE.items():
        if (name in OTHER_ALPHABETS) != other:
            continue
        shown = [c for c in sample.decode(name, "replace") if c > "\x7f" and c not in TYPOGRAPHY]
        scores[name] = sum(c.lower() in letters or c in letters for c in shown)
    return max(scores, key=scores.__getitem__)


# The most frequent words of English prose, and of none of its neighbours.
ENGLISH = re.compile(
    r"\b(?:the|of|and|to|for|that|with|from|its|has|was|were|by|at|which|this|will|have|said)\b",
    re.I,
)
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
KANA_OR_HANGUL = re.compile("[\u3041-\u30fe\uac00-\ud7a3]")
LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]+")


def language_of(text: str) -> str:
    """Return ``en``, ``zh``, ``zh-Hant`` or "", from the shares of scripts and of common words.

    >>> language_of("The round was led by Cedar Partners."), language_of("本輪融資由雪松資本領投")
    ('en', 'zh-Hant')
    """
    sample = text[:SAMPLE_CHARACTERS]
    words = LATIN_WORD.findall(sample)
    if sample.isascii():
        han = kana = 0
    else:
        han = len(HAN.findall(sample))
        kana = len(KANA_OR_HANGUL.findall(sample))
    # A Latin word is worth two Chinese characters, about what its translation takes.
    if kana > 0.1 * (han + kana) and kana > 0.2 * len(words):
        return ""
    if han > 0.3 * (han + 2 * len(words)):
        simplified = sum(map(sample.count, ONLY_SIMPLIFIED))
        traditional = sum(map(sample.count, ONLY_TRADITIONAL))
        return "zh-Hant" if traditional > simplified else "zh"
    if not words:
        return ""
    english = len(ENGLISH.findall(sample))
    accented = len(words) - sum(word.isascii() for word in words)
    if english >= 0.08 * len(words) or (len(words) < 40 and english and not accented):
        return "en"
    return ""


def hidden_in_numbers(text: str, where: str) -> list[Problem]:
    """Report numbers in which characters stand that do not show; the text keeps them.

    Bidirectional controls can print the digits of a number in another order than they are
    stored in; zero-width characters can split it.
    """
    if text.isascii() or not ANY_INVISIBLE.search(text):
        return []
    problems = []
    for count, found in enumerate(HIDDEN_IN_NUMBER.finditer(text)):
        if count == 5:
            problems.append(
                Problem(
                    where=where,
                    message="more numbers hold characters that do not show",
                    severity="warning",
                )
            )
            break
        shown = ANY_INVISIBLE.sub(lambda m: f"<U+{ord(m[0]):04X}>", found[0])
        problems.append(
            Problem(
                where=f"{where} characters {found.start()}-{found.end()}",
                message=f"a number holds characters that do not show: {shown}",
                severity="warning",
                hint="it may not say what is seen; compare it with another source",
            )
        )
    return problems

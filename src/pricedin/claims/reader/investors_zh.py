"""Investors in Chinese sentences, simplified and traditional.

Chinese names have no edges of their own. A verb or noun of investing marks which side its list of
names lies on; the list reaches to the next stop, is split at its separators, and each piece is cut
to a name: words that describe a name are dropped before it, adverbs behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pricedin.claims.reader.party import Investor, Role
from pricedin.claims.reader.party_zh import ADVERB, PLACE, is_sure, name_in, without_brackets
from pricedin.text.amounts import Amount

# Signs that begin the marks below; the patterns are only tried where one stands.
_SIGN_AFTER = re.compile(
    "[领領牵牽带帶主继繼持再连連超一二三四五六七八九两兩多加追增跟参參投是为為作担擔成系共联聯独獨战戰入也名在均都亦等出认認注斥贡貢掏拿补補包提打承]"
)
_SIGN_BEFORE = re.compile(
    "[领領牵牽主带帶跟参參认認投出意增配新其引迎国國海另还還股款资資钱錢部份多余餘融,。;来來老原现現既早上前向从從自获獲得]"
)
_QUICK = re.compile(
    "[投认認资資码碼股增引牵牽领領带帶跟追参參来來完筹籌发發拿出补補意加募签簽轮輪就列]"
)
_ROUNDS = r"(?:天使\+*|种子|種子|Pre-?[A-Z]\+*|pre-?[A-Z]\+*|[A-K]\d?\+*|战略|戰略|首|前|上|本|此|该|該|这一|這一|这|這|新一|上一|前几|几|数|两|兩|多|各|该公司[A-K])[轮輪]"
_OBJECT = rf"(?:(?:了|过|過)?(?:(?:它|其|他们|公司|该公司|对方)的?)?(?:(?:这|這|本|此|该|該|上)(?:次|笔|筆))?(?:{_ROUNDS}|融资|融資|投资|投資|注资|注資|增资|增資|定增|认购|認購|跟投|交割|其中)*)"

# --- the marks of a list that stands before them ------------------------------------------------

_LEAD_VERB = r"(?:领投|領投|牵头|牽頭|带队|帶隊|带头|帶頭|领头|領頭|主投|领衔|領銜|(?:主导|主導)(?=[,、的了本此融]|$)|(?:领|領)(?=的[,。;])|(?:领|領)(?=了(?:这|這|本|此|该|首)))(?!方|机构|機構|人|者|的是|的?为|:|份额)"
_AFTER = re.compile(
    rf"""(?P<lead>{_LEAD_VERB})
    |(?P<again>(?:继续|繼續|持续|持續|再次|再度|连续|連續|超额|超額)?(?:[一二三四两兩多]轮)?(?:加码|加碼|加注|加持|追投|增持(?!计划)|追加(?:投资|投資|了)?(?=[,。;!"]|$|\d|[近约約超])|跟进|跟進))
    |(?P<with>跟投(?!方|机构|機構|人|者|的|:|为)|[参參]投(?!方|机构|機構|人|的|:|为)|(?:跟|投)了(?=[,。;!]|$))
    |(?P<copula>(?:是|为|為|作为|作為|担任|擔任|成为|成為|系)(?:公司|本轮|本輪|此轮|该轮|該輪|这一轮|此次|融资|本次|{_ROUNDS})*的?(?:联合|聯合|独家|獨家|唯一|主要|共同)?的?
        (?:(?P<cl>领投|領投|牵头|牽頭|联合领投)(?:投资|投資)?|(?:跟投|[参參]投|战略|戰略|基石|唯一|主要|最大|新增|新的?)(?:投资|投資)?|投资|投資)(?:方|人|机构|機構|者)(?![A-Za-z]))
    |(?P<did>(?:出|投)的(?=[,。;!]|$))
    |(?P<full>(?:独|獨)投(?=[,。;!]|$)|(?:共同|联合|聯合|独家|獨家|战略|戰略)(?:完成|投资|投資|出资|出資|注资|参与|參與|认购|認購|包揽)|(?:战略|戰略)入股|入股(?=[,。;!]|$|了|成为|后)|[参參][与與](?={_OBJECT}(?:[,。;!]|$))|[参參][与與](?=[^,。;]{{0,12}}[轮輪])
        |(?:也|亦|均|都|等)?加入(?=[,。;!]|$|了?(?:本|这|這|此)[轮輪次])|也?在其中|名列其中|在列|均已签字|均已簽字|[两兩三四五六七八九][家名位](?:意向方|投资方|投資方|投资者|投资人))
    |(?P<paid>(?:[参參]与)?(?:出资|出資|认缴|認繳|认购|認購|认了|認了|认下|注资|注資|投资|投資|投入|投下|投了|出了|拿出|掏出|斥资|斥資|贡献|貢獻|增资|增資|追加|补足|補足|包下|提供|打入|认领|認領|独揽|入股|承诺|承諾)(?!方|人|者|机构|機構|本金|总额|总金额|平台|公司|管理|基金|组合|回报|收益|协议|款|额度|标的|总监|经理|银行|界|热|事件|比例|需求|款项|价格|期|性|占|计划|意向|份额))""",
    re.X,
)
# --- the marks of a list that follows them --------------------------------------------------------

_IS = r"(?:(?:还|還)?(?:分别|分別)?(?:为|為|是|有|包括|包含|只有|仅有|:|均为|均為|即|涵盖|囊括|列出的是|则是|則是|则为|來自|来自)+(?:了)?)"
_BEFORE = re.compile(
    rf"""(?P<lead>(?:领投|領投|牵头|牽頭|领头|領頭|主投|领衔)(?:方|机构|機構|投资方|投資方|投资人|投資人|投资机构|人|者)?(?:的)?(?:{_IS}|(?<=[方人构構者])(?=[A-Z\u4e00-\u9fff]{{2}}))
        |(?:带队|領軍|领|帶隊)的(?:是|为|為))
    |(?P<part>(?:(?:跟投|[参參]投|认购|認購|投资|投資|出资|出資|意向|参与|參與|增资|增資|配售|资|資)(?:方|人|机构|機構|者|对象|對象)(?:阵容|陣容)?既?|新股东|新股東|新进股东|新增股东|其他投资方)(?:还|還)?{_IS}
        |(?:投资|投資)(?:者|方|人|机构|機構),[^。;!?]{{2,30}}?,(?:其中)?包括
        |(?:投资方|投資方|投资人|投資人|投资者|股东|股東)名[单單][里中](?:还)?(?:有|包括|出现了?)
        |(?:跟投?|[参參]投)的?(?:还|還)?(?:有|为|為|是|包括|:)+
        |(?:引入|引进|引進|引来|迎来|引薦)(?:了)?(?=[^,。;]{{2,40}}(?:投资|投資|作为|作為|入股|等|[参參]与|參與|股东|股東|$|[,。;]))
        |(?:国内|國內|海外|另外?|还|還|新进的?)有(?=[^,。;]{{2,16}}(?:资本|資本|创投|創投|基金|投资|投資|Capital|Ventures|Partners|Fund)(?:[,。;]|$)))
    |(?P<from>(?:款项|款項|资金|資金|钱|錢|部分|份额|多出的部分|其余|其餘|余款|融资|融資|投资|投資)[^,。;]{{0,10}}(?:来自|來自)(?:于|於)?|(?:^|[,。;])(?:来自|來自)(?:于|於)?)
    |(?P<again>(?:老|原|现有|現有|既有|早期|上轮|上輪|前轮)(?:股东|股東|投资方|投資方|投资人|投資人|投资者){_IS}(?!人))
    |(?P<issue>向(?=[^,。;]{{2,30}}(?:定向)?(?:增发|增發|发行|發行|配售|非公开)(?:[^,。;]|,(?=\d)){{0,24}}(?:票据|票據|新股|股份|优先股|優先股|可转债|可轉債|股票)))
    |(?P<raised>(?:[从從]|自(?!己|主|身))(?=[^,。;]{{2,40}}?(?:等)?(?:处|處|手中|那里|那裡)?(?:筹得|籌得|融得|募得|拿到|募集|获得|獲得|筹集)[^,。;]{{0,12}}[\d一二三四五六七八九十两几数]))
    |(?P<round>(?:获得?|獲得?)(?:了)?(?=[^,。;\d]{{2,24}}?(?:资本|資本|创投|創投|基金|投资|投資|集团|集團|控股|银行|Capital|Ventures?|Partners|Fund|Growth)等?的?(?:数|數|近|超|逾|约|約|\d|[一二两三四五六七八九十]|[A-K]\d?\+?轮|天使|战略|新一轮)))
    |(?P<got>(?:获得?|獲得?|得到)(?:了)?(?=[^,。;获獲]{{2,30}}?(?:独家|獨家|战略|戰略|追加|联合|共同)?(?:入股|注资|注資|投资(?!机构|人|者|方)|投資(?!機構|人|者|方)|加持|增持|认购|認購)))
    |(?P<own>投(?:了)?(?:它|他们|他們|公司|该公司)的)
    """,
    re.X,
)
# Where a list that follows its mark ends.
_END = re.compile(
    r"[,。;!?]|的?(?:数|數|近|超|逾|约|約)*(?:\d[\d.,]*|[一二两兩三四五六七八九十百千]+)(?:余|餘|多)?[ ]?[万萬亿億千]|(?<=[\u4e00-\u9fffa-z])的?(?:天使|[A-K]\d?\+?)[轮輪]|等(?!离子|级)|(?:定向)?(?:增发|增發|发行|發行|配售|非公开)|筹得|籌得|融得|募得|拿到|募集|筹集|获得|獲得|入股(?!的)|注资|注資|(?:共同|联合|聯合)?(?:领投|領投|跟投|[参參]投)|"
    r"(?:独家|獨家|战略|戰略|联合|聯合|共同)?(?:投资|投資)(?=$|[,。;!?的了]|\d)|加持|增持|认购|認購|作为|作為|[两兩三四五六七八九][家名位]|一家|如今|今天|今日|昨天|昨日|对|表示|宣布|今年|[参參][与與]"
)
_SPLIT = re.compile(
    r"、|和(?=[\u4e00-\u9fffA-Z「\"'])(?!谐|平|玉|利资本|君|暄)|(?<=[\u4e00-\u9fffA-Za-z0-9\")」])(?:与|與|及|以及|暨|并|並)(?=[\u4e00-\u9fffA-Z \"「])|[ ]?/[ ]?|\+(?=[\u4e00-\u9fff])|[ ]and[ ]|,[ ](?=[A-Z])"
)
_STOPS = "。;!?:,"

# --- the name in a piece --------------------------------------------------------------------------

_HOLDER = re.compile(
    r"(?:老|原|现有|現有|既有|早期|上[轮輪]|前[轮輪]|[A-K]\d?\+?[轮輪]|天使[轮輪]|种子[轮輪]|早先|首轮)[^,。;、]{0,8}?(?:股东|股東|投资方|投資方|投资人|投資人|投资者)|(?:现有|現有|既有)(?:的)?(?:擁有者|拥有者)|[轮輪](?:就在|已入股|就投)|继续|繼續|再次|早就在|就在股东|母公司|老股东|(?:控股|大)股东|其(?:股东|股東)"
)
_NEGATED = re.compile(
    r"未(?:能|曾)?(?:参|參|跟|领|領)|没有(?:参|跟|领|投)|並未|并未|不再|拒绝|放弃|放棄|退出|从未"
)
_ADVISER = re.compile(r"顾问|顧問|保荐|保薦|承销|承銷|审计|律师|律師")


_LOAN = re.compile(r"的?[^,。;]{0,8}(?:银团|銀團|贷款|貸款|联贷|聯貸|授信|借款|债券)")
_SPACE = re.compile(r"(?<=[\u4e00-\u9fff])[ ](?=[\u4e00-\u9fff])")
_SUM = re.compile(
    r"[\d.,一二三四五六七八九十百千两兩]+[ ]?[万萬亿億千百]*(?:元|[\u4e00-\u9fff]{0,4}(?:元|郎|镑|鎊|圆|圓|比|盾|铢|克朗|雷亚尔))?"
)


def has_investors_zh(text: str) -> bool:
    """Return whether a sentence holds any word that could tell of an investor."""
    return _QUICK.search(text) is not None


def investors_zh(
    text: str, amounts: Sequence[Amount], earlier: Sequence[Investor]
) -> Iterator[Investor]:
    """Yield the investors of one Chinese sentence; a name may come more than once."""
    # a space between two Chinese words parts them as a comma does
    text = _SPACE.sub(",", text)
    found: list[Investor] = []
    found.extend(_shared(text, amounts))
    found.extend(_following(text))
    found.extend(_preceding(text))
    found.extend(_row(text))
    found.extend(_pronoun(text, found))
    for one in found:
        start = _cheque(text, one, amounts)
        yield Investor(one.name, one.role, one.start, one.end, start, one.round)


def _tried(signs: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern, trying it only where one of its first signs stands."""
    at = 0
    for sign in signs.finditer(text):
        if sign.start() >= at and (hit := pattern.match(text, sign.start())):
            yield hit
            at = max(hit.end(), sign.start() + 1)


def _preceding(text: str) -> Iterator[Investor]:
    """Yield the names of lists that stand before their verb."""
    floor = 0
    last: list[Investor] = []
    for hit in _tried(_SIGN_AFTER, _AFTER, text):
        near = max(floor, hit.start() - 120)
        left = max(near, *(text.rfind(stop, near, hit.start()) + 1 for stop in _STOPS))
        segment = text[left : hit.start()]
        kind = hit.lastgroup or ""
        if kind == "cl":
            kind = "copula"
        role: Role = (
            "lead"
            if kind == "lead" or hit["cl"]
            else "existing"
            if kind == "again"
            else "participant"
        )
        if kind == "did" and "是" not in segment:
            continue
        if kind == "paid" and not _is_paid(text, hit, segment):
            continue
        if _NEGATED.search(text[max(left, hit.start() - 6) : hit.end() + 2]) or _ADVISER.search(
            segment
        ):
            continue
        if role == "lead" and _LOAN.match(text, hit.end()):
            continue
        if last and (
            (kind == "copula" and not segment.strip())
            or (role == "lead" and _SUM.fullmatch(segment.strip()))
        ):
            # ",为该轮领投方" speaks of whoever was named before
            if role == "lead":
                one = last[-1]
                yield Investor(one.name, role, one.start, one.end)
            continue
        if kind == "paid" and _cut_off(segment):
            continue
        last = list(
            _named(
                text,
                left,
                hit.start(),
                role,
                is_weak=kind in ("paid", "full", "again", "copula", "did"),
            )
        )
        yield from last
        if last:
            floor = hit.end()


_LATTER = re.compile(
    r"(?P<n>[前后後]者)(?:则|則|将|將|各|拟|擬)?(?=认购|認購|出资|出資|投资|投資|投入|领投|領投|跟投|拿出)(?P<l>领投|領投)?"
)


def _pronoun(text: str, found: Sequence[Investor]) -> Iterator[Investor]:
    """Yield whom 前者 and 后者 stand for, of the two named last."""
    ordered = sorted(found, key=lambda one: one.start)
    for hit in _LATTER.finditer(text):
        at = bisect_left(ordered, hit.start(), key=lambda one: one.start)
        names = ordered[max(0, at - 2) : at]
        back = 2 if hit["n"].startswith("前") else 1
        if len(names) >= back:
            role = "lead" if hit["l"] else names[-back].role
            yield Investor(names[-back].name, role, hit.start(), hit.end("n"))


def _cut_off(segment: str) -> bool:
    return (
        re.search(r"(?:的|每|单个|單個|项目|項目|用于|用於|总|累计|累計|共)\Z", segment) is not None
    )


def _is_paid(text: str, hit: re.Match[str], segment: str) -> bool:
    """Return whether a verb of paying is one of investing: it needs a sum, a round or 由."""
    rest = text[hit.end() : hit.end() + 14]
    if re.search(
        r"以(?:现金|現金|自有资金|约|人民币)*[\d.,]+[万萬亿億千]*(?:元|美元|港元|人民币)\Z", segment
    ):
        return True
    if _HOLDER.search(segment) and re.match(r"了?(?:[,。;!]|$)", rest):
        return True
    if "由" in segment[-24:] and re.match(r"(?:[,。;]|$|的)?", rest):
        return hit.group() not in ("提供", "承诺", "承諾")
    if hit.group() in ("提供", "承诺", "承諾", "贡献", "貢獻"):
        return False
    return (
        re.match(
            r"(?:了|约|約|额|額|其中|近|超|逾|不超过|至多|合计|金额|人民币|新台幣|台币|美金|US\$|HK\$|\$|€|£|¥|[ ])*[\d一二三四五六七八九十两兩几数]",
            rest,
        )
        is not None
    )


def _following(text: str) -> Iterator[Investor]:
    """Yield the names of lists that stand behind their mark."""
    for hit in _tried(_SIGN_BEFORE, _BEFORE, text):
        if _ADVISER.search(text[max(0, hit.start() - 4) : hit.end()]):
            continue
        right = hit.end()
        depth = 0
        while right < len(text):
            sign = text[right]
            depth += (sign == "(") - (sign == ")")
            if depth == 0:
                stop = _END.match(text, right)
                if stop and not (
                    stop.group() == "," and re.match(r",[ ][A-Z]", text[right : right + 3])
                ):
                    if right - hit.end() >= 2 or sign in _STOPS:
                        break
            if right - hit.end() > 120:
                break
            right += 1
        kind = hit.lastgroup or ""
        role: Role = "lead" if kind == "lead" else "existing" if kind == "again" else "participant"
        if kind == "got" and re.search(r"领投|領投|跟投", text[right : right + 2]):
            continue
        if kind in ("got", "from", "issue", "raised") and "由" in text[hit.end() : right]:
            continue
        if (
            kind == "from"
            and hit.group().lstrip(",。;").startswith(("来", "來"))
            and not re.search(r"融资|融資|投资|投資|[轮輪]|股|注资|募", text)
        ):
            continue
        yield from _named(
            text, hit.end(), right, role, is_weak=kind not in ("lead", "again", "part")
        )


def _shared(text: str, amounts: Sequence[Amount]) -> Iterator[Investor]:
    """Yield the names that each stand right before their own sum, after 其中."""
    among = text.find("其中")
    if among < 0 or not re.search(
        r"投资方|投資方|增资|增資|认购|認購|出资|出資|投资者", text[:among]
    ):
        return
    for amount in amounts:
        if amount.start < among or amount.kind != "money":
            continue
        near = max(0, amount.qualified_start - 40)
        left = max(
            near, *(text.rfind(sign, near, amount.qualified_start) + 1 for sign in "中、,和;")
        )
        name, offset = name_in(text[left : amount.qualified_start])
        if name and is_sure(name):
            yield Investor(name, "participant", left + offset, left + offset + len(name))


_DATE_ROW = re.compile(
    r"^[\W_]*(?:19|20)\d\d[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?[\s|,]+(?:天使|种子|種子|战略|戰略|[Pp]re-?[A-Z]\+?|[A-K]\d?\+?)\S{0,3}[轮輪]?(?:融资|融資|投资)?[\s|,]+(?:[^\s|]*[\d数未几][^\s|]*(?:[ ]?[^\s|]*(?:元|币|美元|露))?|未披露|未公开|-|—)[\s|,]+"
)


_FIELD_ROUND = re.compile(
    r"(?:天使|种子|種子|战略|戰略|[Pp]re-?[A-Z]\+?|[A-K]\d?\+?)[轮輪]?(?:融资|融資)?|Series [A-K]"
)
_FIELD_SUM = re.compile(
    r"(?:[^\d]{0,4}\d[\d.,]*[万萬亿億千百]*[^\d]{0,4}|数[\u4e00-\u9fff]{2,8}|未披露|未公开|未公布|-|—)"
)


def _row(text: str) -> Iterator[Investor]:
    """Yield the names of a table's row: date, round, amount, investors."""
    row = _DATE_ROW.match(text)
    if row:
        yield from _named(text, row.end(), len(text), "participant", is_weak=False)
        return
    if len(text) > 160 or text.count("|") + text.count(",") < 2:
        return
    sign = "|" if text.count("|") >= 2 else ","
    fields = [field.strip() for field in text.split(sign)]
    has_round = any(_FIELD_ROUND.fullmatch(field) for field in fields[:-1])
    if has_round and any(_FIELD_SUM.fullmatch(field) for field in fields[:-1]):
        yield from _named(text, text.rfind(sign) + 1, len(text), "participant", is_weak=False)


_BY = re.compile(r"由|(?<=[轮輪钱錢款资資])是|(?:获得?|獲得?)了?(?!悉)")


def _named(text: str, start: int, end: int, role: Role, *, is_weak: bool) -> Iterator[Investor]:
    """Yield the names in ``text[start:end]``, a list."""
    segment = text[start:end]
    by = max((hit.end() for hit in _BY.finditer(segment)), default=0)
    if 0 < by < len(segment) - 1:
        start, segment = start + by, segment[by:]
        is_weak = False
    bare = without_brackets(segment)
    at = 0
    known = False
    for cut in [*_SPLIT.finditer(bare), None]:
        stop = cut.start() if cut else len(bare)
        piece = bare[at:stop]
        begin = start + at
        at = cut.end() if cut else stop
        note = segment[stop - len(piece) : stop]
        name, offset = name_in(piece)
        if not name:
            continue
        if is_weak and not is_sure(name) and not _HOLDER.search(piece) and len(name) > 6:
            continue
        place = PLACE.match(name)
        if place:
            # a country before a distinctive name says where the firm is from: 中国海椿机电
            offset, name = offset + place.end(), name[place.end() :]
        told = role
        known = (known and not re.search(r"新|股东|股東", piece)) or _HOLDER.search(
            piece
        ) is not None
        if told == "participant" and known:
            told = "existing"
        if re.search(r"\((?:联合|聯合|共同)?(?:领投|領投)(?:方)?[),]", note):
            told = "lead"
        first = begin + offset
        yield Investor(name, told, first, first + len(name))


_IN_CASH = re.compile(rf"{ADVERB}{{0,4}}以(?:现金|現金|自有资金|约)*")
_TO_CHEQUE = re.compile(
    rf"(?:作为[^,。;]{{2,14}},)?(?:\({{0,1}}|{ADVERB}{{0,4}})(?:(?:领投|領投|跟投)?,?(?:其中)?(?:它|其)?(?:一家|自己|独自)?(?:就)?)?(?:出资|出資|认缴|認繳|加码|加碼|认购|認購|认了|認了|认下|投资|投資|投入|投下|投了|出了|拿出|掏出|斥资|斥資|追加|领投|領投|跟投|包下|贡献|貢獻|承诺投资|入股|出|投)?(?:了|约|額|额|其中|的|金额|:|[ ])*"
)


def _cheque(text: str, one: Investor, amounts: Sequence[Amount]) -> int | None:
    """Return where the amount stands that an investor alone put in."""
    index = bisect_left(amounts, one.end, key=lambda amount: amount.qualified_start)
    for amount in amounts[index : index + 1]:
        if amount.kind not in ("money", "number") or amount.refused:
            return None
        gap = text[one.end : amount.qualified_start]
        if len(gap) > 30:
            return None
        if amount.kind == "number" and not re.search(r"出了|拿出|认了|認了|投了|出资", gap):
            return None
        each = re.search(r"各(?:自)?(?=[投出认認跟领領])", gap)
        if each and re.fullmatch(
            r"(?:[、和与與及][^,。;、]{2,14})*(?:则|也|都)?", gap[: each.start()]
        ):
            gap = gap[each.end() :]
        if re.search(r"[、]|注资|注資", gap):
            return None
        if gap.startswith("(") and text[amount.end : amount.end + 1] not in (")", ",", ";"):
            return None
        if _IN_CASH.fullmatch(gap):
            return (
                amount.start
                if re.match(
                    r"[认認]|入股|增资|增資|投资|投資|参与|參與", text[amount.end : amount.end + 2]
                )
                else None
            )
        if not _TO_CHEQUE.fullmatch(gap):
            return None
        follow = text[amount.end : amount.end + 12]
        return (
            None
            if re.match(r"(?:的)?(?:[A-K]\d?\+?[轮輪]|估值|融资|融資)", follow)
            else amount.start
        )
    return None

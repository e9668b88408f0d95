"""Names of companies in Chinese text, which has no spaces and no capitals to show them.

A sentence is cut into known words and the characters between them. Any run of two to ten
characters that begins and ends at an edge of words may be a name; the words on both sides say how
likely (企业 before it and 完成 behind it, much; 的 before it, little), and known words inside it
speak against. What the places say of one string is added up over the text, with how often it comes
and how many different neighbours it has: a string that the same character always follows is cut
too short (Feng et al. 2004, "Accessor variety criteria for Chinese word extraction"). Latin names
are weighed by the same neighbours.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pricedin.claims.names import simplified
from pricedin.claims.reader.companies_zh_words import (
    COMMON,
    FUNC,
    HARD,
    KIND,
    LEFT,
    PLACE,
    TIME,
    TITLE,
    TRADE,
    VERB,
)
from pricedin.claims.reader.layout import Sentence

_HAN = re.compile(r"[\u4e00-\u9fff]")
_NEVER = 99.0


class _Word(NamedTuple):
    """What a known word says of the string before it, behind it, and around it."""

    before: float  # that a name ends where the word begins
    behind: float  # that a name begins where the word ends
    inside: float  # against a name that holds it
    edge: float  # against a name that begins or ends in it


def _word(word: str) -> _Word:
    """Return what a known word says, the strongest of its classes each way."""
    single = len(word) == 1
    before = max(
        (1.0 if single else 1.5) if word in VERB else 0,
        1.5 if word in TITLE else 0,
        1.0 if word in TIME else 0,
        0.6 if word in LEFT else 0,
        0.5 if word in HARD or word in FUNC else 0,
        0.25 if word in KIND or word in PLACE or word in COMMON else 0,
    )
    if single and word in _PLAIN_CHARACTERS:
        before = 0.2
    behind = max(
        1.4 if word in _ADDRESSED else 0.5 if word in "为是" else 0.9 if word in LEFT else 0,
        0.6 if word in TIME else 0,
        0.5 if word in PLACE or word in KIND else 0,
        0.4 if word in VERB or word in HARD else 0,
        0.3 if word in FUNC or word in COMMON else 0,
    )
    if single and word in _PLAIN_CHARACTERS:
        behind = 0.15
    if word in TRADE:
        return _Word(0.0, 0.0, 0.0, 0.0)
    if single and word in HARD and word not in _PLAIN_CHARACTERS:
        inside = _NEVER
    elif single:
        inside = 1.0 if word in VERB else 0.2 if word in _PLAIN_CHARACTERS else 0.5
    elif word in _BUSINESS or (word in LEFT and word not in COMMON):
        inside = _NEVER
    else:
        inside = 0.3
    if word in "的该这那我你们等":
        inside = 0.9
    edge = inside + 0.2 if single else inside * 1.5
    if word in _GRAMMAR:
        edge = 1.2
    if word in "亿万千百":
        behind = 0.0
    if word in KIND or word in "他她它我你这那":
        before = 0.1 if single else 0.0
    if word in _MONEY:
        before = 0.0  # 磐木资本 is an investor, and so 磐木 is no company of its own
    return _Word(before, behind, inside, edge)


_ADDRESSED = frozenset("致 对话 专访 叫做 名为".split())
_BUSINESS = HARD | VERB | TITLE | KIND | TIME
_MONEY = frozenset("资本 创投 基金 产业基金 风投 投资 财团".split())


# Single characters of grammar, with which hardly a name begins or ends.
_GRAMMAR = frozenset(
    "再未没所因很最较按逾约并且即另尚已仍将拟被以于从向由对与和及或而则却把让给其各需须应先别要想谁的了是在为至曾均亦都也还又就才"
)
# Single characters that names are fond of, though they are words too.
_PLAIN_CHARACTERS = frozenset(
    "一两三几上中下内外后前时地得过个家位名多大小新能会可来去出有好天年月日亿万千百"
)
_FOND = frozenset("上中大小新能会可来有好天")
_WORDS = {
    word: _word(word)
    for words in (COMMON, FUNC, HARD, KIND, LEFT, PLACE, TIME, TITLE, TRADE, VERB)
    for word in words
}
_LEGAL = [
    f"{head}有限{tail}公司"
    for head in ("集团股份", "控股股份", "股份", "集团", "控股", "")
    for tail in ("责任", "")
]
_KINDS = {
    **{word: "trade" if word in TRADE else "word" for word in _WORDS},
    **dict.fromkeys(_LEGAL, "legal"),
}
_LENGTHS: dict[str, tuple[int, ...]] = {}
for _one in sorted(_KINDS, key=len, reverse=True):
    _seen = _LENGTHS.get(_one[0], ())
    if len(_one) not in _seen:
        _LENGTHS[_one[0]] = (*_seen, len(_one))

_LATIN = r"(?:[A-Z]|\d{1,3}(?=[A-Z]))[A-Za-zÀ-ÿ0-9'.]*(?:(?:\s&\s|[ -])[A-Z][A-Za-zÀ-ÿ0-9'.]*)*"
_TOKEN = re.compile(
    rf"(?P<han>[\u4e00-\u9fff·]+)"
    rf"|(?P<seat>\((?:{'|'.join(sorted(PLACE))})\)(?=[\u4e00-\u9fff]{{2,8}}公司))"
    rf"|(?P<space>\s+)|(?P<latin>(?<![A-Za-zÀ-ÿ0-9]){_LATIN})|(?P<num>[\d.,]*\d%?)|(?P<mark>.)",
    re.S,
)


class _Token(NamedTuple):
    start: int
    end: int
    word: str
    kind: str  # "word", "char", "trade", "latin", "num", "mark", "legal" or "seat"


def _tokens(text: str) -> list[_Token]:
    """Cut a sentence in simplified script into known words, characters, numbers and marks."""
    result: list[_Token] = []
    new = tuple.__new__  # half the cost of the constructor, which this would mostly consist of
    for one in _TOKEN.finditer(text):
        kind, start, end = one.lastgroup or "mark", one.start(), one.end()
        if kind == "space":
            between = _HAN.match(text[start - 1 : start]) and _HAN.match(text[end : end + 1])
            if between:
                result.append(_Token(start, end, " ", "mark"))
            continue
        if kind != "han":
            result.append(_Token(start, end, one.group(), kind))
            continue
        at = start
        while at < end:
            char = text[at]
            for length in _LENGTHS.get(char, ()):
                word = text[at : at + length]
                known = _KINDS.get(word)
                if known and at + length <= end:
                    if length == 2 and text[at + 1 : at + 3] in KIND:
                        continue  # 食 + 品牌, not 食品 + 牌
                    result.append(new(_Token, (at, at + length, word, known)))
                    at += length
                    break
            else:
                result.append(new(_Token, (at, at + 1, char, "char")))
                at += 1
    return result


_INVESTOR_END = re.compile(
    r"(?:资本|创投|基金|投资|风投|创新投|国投|产投|证券|银行|资管|信托|保险|金租|融资租赁|咨询|孵化器|加速器|大学|研究院|法院|中院|交易所|联交所|委员会|联盟|协会|金管局|办公室|财团|事务所|机构|政府|部门|官网|时报|日报|晚报|周刊|新华社|通讯社|财经|杂志)$"
)
_FUNDS = re.compile(
    r"(?:,(?:后者|前者))?(?:等)?(?:共同|联合|独家|继续|分别|则|也|亦|均)?(?:领投|跟投|参投|投资(?!人)|出资|认购|入股|增持|牵头|注资|带头|跟进|加码|追加|持股|持有|参与)"
)
_THE_COMPANY = re.compile(r"(?:该|該|這家|这家)(?:公司|行|企业|企業|平台|品牌)?")
_SPOKEN = frozenset("说 透露 表示 写道 告诉 介绍 坦言 解释 回答 强调 认为 重申 称 曾 指出".split())
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺"
)
_SURNAMES_TWO = frozenset(
    "诸葛 欧阳 司马 上官 慕容 司徒 令狐 皇甫 尉迟 公孙 端木 东方 独孤 南宫".split()
)
_NAMED = re.compile(r"[\u4e00-\u9fff]{1,2}(?:[:,。;]|$)")
_BULLET = re.compile(r"(?:[▍▌●•▪■◆※*-]|\(?\d{1,2}[.)、:]|\d{1,2}:\d{2}|【[^】]{2,12}】)\s*$")
_SHORTEN = re.compile(rf"(?:{'|'.join(sorted(TRADE, key=lambda w: (-len(w), w)))})$")
_WITH_PERSON = re.compile(
    rf"(?:{'|'.join(sorted(TRADE - {'云', '芯', '微'}))})[{''.join(sorted(_SURNAMES))}][\u4e00-\u9fff]{{1,2}}$"
)
_SHORT = re.compile(
    r"(?P<n>[\u4e00-\u9fffA-Za-z0-9·]{2,20})\((?:以下)?(?:(?P<k>简称|簡稱|下称|下稱|又名|英文名|原名|即):?\s*)?"
    r"[“\"「『]?(?P<a>[\u4e00-\u9fffA-Za-z0-9·. ]{2,30}?)[”\"」』]?(?:[,;][^()]{0,40})?\)"
)
_LATIN_NO = re.compile(
    r"[A-Z0-9+.-]{1,6}|[A-Z]{1,4}\b.?|(?:Pre-|Series|App|SaaS|Pro|Mini|Matter|Token|Bio|Partners|Pool|Fund|Group|Capital|Ventures).*|(?:AI|IPO|CEO|CFO|COO|CTO|GMV|ARR|APP|GPU|VR|AR|KOL)"
)
_LATIN_INVESTOR = re.compile(
    r"(?:Capital|Ventures?|Partners|Fund|Growth|Equity|Investments?|Bank|Finch|Global|Foundation|Angels|Sciences|Invest|Mobility|Impact|Pool|Acquisition)$"
)
_LATIN_WORDS = {
    "IPO": _Word(1.5, 0.3, _NEVER, _NEVER),
    **dict.fromkeys(("CEO", "CFO", "COO", "CTO"), _Word(1.5, -9, _NEVER, _NEVER)),
    **dict.fromkeys(("App", "APP", "GMV", "ARR"), _Word(1.5, 0.3, _NEVER, _NEVER)),
}
_LABEL = re.compile(
    r"(?:标的|融资方|融资主体|融资企业|被投企业|被投公司|名称|公司名称|企业名称|简称|证券简称|公司|企业|项目|发行人|主体|借款人)[:=]\s*(?P<n>[\u4e00-\u9fff·A-Za-z0-9]{2,12})"
)
_SEPARATE = re.compile(r"\s*[|｜\t]\s*|\s+/\s+")
_CELLS = re.compile(r"[|｜\t]|\s/\s")
_HEADER = re.compile(r"公司|企业|名称|项目|品牌|标的|简称")
_ROUND = re.compile(r"轮|战略|天使|种子|并购|融资")
_DESCRIBED = re.compile(
    r"总部|位于|来自|主打|专注|成立|从事|背后|以[^,]{1,8}(?:著称|闻名)|旗下|名为|叫做"
)
_ENOUGH = 8  # occurrences after which a place adds nothing
_HEAD = 1.3  # behind the mark of an item in a list
_THRESHOLD = 2.7
_FLOOR = 1.6
_LEAST = 1.2
_AGAIN = 0.8  # that a string comes again with another character behind it
_FAINT = 0.7  # what a place must say to be counted
_HEADED = (":", "—", "(")
_LONGEST = 10


@dataclass(slots=True)
class EvidenceZh:
    """What a text says of one string."""

    score: float = 0.0
    count: int = 0
    strong: bool = False
    first: int = 1 << 60
    spoke: int = 0
    owned: bool = False
    plain: bool = False
    aliases: set[str] = field(default_factory=set)
    places: list[float] = field(default_factory=list)


class Grams:
    """How often a short string comes in a text, from counts of its two- and three-grams.

    For three characters and fewer the count is exact; for longer strings it is the count of the
    rarest part, which is no smaller than the true one.
    """

    def __init__(self, text: str) -> None:
        self._two = Counter(map("".join, itertools.pairwise(text)))
        self._three = Counter(map("".join, zip(text, text[1:], text[2:], strict=False)))

    def __call__(self, string: str) -> int:
        """Return the count of `string`, which holds two characters or more."""
        if len(string) < 3:
            return self._two[string]
        return min(self._three[string[at : at + 3]] for at in range(len(string) - 2))

    def ends(self, string: str) -> bool:
        """Return whether all but the last character of `string` comes again without it."""
        if len(string) < 4:
            return False
        whole = self(string[:-1])
        return whole > 1 and self._three[string[-3:]] < whole


def chinese_names(
    text: str, lines: Sequence[Sentence], taken: set[str]
) -> tuple[dict[str, EvidenceZh], Grams]:
    """Return the strings that the Chinese sentences treat as companies, with what speaks for them.

    Parameters
    ----------
    text : the whole text
    lines : its sentences
    taken : casefolded names of investors

    Examples
    --------
    >>> from pricedin.claims.reader.layout import sentences
    >>> text = "固态电池企业「衡川新能」近日完成5亿元C轮融资。"
    >>> sorted(chinese_names(text, sentences(text), set())[0])
    ['衡川新能']
    """
    grams = Grams(text)
    found: dict[str, EvidenceZh] = {}
    people: set[str] = set()
    pairs: list[tuple[list[str], list[str]]] = []
    column = -1
    for number, line in enumerate(lines):
        plain = simplified(line.text)
        cells = _SEPARATE.split(line.text) if _CELLS.search(plain) and _HAN.search(plain) else []
        if len(cells) > 2:
            column = _row(found, line, cells, column)
            continue
        column = -1
        if not (line.is_chinese or _LABEL.match(plain)):
            continue
        # 该公司 in the next sentence says that this one named a company
        told_on = number + 1 < len(lines) and _THE_COMPANY.match(lines[number + 1].text)
        bonus = (0.8 if number == 0 else 0.0) + (0.5 if told_on else 0.0)
        one = _Line(line, plain, grams, bonus)
        one.read(found, people)
        pairs.extend(one.pairs())
    return _chosen(text, found, people, pairs, taken, grams), grams


def _chosen(
    text: str,
    found: dict[str, EvidenceZh],
    people: set[str],
    pairs: list[tuple[list[str], list[str]]],
    taken: set[str],
    grams: Grams,
) -> dict[str, EvidenceZh]:
    """Add up what was seen and return the strings that pass, or the best if none does."""
    scored: dict[str, EvidenceZh] = {}
    for name, seen in found.items():
        if name in people or (seen.spoke and _WITH_PERSON.search(simplified(name))):
            continue
        if _HAN.search(name):
            seen.count = max(seen.count, grams(name))
        seen.score = _score(name, seen) - (5 if name.casefold() in taken else 0)
        if seen.score >= _LEAST:
            scored[name] = seen
    best = sorted(scored, key=lambda name: -scored[name].score)
    for name in best[:80]:
        scored[name].score += _variety(text, name)
    _coordinate(scored, pairs)
    ranked = sorted(scored, key=lambda name: (-scored[name].score, -len(name)))
    result: dict[str, EvidenceZh] = {}
    better: list[str] = []
    for name in ranked:
        seen = scored[name]
        if seen.score < _THRESHOLD and (result or seen.plain or seen.score < _FLOOR):
            continue
        if len(better) > 400:
            break
        covered = any(_covers(other, name, scored) for other in better)
        better.append(name)
        if not covered:
            result[name] = seen
    return result


def _score(name: str, seen: EvidenceZh) -> float:
    """Return what the places of a string and its own form say together."""
    places = sorted(seen.places, reverse=True)
    score = places[0] + 0.35 * sum(places[1:5]) + 0.5 * math.log2(seen.count)
    if seen.plain:
        score -= 1.5 if seen.strong else 2.4
    if not _HAN.search(name):
        return score - 6 * bool(_LATIN_INVESTOR.search(name)) + 0.6 * (" " in name)
    ending = simplified(name)
    trade = _SHORTEN.search(ending)
    if trade and len(name) > len(trade.group()) + 1:
        score += 1.4
    if _INVESTOR_END.search(ending):
        score -= 0.6 if ending[-2:] in ("银行", "保险") else 6
    if len(name) > 7 and not trade:
        score -= 0.3 * (len(name) - 7)
    if seen.spoke * 2 >= len(places) and len(name) <= 3 and not trade:
        is_person = ending[0] in _SURNAMES or ending[:2] in _SURNAMES_TWO
        score -= (9 if seen.spoke > 1 else 5) if is_person else 0
    return score


def _coordinate(
    scored: dict[str, EvidenceZh], pairs: Sequence[tuple[list[str], list[str]]]
) -> None:
    """Let a name speak for the one that 与 or 和 joins to it."""
    for two in pairs:
        names = [
            max(
                (name for name in side if name in scored), key=lambda n: scored[n].score, default=""
            )
            for side in two
        ]
        if not all(names):
            continue
        weak, firm = sorted(names, key=lambda name: scored[name].score)
        if scored[firm].score >= _THRESHOLD > scored[weak].score and not scored[weak].plain:
            scored[weak].score += 1.2


def _covers(other: str, name: str, scored: dict[str, EvidenceZh]) -> bool:
    """Return whether `name` is only a piece of `other`, or `other` with something stuck to it."""
    if name in other:
        return scored[name].count <= scored[other].count
    if other in name:
        rest = simplified(name.replace(other, "", 1)).strip()
        return not name.startswith(other) or not (rest in TRADE or rest in PLACE or name.isascii())
    return False


def _variety(text: str, name: str) -> float:
    """Return what the neighbours of a string say of its edges over the whole text."""
    before: set[str] = set()
    behind: set[str] = set()
    at, number = text.find(name), 0
    while at >= 0 and number < 12:
        left, right = text[max(0, at - 1) : at], text[at + len(name) : at + len(name) + 1]
        # a mark, a digit or the end of the text is an edge each time anew
        before.add(left if _HAN.match(left) else f"{number}")
        behind.add(right if _HAN.match(right) else f"{number}")
        number += 1
        at = text.find(name, at + 1)
    if number < 2:
        return 0.0
    score = 0.6 if len(before) > 1 and len(behind) > 1 else 0.0
    for side in (before, behind):
        if len(side) == 1 and not next(iter(side)).isdigit():
            word = _WORDS.get(simplified(next(iter(side))))
            score -= 0.3 if word and word.inside >= 0.5 else 1.5
    return score


def _add(
    found: dict[str, EvidenceZh], name: str, score: float, at: int, *, strong: bool = False
) -> EvidenceZh:
    seen = found.setdefault(name, EvidenceZh())
    if seen.count < _ENOUGH:
        seen.places.append(score)
    seen.count += 1
    seen.strong |= strong
    seen.first = min(seen.first, at)
    return seen


def _row(found: dict[str, EvidenceZh], line: Sentence, cells: list[str], column: int) -> int:
    """Take the name out of one row of a table; return which column holds the names."""
    plain = [simplified(cell) for cell in cells]
    headers = [at for at, cell in enumerate(plain) if _HEADER.search(cell) and len(cell) < 8]
    if headers and not any(re.search(r"\d", cell) for cell in plain):
        return headers[0]
    about = column if 0 <= column < len(cells) else 0
    name = cells[about].strip(' "「」“”*')
    if (column >= 0 or any(_ROUND.search(cell) for cell in plain[1:])) and _may_be(name):
        _add(found, name, 3.0, line.start + line.text.find(name), strong=True)
    return column


def _may_be(name: str) -> bool:
    """Return whether a string set apart by its place can be a name at all."""
    if not 2 <= len(name) <= 24 or (_HAN.search(name) and len(name) > 14):
        return False
    tokens = _tokens(simplified(name))
    return not any(
        one.kind in ("mark", "num") or (one.kind == "word" and _WORDS[one.word].inside >= _NEVER)
        for one in tokens
    ) and any(_HAN.search(one.word) or len(one.word) > 2 for one in tokens)


class _Line:
    """One sentence cut into tokens, and the runs in it that may be names."""

    def __init__(self, line: Sentence, plain: str, grams: Grams, bonus: float) -> None:
        self.line, self.plain, self.grams, self.bonus = line, plain, grams, bonus
        self.tokens = _tokens(plain)
        self._walls = _walls(self.tokens)
        self._rights: list[float | None] = [None] * (len(self.tokens) + 1)
        self._starts: dict[int, list[str]] = {}
        self._ends: dict[int, list[str]] = {}

    def read(self, found: dict[str, EvidenceZh], people: set[str]) -> None:
        """Weigh every run of characters that may be a name."""
        for first, token in enumerate(self.tokens):
            wall = self._walls[first]
            if wall == first or (wall == first + 1 and token.end - token.start < 2):
                continue
            before = self.tokens[first - 1]
            if first and before[3] == "char" and before[1] == token[0] and token[3] != "latin":
                continue  # no name begins behind a character that no word holds
            left, strong = _left(self.tokens, first, self.plain)
            if left <= -5:
                _person(people, self.tokens, first, self.line.text)
            elif left > 0:
                self._runs(found, first, left, strong=strong)
        self._given(found)

    def _runs(self, found: dict[str, EvidenceZh], first: int, left: float, *, strong: bool) -> None:
        """Weigh the runs that begin with token `first`."""
        tokens, text = self.tokens, self.line.text
        cost, is_plain, start = 0.0, True, tokens[first].start
        for last in range(first, self._walls[first]):
            one = tokens[last]
            end = one.end
            if end - start > _LONGEST and one.kind != "latin":
                break
            edge = 0.0
            if one.kind == "word":
                word = _WORDS[one.word]
                cost += word.edge if last == first else word.inside
                edge = 0.0 if last == first else word.edge - word.inside
                is_plain &= one.word not in _FOND
            elif one.kind != "trade":
                is_plain = False
                if one.kind == "latin" and last == first and end - start < 3:
                    cost += 0.8  # B轮, A系列
            if left + self.bonus + 4 - cost < _FAINT:
                break
            right = self._right(last + 1)
            if right < _AGAIN <= left + 0.1 and self.grams.ends(text[start : end + 1]):
                right = _AGAIN
            value = min(left, 3.0) + min(right, 3.0) - cost - edge + self.bonus
            if right <= 0 or value < _FAINT:
                continue
            if not _shaped(tokens, first, last, text[start:end], left):
                continue
            if not _FUNDS.match(self.plain, end):
                value += _set_apart(self.plain, start, end, left, right)
                seen = self._note(found, first, last, value)
                seen.strong |= strong or right >= 3
                seen.plain |= is_plain
            elif right < 3:
                _add(found, text[start:end], -1.5, self.line.start + start)

    def _right(self, at: int) -> float:
        right = self._rights[at]
        if right is None:
            self._rights[at] = right = _right(self.tokens, at, self.plain)
        return right

    def _note(
        self, found: dict[str, EvidenceZh], first: int, last: int, value: float
    ) -> EvidenceZh:
        """Add one place of a name, with what the words beside it say beyond its weight."""
        tokens, text = self.tokens, self.line.text
        start = tokens[first].start
        name = text[start : tokens[last].end]
        seen = _add(found, name, value, self.line.start + start)
        self._starts.setdefault(first, []).append(name)
        self._ends.setdefault(last, []).append(name)
        before = tokens[first - 1] if first else None
        seen.owned |= before is not None and before.word in ("子公司", "附属公司")
        if last + 1 < len(tokens):
            after = tokens[last + 1]
            if after.kind == "legal":
                seen.aliases.add(text[start : after.end])
                if before is not None and before.word in PLACE:
                    seen.aliases.add(text[before.start : after.end])
            seen.spoke += after.word in _SPOKEN or (after.word == ":" and first == 0)
        return seen

    def _given(self, found: dict[str, EvidenceZh]) -> None:
        """Add the names that the text gives as such: 名称:甲, (以下简称"乙")."""
        text, start = self.line.text, self.line.start
        label = _LABEL.match(self.plain)
        if label and _may_be(text[label.start("n") : label.end("n")]):
            at = label.start("n")
            _add(found, text[at : label.end("n")], 4, start + at)
        for short in _SHORT.finditer(self.plain):
            if short["k"] in ("简称", "下称") and _may_be(short["a"].strip()):
                at = short.start("a")
                _add(found, text[at : short.end("a")].strip(), 4, start + at, strong=True)

    def pairs(self) -> Iterator[tuple[list[str], list[str]]]:
        """Yield what may be named on the two sides of each 与 and 和."""
        for at, token in enumerate(self.tokens):
            if token.word in _AND and at - 1 in self._ends and at + 1 in self._starts:
                yield self._ends[at - 1], self._starts[at + 1]


_AND = frozenset("与和及跟、")


def _set_apart(plain: str, start: int, end: int, left: float, right: float) -> float:
    """Return what the layout adds: heads of items and of lines, against no mark on either side."""
    follows = plain[end : end + 1]
    if left == _HEAD and follows in _HEADED:
        return 1.0
    if start == 0 and right > 1.2 and follows == ":":
        return 0.8
    return -0.4 if right < 0.7 and left < 1.3 else 0.0


def _walls(tokens: Sequence[_Token]) -> list[int]:
    """Return for each token where the next one stands that no name holds."""
    walls = [len(tokens)] * (len(tokens) + 1)
    for at in range(len(tokens) - 1, -1, -1):
        one = tokens[at]
        if (
            one.kind in _BARS
            or (one.kind == "word" and _WORDS[one.word].inside >= _NEVER)
            or (one.kind == "latin" and one.word in _LATIN_WORDS)
        ):
            walls[at] = at
        elif at + 1 < len(tokens) and tokens[at + 1].start > one.end:
            walls[at] = at + 1  # a space
        else:
            walls[at] = walls[at + 1]
    return walls


_BARS = frozenset(("mark", "num", "legal"))


def _shaped(tokens: Sequence[_Token], first: int, last: int, name: str, left: float) -> bool:
    """Return whether a string is as long as a name is, and more than the word for a trade."""
    if first == last:
        token = tokens[first]
        if token.kind == "latin":
            if len(name) < 3 or name.endswith((".", "'")):
                return False
            return not _LATIN_NO.fullmatch(name) or (left >= 2 and name.isalpha() and len(name) > 3)
        if token.kind == "trade":
            return False
    if len(name) < 2 or name[0] == "·":
        return False
    return any(one.kind != "trade" for one in tokens[first : last + 1]) and not (
        tokens[first].kind == "latin"
        and tokens[first].word in ("AI", "VR", "AR", "B2B", "SaaS", "GPU")
        and all(one.kind != "char" for one in tokens[first + 1 : last + 1])
    )


def _person(people: set[str], tokens: Sequence[_Token], first: int, text: str) -> None:
    """Note who is named behind an office."""
    start = tokens[first].start
    for last in range(first, min(first + 4, len(tokens))):
        token = tokens[last]
        if token.kind not in ("char", "word", "trade") or token.end - start > 4:
            return
        if token.end - start >= 2:
            people.add(text[start : token.end])


def _left(tokens: Sequence[_Token], first: int, plain: str) -> tuple[float, bool]:
    """Return what stands before a string says for it, and whether that is a described kind."""
    if first == 0:
        return 1.0, False
    token = tokens[first]
    before = tokens[first - 1]
    apart = before.end < token.start
    if before.kind == "mark":
        return _after_mark(tokens, first, plain)
    if before.kind == "num":
        if token.word in "亿万千百余多年月日个家名":
            return 0.0, False
        return (0.15 if not apart else 0.5), False
    if before.kind == "latin":
        word = _LATIN_WORDS.get(before.word)
        return (word.behind if word else 0.4 if apart else 0.0), False
    if before.kind in ("legal", "seat"):
        return 0.3, False
    if before.kind == "trade" and not apart and before.word in _BOTH:
        return 1.8, False
    if before.kind in ("char", "trade"):
        glued = 0.25 if token.kind == "latin" or before.kind == "trade" else 0.0
        return (0.4 if apart else glued), False
    if before.word in _MADE:
        return 0.1, False  # 主打, 从事: what a company makes follows
    if before.word in TITLE:
        return -9.0, False
    if before.word in KIND:
        if token.word in _GRAMMAR:
            return 0.3, False
        described = first > 1 and tokens[first - 2].kind in ("char", "trade", "word", "latin")
        if described and tokens[first - 2].kind == "word":
            field_of = tokens[first - 2].word
            described = field_of in _DESCRIBES
        if described or before.word not in _ALONE:
            return 2.5, True
        return 0.3, False
    if before.word in _HOLDERS:
        return 0.0, False
    if before.word in _GOT:
        return 0.1, False
    if before.word in TIME and first > 1 and tokens[first - 2].kind not in ("mark", "num"):
        return 0.15, False  # 今日 behind a subject has a verb behind it
    score = _WORDS[before.word].behind
    if before.word == "的":
        clause = plain[max(0, before.start - 24) : before.start]
        clause = clause[clause.rfind(",") + 1 :]
        score = 1.4 if _DESCRIBED.search(clause) else 0.7 if len(clause) > 3 else 0.5
    elif before.word in ("了", "过") and first > 1 and tokens[first - 2].word in LEFT:
        score = 1.0
    return score, False


_HOLDERS = frozenset("股东 老股东 新股东 大股东 投资方 投资人".split())
_BOTH = (KIND & TRADE) | {"银行"}
_GOT = frozenset("获 获得 引入 引进 迎来".split())  # an investor follows
_MADE = frozenset("主打 专注 从事 聚焦 致力 生产 主营".split())
_DESCRIBES = (COMMON | PLACE | KIND | (HARD - LEFT - TIME)) - frozenset(
    "其中 另外 此外 贵 本公司 那家 这家 一家 两家 三家 多家 几家".split()
)
_ALONE = frozenset(
    "公司 企业 平台 品牌 集团 团队 项目 应用 店 机构 社区 工厂 交易所 网站 对手 同业".split()
)


def _after_mark(tokens: Sequence[_Token], first: int, plain: str) -> tuple[float, bool]:
    mark = tokens[first - 1]
    word = mark.word
    if word in '"「『“':
        if first == 1:
            return 1.6, False
        outer, strong = _left(tokens, first - 1, plain)
        return (0.7 if outer > 0.5 else 0.4) + max(outer, 0.1) * 0.9, strong
    if word == "】" or (first <= 4 and _BULLET.search(plain[: tokens[first].start])):
        return _HEAD, False
    if word in "《<(":
        return (-1.0, False) if word != "(" else (0.2, False)
    if word in "。;!?｜|":
        return 1.0, False
    if word in ",:—":
        return 0.8, False
    if word == "、":
        return 0.35, False
    return 0.4, False


def _right(tokens: Sequence[_Token], at: int, plain: str) -> float:
    """Return what the tokens from `at` on say for a name that ends there."""
    if at >= len(tokens):
        return 0.5
    token = tokens[at]
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.kind == "legal":
        return 3.0
    if token.kind == "seat":
        return 0.0
    if token.kind == "num":
        if re.match(r"(?:19|20)\d\d年", plain[token.start : token.start + 5]):
            return 1.0
        return 0.6
    if token.kind == "latin":
        word = _LATIN_WORDS.get(token.word)
        return word.before if word else 0.5
    if token.kind in ("char", "trade"):
        if behind is not None and behind.word in ("了", "过") and behind.start == token.end:
            return 0.6
        if at and tokens[at - 1].kind == "trade" and token.word in _SURNAMES:
            return 0.8 if _NAMED.match(plain, token.end) else 0.0
        return 0.25 if at and tokens[at - 1].kind == "latin" else 0.0
    if token.kind == "mark":
        return _before_mark(tokens, at, plain)
    if token.word == "的" and behind is not None:
        if behind.kind == "word" and (behind.word in _OWNED or behind.word in TITLE):
            return 2.0
        return 0.6
    score = _WORDS[token.word].before
    if len(token.word) == 1 and behind is not None and behind.word in ("了", "过"):
        score += 0.6
    elif len(token.word) == 1 and behind is not None and behind.kind == "word":
        # 已完成, 将于今日: a word of business close behind an adverb
        score += 0.5 * (_WORDS[behind.word].before >= 1)
    return score


_OWNED = (
    VERB
    | HARD
    | frozenset("创始 产品 业务 团队 母公司 子公司 房租 账 模式 学员 故事 路 机器人".split())
) - TIME


def _before_mark(tokens: Sequence[_Token], at: int, plain: str) -> float:
    word = tokens[at].word
    first_line = tokens[at].start <= _LONGEST + 2
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    follows = 0.0
    if behind is not None:
        if behind.kind == "word":
            follows = _WORDS[behind.word].before
        elif behind.kind in ("num", "latin"):
            follows = 0.8
    if word in '"」』”':
        return 0.4 + 0.9 * max(0.1, _right(tokens, at + 1, plain))
    if word == "(":
        return 1.0
    if word == "—" and first_line:
        return 2.2
    if word == ":":
        return 0.7 + 0.6 * min(follows, 1.0)
    if word == ",":
        return 0.4 + 0.5 * min(follows, 1.5)
    if word in "。;!?":
        return 0.5
    if word in "|｜":
        return 0.7
    if word == "、":
        return 0.35
    if word in "》>%":
        return 0.0
    return 0.4


def short_form(name: str) -> str:
    """Return a Chinese name without the ending of its trade, or an empty string.

    Examples
    --------
    >>> short_form("珀流科技")
    '珀流'
    """
    short = name[: len(_SHORTEN.sub("", simplified(name)))]
    return short if 2 <= len(short) < len(name) else ""


def bracketed(text: str) -> list[tuple[str, str]]:
    """Return what stands before a bracket and the other name that the bracket gives.

    Examples
    --------
    >>> bracketed("绊动机器人(Kizuna Motion)7日公布业绩")
    [('绊动机器人', 'Kizuna Motion')]
    """
    return [
        (one["n"], one["a"].strip())
        for one in _SHORT.finditer(text)
        if not re.search(r"\d|亿|万|元|%|领投|领投|前|后|以下|约", one["a"])
    ]


__all__ = ["EvidenceZh", "Grams", "bracketed", "chinese_names", "short_form"]

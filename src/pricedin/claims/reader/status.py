"""How far a thing is said to have come: closed, announced, in talks, rumoured, planned, denied.

A verb in the clause of the figure weighs more than one elsewhere in its sentence; a figure told as
past ("last valued at", 上一轮) is closed whatever is being negotiated around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pricedin.claims.claim import Status
from pricedin.claims.reader.layout import Sentence, clause

_EN: tuple[tuple[Status, str], ...] = (
    (
        "denied",
        r"den(?:ied|ies|ying)|(?<!nor\s)(?<!or\s)deny|denial|simply wrong|not true|untrue|refut(?:ed|es)|no truth|is fiction|pure fiction|fantasy|"
        r"(?:rejected|dismissed|disputed|rebuffed) (?:as \w+ )?(?:the |a |that |those |any )?(?:report|claim|figure|rumou?r|suggestion|number|story|speculation|talk)\w*|"
        r"(?:is|was|were|are) (?:simply |just |plain |completely |entirely )?(?:false|incorrect|inaccurate|wrong|baseless|unfounded|made up|invented)|(?:called|calls) (?:that|it|this|them|the \w+|those \w+) (?:too |all )?(?:wrong|false|nonsense|untrue|inaccurate|baseless|fiction)|neither .{3,30} is true|has no (?:plans|intention)|made-up|"
        r"not (?:in talks|raising|seeking|considering|planning)",
    ),
    (
        "in_talks",
        r"(?:in|into|hold(?:s|ing)?|held|began|begun|opened|resumed|started|entered) (?:\w+[- ]?\w* )?(?:talks|discussions|negotiations|conversations)|talks|"
        r"(?:is|are|was|were|been) (?:also |now |still |again )?(?:discussing|negotiating|weighing|considering|exploring|sounding out|finali[sz]ing|in discussions|nearing|near)|"
        r"discuss(?:ed|es|ing)|negotiat(?:es|ing|ed|ions?)|sound(?:ed|ing) out|closing (?:in )?on(?! that)|looking for|arranging|round has grown|is writing most of|weigh(?:s|ing)|consider(?:s|ing)|explor(?:es|ing)|"
        r"(?:could|might|may|would) (?:\w+ )?(?:value|be valued|be worth|raise|give|put|lead|invest|take|price|see|lift|push|bring|be priced|fetch|contribute|join|come)|"
        r"(?:is |are |was )?(?:close to|nearing|near|on the verge of|about to|poised to|set to|due to|expected to) (?:a deal |an agreement |clos|finali|rais|sign|secur|complet|wrap|land|lead|value|be valued)\w*|"
        r"term sheets?|not (?:yet )?final|under discussion|being (?:discussed|negotiated)|yet to be (?:signed|agreed)|"
        r"valuation (?:being )?discussed|mull(?:s|ing)|approach(?:ed|ing) investors|proposed valuation",
    ),
    (
        "planned",
        r"plan(?:s|ned|ning)?(?! [ab]\b)|aim(?:s|ed|ing)?|seek(?:s|ing)?|sought|looking (?:to|for)|hop(?:es|ing)|"
        r"target(?:s|ed|ing)?|intend(?:s|ed|ing)?|fil(?:ed|es|ing) (?:for|to|with|draft|papers|its)|filing|"
        r"expect(?:s|ed|ing)?|forecasts?|forecasting|project(?:s|ed|ing|ion|ions)|guid(?:ance|ed|es|ing)|budgets?|propos(?:ed|es|al)|prospectus|"
        r"will (?:be paid )?only|would (?:only )?(?:be|follow|come|reach|rise)|goal|ambition|on (?:track|course) (?:to|for)|anticipat(?:es|ed|ing)|"
        r"sees|promis(?:es|ed|ing)|to come down to|should (?:be|come|end|close|land)|would (?:pass|top|exceed|hit|be)|price (?:band|range)|indicative|draft prospectus|DRHP|hopes?|wants?|asked [^.;]{2,24}? for|asks for|estimates? (?:that |revenue|sales)|wants? to|eye(?:s|ing)|wish(?:es)?|"
        r"should (?:reach|hit|exceed|pass|be)|will (?:reach|hit|exceed|pass|grow|rise|be|generate|top|total|more than)",
    ),
    (
        "announced",
        r"(?:is|are) to (?:get|receive|take|pay|invest|own|hold|buy|put)|will (?:\w+ )?(?:subscribe|invest|receive|get|take(?! an? (?:board )?seat)|put|lead|contribute|provide|pay|buy|raise|inject|issue|join|fund|hold|own|acquire)|"
        r"agreed (?:to|on)|has signed|signed (?:a|an|the)|signing|commit(?:ted|ment|ments|s)?|pledg(?:ed|es)|undertak\w+|"
        r"to be (?:paid|completed|closed|drawn|disbursed|released|invested)|subject to|remains? to be|yet to (?:be|close|complete)|"
        r"definitive agreement|pending|conditional|undrawn|expects? to close|announced plans|approved (?:a|an|the)|"
        r"has not (?:yet )?(?:closed|been drawn|been paid)|nothing (?:of it |of which )?has been drawn|available to draw",
    ),
    (
        "rumoured",
        r"reportedly|allegedly|is said to|are said to|was said to|said to have|according to (?:\w+ )?(?:\w+ )?(?:people|sources|persons?|insiders|media|reports?|press)|"
        r"sources? (?:say|said|close|familiar|told|with)|(?:people|persons?) (?:familiar|close|briefed|with (?:direct )?knowledge|who)|"
        r"rumou?r(?:s|ed)?|understood to|believed to|thought to|"
        r"(?:it was|was|were|been|it is|has been) reported|reports? (?:said|say|says|that|suggest\w*|of|in|from|emerged)|"
        r"unconfirmed|insiders? (?:say|said|told|claim)|press reports|market talk|speculation|declined to comment|did not (?:respond|comment|reply)|"
        r"(?:Bloomberg|Reuters|CNBC|TechCrunch|The Information|Axios|Sky News|The Financial Times|the FT|LatePost|Nikkei|Caixin|The Wall Street Journal|the Journal|Forbes|Handelsblatt|Les Echos|The Economic Times|Moneycontrol|Entrackr|36Kr|Calcalist|Globes|DealStreetAsia|Business Insider|The New York Times|The Times|Manager Magazin|Mint) (?:has |had |first )?(?:report(?:ed|s)|said|wrote|writes|learned)|(?:reported|first reported) by",
    ),
)

_ZH: tuple[tuple[Status, str], ...] = (
    (
        "denied",
        r"否认|否認|不属实|不屬實|不实|不實|失实|失實|纯属|純屬|虚假|虛假|辟谣|闢謠|谣言|謠言|子虚乌有|没有(?:此事|这回事|融资计划)|并非事实|並非事實|不真实|予以澄清|与事实(?:严重)?不符|與事實(?:嚴重)?不符|没这回事|沒這回事|沒有這回事|驳斥|駁斥|从未参与|從未參與|没有投|沒有投|严重失实|嚴重失實|无此(?:事|计划)|并无此事|并不准确|不准确",
    ),
    (
        "in_talks",
        r"临近签|临近敲定|臨近簽|洽(?=\d)|洽谈|洽談|商谈|商談|商讨|商議|磋商|谈判|談判|接洽|接触|接觸|正(?:在)?(?:与|與|和|就|考虑|考慮|讨论|討論|寻求|尋求|推进|推進|进行|進行|接近)|考虑|考慮|讨论|討論|接近(?:完成|敲定|达成)|即将(?:完成|敲定|交割|达成)|即將(?:完成|敲定|交割|達成)|有望|将(?:对|把)?.{0,6}估值|或(?:在|达|將|将|为|以|超|升)|可能(?:达|在|以|将|會|会|超)|或将|或將|尚未(?:最终)?(?:敲定|签署|确定|完成|簽署|達成)|敲定(?:中|前)|意向书|条款清单|投资意向|仍在进行|接近尾声|进入尾声|收尾|尾声",
    ),
    (
        "planned",
        r"拟|擬|计划|計劃|計畫|打算|目标|目標|预计|預計|预期|預期|预测|預測|展望|力争|力爭|争取|希望|寻求|尋求|期望|有意|准备|準備|筹备|籌備|申请|申請|欲|指引|将(?:达|達|突破|超过|實現|实现|增)|預估|预估|估计(?:今年|明年|全年)|招股价(?:区间|范围)|发行价(?:区间|范围)|招股價|區間|望(?=达|超|突破)",
    ),
    (
        "announced",
        r"将(?:为(?=[\d约])|由|以|向|投资|出资|获|注资|认购|分|领投|参与|提供|於|于)|將(?:由|以|向|投資|出資|獲|注資|認購|分|領投|參與|提供|於|于)|启动|啟動|签署|簽署|签订|簽訂|达成协议|達成協議|承诺|承諾|同意|尚待|有待|待.{0,8}(?:批准|交割|审批|核准|通过)|尚未(?:到账|交割|提取|动用|到賬|到帳|動用)|需.{0,6}(?:批准|审批)|预计.{0,8}(?:交割|到账)|董事會通過|董事会通过|协议",
    ),
    (
        "rumoured",
        r"传闻|傳聞|消息称|消息稱|消息人士|知情人士|知情者|据悉|據悉|据传|據傳|网传|網傳|盛传|有消息|市场消息|市場消息|业内(?:人士|传)|業內人士|据(?:称|说|报道|報道|媒体|外媒|了解)|據(?:稱|說|報導|報道|媒體|外媒|了解)|坊间|坊間|爆料|曝|传(?=[^统媒感动播真输递])|不予置评|未予置评|不予置評|不予回应|未予回应|未(?:作|做)(?:出)?(?:回应|回應|置评)|拒绝置评|拒絕置評|内部人士|接近(?:公司|该公司|交易|項目|项目).{0,4}(?:人士|的人)|援引",
    ),
)

_PAST_EN = re.compile(
    r"\b(?:(?:was |were )?(?:last|then) (?:tapped|valued|raised|priced|sold|took|round|closed|funding|time|financing)|(?:had |has |was |were )?priced|(?:went|came|go) public|previous(?:ly)?|earlier|prior|before that|already|since (?:its )?(?:inception|founding)|"
    r"a year (?:ago|earlier)|when it|after it was|months after|years after|(?:struck|done|put on it) (?:when|in)|in its (?:last|previous|most recent)|most recent(?:ly)?|to date|so far|"
    r"had (?:\w+ )?(?:raised|taken|received|secured|attracted|closed|completed|brought|borrowed)|was (?:last |then |previously )?valued|"
    r"(?:raised|closed|completed|secured|received|valued|took|landed|obtained) [^.;]{0,60}?\b(?:(?:in|at|last|from) (?:\w+ )?(?:of )?20[0-2]\d|last (?:year|month|spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september|october|november|december)|(?:\w+) (?:years|months) ago|earlier this year)|up from|from (?=[$€£¥₹\d]|US|Rs|[A-Z]{3} ?\d))",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(r"\b(?:months|weeks|years) after\b|\bafter it was\b|\bwhen it\b", re.I)
_PERFECT_EN = re.compile(
    r"\b(?:has|have) (?:\w+ )?(?:raised|taken|received|secured|attracted|closed|completed|brought|borrowed|agreed|sold)\b"
)
_DONE_EN = re.compile(
    r"\b(?:raise[ds]|close[ds]|secure[ds]|complete[ds]|took|receive[ds]|land(?:ed|s)|sold|drew|booked|led|invested|wins?|won|gets|got|bags|bagged|nets|netted|snags|nabs|put in|disclosed)\b[^,;]{0,40}$",
    re.I,
)
_DONE_ZH = re.compile(
    r"(?:拿到|(?:完成|做成|拿到|获得|獲得|融|投|入账|到账)了)[^,;]{0,12}$|(?:发行|發行|签下|簽下|落地|引入)(?:了)?[^,;]{0,10}$|(?:宣布|已)(?:完成|获得|獲得)[^,;]{0,12}$"
)
_PAST_ZH = re.compile(
    r"上一?轮|上一?輪|前一轮|前一輪|此前|曾|已(?:经|經)?(?:完成|获|獲|累计|融|募)|公布的|结束时|結束時|收官|并提款|并已提|并提取|去年|前年|最近一(?:轮|輪|次)|上次|累计|累計|当时|當時|此轮之前|早前|早在|迄今|至今|年初(?:完成|的)"
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[tuple[Status, re.Pattern[str]], ...], ...]:
    en = tuple(
        (status, re.compile(rf"\b(?:{words})(?!\w)".replace(" ", r"\s+"), re.IGNORECASE))
        for status, words in _EN
    )
    zh = tuple((status, re.compile(words)) for status, words in _ZH)
    return en, zh


@lru_cache(maxsize=4096)
def _statuses(text: str, is_chinese: bool) -> tuple[Status, ...]:
    """Statuses named in a stretch of text, strongest first."""
    return tuple(status for status, pattern in _patterns()[is_chinese] if pattern.search(text))


def names_past(text: str, *, is_chinese: bool) -> bool:
    """Return whether a stretch of text tells of what was before."""
    return bool((_PAST_ZH if is_chinese else _PAST_EN).search(text))


def status_in(text: str, *, is_chinese: bool) -> Status | None:
    """Return the strongest status that a stretch of text names, or None."""
    return next(iter(_statuses(text, is_chinese)), None)


def _is_past(near: str, at: int, told: Sequence[Status], is_chinese: bool) -> bool:
    """Whether a mark of the past stands nearer to the figure than any of a deal under way."""
    marks = (_PAST_ZH if is_chinese else _PAST_EN).finditer(near)
    past = min((_distance(found, at) for found in marks), default=None)
    if past is None:
        return False
    under_way = [
        _distance(found, at)
        for status, pattern in _patterns()[is_chinese]
        if status in ("in_talks", "announced") and status in told
        for found in pattern.finditer(near)
    ]
    return not under_way or past <= min(under_way)


def _distance(found: re.Match[str], at: int) -> int:
    return at - found.end() if found.end() <= at else found.start() - at + 10


_IS_EN = re.compile(r"[^,;]{0,40}\b(?:is|are|was|were|will|would|to be|being|remains?)\b", re.I)
_SOURCES: tuple[Status, ...] = ("denied", "rumoured")


def _of_deal(
    near: str, start: int, end: int, told: tuple[Status, ...], is_chinese: bool
) -> tuple[Status, ...]:
    """Keep of the statuses of a clause those that reach a deal's figure at ``[start, end)``.

    A verb of doing between the last sign of a plan and the figure ends the plan ("dropped the
    plan and took a loan"); a plan told after the figure is another one ("raises $5m, eyes Asia").
    """
    sources = tuple(one for one in told if one in _SOURCES)
    before = _statuses(near[:start], is_chinese)
    done = (_DONE_ZH if is_chinese else _DONE_EN).search(near[:start])
    if done:
        ahead = _statuses(near[done.start() : start], is_chinese)
        if not ahead and not (is_chinese and set(before) - set(_SOURCES)):
            return sources or ("closed",)
    if not before and "planned" in told:
        after = near[end:]
        reaches = len(after) < 14 if is_chinese else _IS_EN.match(after)
        if not reaches:
            return tuple(one for one in told if one != "planned")
    return told


def status_of(
    sentence: Sentence, start: int, end: int, *, is_deal: bool, is_forecast: bool = False
) -> Status:
    """Return the status of a figure at ``[start, end)`` of its sentence's text.

    `is_deal` marks what belongs to a round or an offering; other figures are results, plans or
    hearsay. `is_forecast` marks a period that was still to come.
    """
    zh = sentence.is_chinese
    left, right = clause(sentence.text, start, is_chinese=zh)
    near = sentence.text[left:right]
    if is_forecast:
        return "planned"
    told = _statuses(near, zh)
    if "denied" in told or "denied" in _statuses(sentence.text[end:], zh):
        return "denied"
    if is_deal:
        past = _is_past(near, start - left, told, zh)
        if past:
            return "rumoured" if "rumoured" in told and not _AFTERWARDS.search(near) else "closed"
        if not zh and _PERFECT_EN.search(near):
            return "rumoured" if "rumoured" in _statuses(sentence.text, zh) else "closed"
        told = _of_deal(near, start - left, end - left, told, zh)
        if told:
            return told[0]
        around = _statuses(sentence.text, zh)
        if (_DONE_ZH if zh else _DONE_EN).search(near[: start - left]):
            return "rumoured" if "rumoured" in around else "closed"
        return around[0] if around else "closed"
    if _is_forecast(sentence.text, left, start, end, zh):
        return "planned"
    if "rumoured" in told or "rumoured" in _statuses(sentence.text, zh):
        return "rumoured"
    return "closed"


# An operating figure is no deal: only verbs of expecting, before it, make it a forecast.
_EXPECTED_EN = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|forecast(?:s|ing|ed)?|project(?:s|ed|ing)|projection|guid(?:ance|ed|es|ing)|outlook|aim(?:s|ed|ing)?|target(?:s|ed|ing)?|goal|hop(?:es?|ed|ing)|plans? (?:to|for|sees)|planned|budget(?:s|ed)?|anticipat\w+|on (?:track|course)|sees|promis(?:es|ed)|eye(?:s|ing)|wants?|intend(?:s|ed)?|"
    r"will (?!have (?:had|been))|would (?:reach|be|come|pass|top|exceed|hit|do|make)|should(?! have)|(?:we|it|they|I|he|she)'ll|could (?:reach|hit|top|exceed)|may (?:reach|hit|top)|need(?:s)?|estimate(?:s|d)? (?:that |revenue|sales))\b",
    re.I,
)
_REPORTED_EN = re.compile(
    r"\b(?:was|were|made|did|had|came (?:to|in)|reached|rose|fell|grew|turned over|earned|lost|posted|booked|reported|passed|took|brought|swallowed|clocked|generated|recorded|went|stood|sank|narrowed|widened|ended|finished)\b",
    re.I,
)
_EXPECTED_ZH = re.compile(
    r"预计|預計|(?<!主)要(?=从|由(?!於|于)|降|压|控)|预测|預測|目标|目標|预期|預期|预估|預估|估计|估計|指引|展望|计划|計劃|計畫|力争|力爭|争取|希望|有望|可望|保守看|抓(?=\d)|承诺|承諾|将(?:达|達|突破|超|增|升|降|收|由|把)|將(?:達|突破|超|增|升|降|收)|要收到"
)
_NO_PLAN = re.compile(r"(?:无|没有|未有|没|沒有|無)[^,。;]{0,8}$")
_REPORTED_ZH = re.compile(r"实现|實現|去年|上年|已|截至|录得|錄得|实际|為止|同期|目前")


def _is_forecast(text: str, left: int, start: int, end: int, is_chinese: bool) -> bool:
    """Whether the last verb before an operating figure expects it, rather than reports it."""
    if is_chinese:
        return _is_forecast_zh(text[max(text.rfind(";", 0, start), 0) : start])
    before = text[left:start]
    told = [one.end() for one in _EXPECTED_EN.finditer(before)]
    if not told:
        return False
    if re.search(r"\b(?:would|should|will)\s+be\b", before[max(told) - 12 :]):
        return True
    return not any(one.start() > max(told) - 1 for one in _REPORTED_EN.finditer(before))


def _is_forecast_zh(before: str) -> bool:
    """Whether what stands before a figure expects it: in its clause, or over a list of figures."""
    told = [
        one for one in _EXPECTED_ZH.finditer(before) if not _NO_PLAN.search(before[: one.end()])
    ]
    if not told or _REPORTED_ZH.search(before, told[-1].end()):
        return False
    first, *between = re.split("[,:]", before[told[-1].end() :])
    between = between[:-1]  # the clause of the figure itself
    return (
        not (between or first)
        or not first
        or all(re.search(r"\d", one) for one in (first, *between))
        or not re.search("[,:]", before[told[-1].end() :])
    )

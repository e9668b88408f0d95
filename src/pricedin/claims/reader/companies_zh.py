"""Names of companies in Chinese text, which has no spaces and no capitals to show them.

A sentence is cut in one pass at marks, words for a kind of business (企业, 平台), verbs, titles and
function words; what is left between two cuts may be a name. The cut on each side says how likely:
企业 before it and 完成 behind it, much; 的 before it, little. The endings that trades give to names
(科技, 生物), and how often the string comes again, add to that. Latin names in a Chinese sentence
are weighed by the same neighbours.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pricedin.claims.reader.layout import Sentence

_KIND = (
    r"子公司|母公司|附属公司|附屬公司|上市公司|公司|企业|企業|平台|品牌|独角兽|獨角獸|厂商|廠商|服务商|服務商|开发商|開發商|提供商|运营商|營運商|"
    r"供应商|供應商|制造商|製造商|方案商|生产商|材料商|外送商|零售商|经销商|新创|新創|巨头|龙头|初创|新锐|连锁|連鎖|车企|車企|药企|藥企|对手|對手|同业方面,?|"
    r"业者|業者|新秀|黑马|创企|小巨人|建造者|生产者|出版商|批发商|物流商"
)
_WEAK_KIND = re.compile(
    r"(?:集团|集團|银行|銀行|电商|電商|商家|商|工厂|店|社区|网站|项目|团队|券商|大厂|应用)(?=[\u4e00-\u9fff]{2,})"
)
_TITLE = (
    r"创始人|創始人|創辦人|创办人|董事长|董事長|执行长|執行長|首席\w{2,4}官|行政总裁|行政總裁|总裁|總裁|总经理|總經理|社长|主席|合伙人|合夥人|"
    r"CEO|CFO|COO|CTO|工程师|工程師|负责人|負責人|发言人|發言人|分析师|记者|教授|律师|总监|控制人|实控人|投资者|博士"
)
# Verbs and nouns that follow a company's name and little else.
_VERB = (
    r"近日|日前|今日|昨日|今天|昨天|昨晚|今晨|今早|上周|上週|上月|本月|去年|今年|前年|明年|近期|随后|隨後|同日|同时|此前|曾经|周[一二三四五六日]|"
    r"上半年|下半年|上季|本季|今起|上一轮|上一次|上一輪|最近|完成|宣布|宣佈|公布|公佈|递交|遞交|提交|透露|披露|表示|称|稱|成立|创立|創立|实现|實現|估值|"
    r"启动|啟動|拿到|拿下|斩获|融资|融資|营收|營收|营业|營業|收入|归母|净利|淨利|净亏|淨虧|亏损|虧損|员工|員工|付费|账上|帳上|旗下|回应|回應|否认|否認|"
    r"发布|發布|更新|登陆|登錄|挂牌|掛牌|招股|IPO|冲刺|衝刺|裁员|上市|股价|股權|股权|股东|股東|股份|执意|执行|主营|落地|收官|交出|接受|出让|估計|计划|計劃|打算|"
    r"宣告|公告|拟|擬|获|獲|正式|正(?=[与與以在由和洽考寻尋计計积積进進筹籌拟擬就面接同向被])|刚|剛|获得|募|签署|簽署|签|借|拥有|擁有|引入|引进|决定|預計|预计|管理层|临近|引資|"
    r"全体|全體|出资|出資|注资|注資|联合|聯合|共同|昨(?=[日天晚]|\W)|方面|半年|传闻|傳聞|再|仍|没有|沒有|未披露|未|靠|撑|卖|賺|赚|亏|说|說|怎么|怎麼|为何|只|却|卻|则|則|将|將|已|也|还|還|又|曾|于|於|向|由|以|"
    r"当时|當時|如今|在|是|为|為|有(?=[\d近超约逾望意人员員])|对|對|把|让|被|与|與|和|及|持股|持有|过去|過去|累计|累計|(?<!基)因(?!子)|从|從|投前|投后|投後|月活|身家|市值|财报|財報|更名|代(?=子公司)|达(?=[\d到成])|達(?=[\d到成])"
)
_LEFT = (
    r"(?<![\u4e00-\u9fff])致|收购|收購|控股|入股|买下|買下|并购|增资|注资|對話|对话|专访|專訪|访谈|持有|扒一扒|认购|認購|投向|投資|投资|领投|参与|參與|瞄准|关于|關於|加码|独家|獨家|网传|"
    r"如今|目前|国产|國產|名为|全资|标的|標的|上交所|深交所|港交所|北京|上海|深圳|杭州|中国|中國|日本|韩国|韓國|广州|香港"
)
_FUNCTION = r"的|了|等|这|這|那|此|该|該|们|們|你|我|他|她|它|吗|呢|吧|给|給|并|並|都|均|每|(?<=[\d一二三四五六七八九十两兩几幾多])[名位家间個个]|其|或|而|但|若|把|被|今|至(?=\d)|截至|来自|來自|再|才|就|很|更|最|不|没|沒|哪|什么|如何"
_LOOK = re.compile(r"\(\?<?[=!][^()]*\)")
_LEGALS = "|".join(
    f"{head}有限(?:责任|責任)?公司"
    for head in (
        *(f"{one}{two}" for one in ("集团", "集團", "控股") for two in ("股份", "")),
        "股份",
        "",
    )
)
_GROUPS = (
    ("legal", _LEGALS),
    ("kind", _KIND),
    ("title", _TITLE),
    ("left", _LEFT),
    ("verb", _VERB),
    ("func", _FUNCTION),
)


def _alternatives(pattern: str) -> list[str]:
    """Split a pattern at the bars outside its brackets."""
    result, depth, start = [], 0, 0
    for at, char in enumerate(pattern):
        depth += (char in "([") - (char in ")]")
        if char == "|" and not depth:
            result.append(pattern[start:at])
            start = at + 1
    return [*result, pattern[start:]]


def _cutter() -> re.Pattern[str]:
    """Return one pattern for all cuts, sorted by first character so that most fail at once."""
    by_first: dict[str, list[str]] = {}
    for _, words in _GROUPS:
        for word in _alternatives(words):
            look = _LOOK.match(word)
            lead, rest = (look.group(), word[look.end() :]) if look else ("", word)
            firsts, tail = rest[0], rest[1:]
            if rest[0] == "[":
                firsts, tail = rest[1 : rest.index("]")], rest[rest.index("]") + 1 :]
            for first in firsts:
                # what must stand before is asked once the first character has matched
                item = f"{lead[:-1]}{first}){tail}" if lead else tail
                by_first.setdefault(first, []).append(item)
    body = "|".join(f"{first}(?:{'|'.join(items)})" for first, items in by_first.items())
    return re.compile(
        rf"(?=[{''.join(by_first)}]|[^\u4e00-\u9fff·])(?:{body}|[^\u4e00-\u9fff·A-Z]+|[A-Z])"
    )


_CUT = _cutter()
_CLASSES = tuple((name, re.compile(_LOOK.sub("", words))) for name, words in _GROUPS)


@lru_cache(maxsize=4096)
def _class_of(cut: str) -> str:
    """Return what kind of cut a matched string is."""
    if not cut:
        return "mark"
    if cut in '“「『【《"':
        return "open"
    if cut in "”」』】》":
        return "close"
    for name, pattern in _CLASSES:
        if pattern.fullmatch(cut):
            return name
    return "mark"


_NOUN_OF = re.compile(
    r"的(?:净亏|净利|营收|收入|估值|亏损|现金|股权|持股|创始|客户|用户|員工|员工|淨|營收|在貸|在贷|定向|市值|出资)"
)
_SUFFIX = re.compile(
    r"(?:科技|智能|机器人|機器人|生物|医疗|醫療|医药|醫藥|生醫|咖啡|能源|半导体|半導體|汽车|汽車|网络|網路|信息|资讯|資訊|数据|數據|软件|軟體|电子|電子|光电|光電|材料|新材|航天|智驾|智駕|出行|教育|健康|食品|物流|微电子|动力|動力|云|雲|集团|集團|控股|股份|茶饮|茶飲|酒业|制药|製藥|科学|新能源|新能|储能|儲能|芯片|传感|傳感|视觉|視覺|娱乐|文化|传媒|旅行|金融|支付|农业|農業|餐饮|餐飲|零售|电商|電商|生科|生技|激光|仪表|儀器|轴承|精机|機電|机电|飞行|飛行|衛星|卫星|量子|烘焙|互动|互動|纸业|工業|工业|单车|電力|电力|电驱|智造|數字|数字|听力|环科|環科|智學|智学|宠物|寵物|皮革|通信|電信|光学|光學|重工|銀行|银行|航空|航运|矿业|環保|环保|家居|服饰|母婴|美妆|游戏|互娱|芯|微)$"
)
_SHORTEN = re.compile(
    r"(?:科技|智能|机器人|機器人|生物|医疗|醫療|医药|醫藥|生醫|咖啡|能源|半导体|半導體|汽车|汽車|网络|網路|信息|数据|數據|软件|軟體|电子|電子|光电|光電|材料|新材|航天|出行|教育|健康|食品|物流|动力|動力|集团|集團|控股|股份|茶饮|制药|製藥|新能源|储能|芯片|传感|视觉|文化|传媒|金融|支付|农业|農業|零售|电商|生科|生技|工業|工业|单车|電力|烘焙|互动|环科|環科|智造|银行|銀行|纸业|量子|衛星|卫星|飞行|智學科技|宠物)$"
)
_INVESTOR_END = re.compile(
    r"(?:资本|資本|创投|創投|基金|投资|投資|风投|風投|创新投|国投|产投|產投|证券|證券|银行|銀行|资管|信托|信託|保险|保險|金租|融资租赁|咨询|孵化器|加速器|大学|大學|研究院|法院|中院|交易所|联交所|證交所|委员会|联盟|协会|金管局|办公室|財團|财团|事务所|机构|政府|部门|官网)$"
)
# Words of business, time and law: a string that holds one is no name.
_COMMON = re.compile(
    r"港元|美元|日元|欧元|歐元|英镑|卢比|韩元|韓元|台币|台幣|法郎|克朗|港股|美股|沪|科创|打新|名单|不止|数学|數學|同业|同業|拿走|本集|本周|本週|结余|结餘|餘額|账户|帳戶|账上|手上|笔记|創業|创业|快訊|引進|引进|預估|预估|历史|歷史|信貸|信贷|到底|下半|上半|商誉|年轻|融|估值|营收|營收|利润|利潤|用户|客户|客戶|投资|投資|领投|跟投|亿|億|年度|月|季度|同比|环比|同期|合计|合計|金额|金額|现金|現金|贷款|貸款|借款|债|債|成本|费用|費用|"
    r"销售|銷售|门店|門店|订单|訂單|押金|补贴|补流|市场|市場|行业|行業|产业|产线|產能|产能|技术|技術|专利|專利|研发|研發|产品|產品|团队|團隊|媒体|傳媒|消息|报道|報導|记者|知情|人士|"
    r"股价|发行|發行|招股|募|申报|披露|公告|文件|材料|协议|協議|条款|合同|交易|交割|首付|定价|售价|价格|價格|作价|底价|估算|预期|預期|预测|目标|目標|指引|计划|方案|项目|業務|业务|业绩|業績|数据显示|指标|比例|占比|"
    r"总额|總額|规模|規模|余额|餘額|资产|資產|负债|权益|權益|权方|董事|监事|管理|员工|員工|职工|人员|人數|创办|創辦|主持|受访|嘉宾|问答|读者|作者|编译|原文|本网|本报|本報|本集|全公司|新规|办法|细则|规定|监管|政府|财政|"
    r"市级|金融办|国资|企业|公司|平台|品牌|厂家|厂方|商家|卖家|买家|消费|需求|供给|竞争|赛道|寒冬|幻觉|裁|离职|岗位|时间|第[一二三四五六七八九十]|其中|此后|之后|以后|之前|以前|以来|以上|以下|以内|左右|上下|"
    r"不少|不过|另外|此外|另有|另一|许多|多数|多家|两家|三家|几家|多名|两名|双方|各方|多方|有人|所有|全部|全国|全球|国内|国外|海外|境外|地区|区域|城市|省|市区|东南|欧洲|欧盟|中东|本土|"
    r"哪怕|倘若|假设|如果|由于|因为|虽然|尽管|即便|即使|除非|只要|只有|而且|并且|因此|所以|于是|然后|接着|最终|终于|甚至|尤其|特别|当然|其实|事实|显然|可能|或许|也许|大约|大概|平均|累计|首次|首个|首家|再次|再收|连同|連同|"
    r"扣除|剔除|计入|按照|依照|根据|根據|截至|关于|对于|至于|鉴于|基于|通过|經過|经过|超过|超過|不足|接近|达到|低于|高于|等于|上升|下降|下滑|增长|增長|增加|增幅|减少|缩水|收窄|扩大|翻番|持平|上调|下调|涨|跌|换手|"
    r"市盈|市销|市净|毛利|净利|净亏|归母|扣非|股东|股權|股权|持股|期权|优先|普通股|新股|老股|增资|減資|回购|回購|清算|分红|股利|保荐|承销|顾问|顧問|基石|认购|認購|配售|超额|公开|绿色|票面|利率|期限|授信|额度|银团|金租|"
    r"服务|服務|支持|使用|应用|功能|版本|上线|下载|注册|註冊|日活|月活|会员|會員|活跃|付费|留存|复购|流水|交付|出货|试点|临床|试验|獲批|获批|认证|許可|授权|里程碑|分成|"
    r"值得|一笔|一位|一家|一个|一名|一项|两个|两位|三个|几个|那会|这次|那次|上次|下次|当天|当年|当时|當時|次日|翌日|早间|晚间|下午|上午|中午|凌晨|昨|今|明年|近日|日讯|快讯|速览|速递|合集|独家|独家|节选|实录|专访|访谈|笔记|观察|周报|日报|"
    r"问题|問題|原因|情况|方式|方向|过程|结果|结论|意义|能力|经验|机会|风险|風險|压力|影响|变化|机制|模式|体系|标准|制度|政策|环境|资源|渠道|途径|代价|诉讼|判决|裁决|二审|一审|容错|园区|房间|书房|工厂|仓库|数字是|数字不|数千|近亿|"
    r"资金|資金|款项|款項|本金|本轮|本輪|本次|此次|天使|种子|種子|轮次|轮|輪|披薪|薪酬|工资|奖金|社保|税|稅|补助|补贴|券|票|证券简|连续|连续|连接|连续|接下来|"
    r"母公司|子公司|附属|附屬|行政|发言|總裁|总裁|创始|代表|先生|女士|博士|同学|网友|乘客|司机|车主|骑手|騎手|农户|農戶|商户|学员|患者|老人|年轻|员工|老板|朋友|家人|孩子|女儿|妻子|兄弟|"
    r"现有|既有|原有|已有|没有|還有|还有|仅有|只有|上述|前述|下述|前者|后者|後者|收购|收購|合并|合併|标的|標的|网传|传闻|传言|声明|聲明|通稿|更正|澄清|致歉|通知|警告|预案|草案|備忘|备忘|"
    r"入场|入場|每手|每股|市值|概算|计量|单位|比特|毫升|分贝|公里|小时|分钟|英寸|毫安|平方|立方|吨|噸|公斤|克|米格机|百分|"
    r"离线|在线|線上|线上|线下|線下|语言|互译|呼吸|瘦身|体验|评分|评价|看法|观点|说法|理由|借口|真相|答案是|我们|咱们|大家|别人|自己|对方|彼此|圈里|饭桌|路演|对标|对照|对应|"
    r"消耗|烧钱|盈利|盈亏|亏钱|扭亏|转亏|转盈|打平|回款|账期|应收|应付|存货|商誉|折旧|摊销|减值|计提|拨备|撥備|总价|总值|价值|價值|售出|买入|卖出|出售|转让|轉讓|质押|冻结|解禁|减持|增持|套现|"
    r"系列|版权|权利|義務|义务|责任|承诺|保证|担保|抵押|协会|联盟|峰会|论坛|大会|会议|会上|记者会|说明会|发布会|路透|彭博|财经|財經|新闻|新聞|晚报|早报|时报|日经|界面|澎湃|新浪|财联|虎嗅|氪|晚点|"
    r"世纪|世紀|时代|時代的|年代|年底|年初|年中|年内|月底|月初|月末|期末|期初|期内|期間|期间|季末|财年|財年|本财|报告|報告|审计|審計|未经|核数|初阅|审阅"
)
_FUNDS = re.compile(
    r"(?:,(?:后者|後者|前者))?(?:等)?(?:共同|联合|聯合|独家|獨家|继续|繼續|分别|分別|则|則|也|亦|均)?(?:领投|領投|跟投|参投|參投|投资|投資|出资|出資|认购|認購|入股|增持|牵头|牽頭|注资|注資|帶頭|带头|跟进|加码|加碼|追加|持股|持有|参与|參與)"
)
_THE_COMPANY = re.compile(r"(?:该|該)(?:公司|行|企业|企業|平台|品牌)|这家|這家")
_COUNTED = re.compile(
    r"(?:本|该|該|贵|貴|某)(?:集团|集團|行|校|所)|[一两兩二三四五六七八九十]+[年个個家位次款名只月天日条條轮輪成股人]"
)
_SPOKEN = re.compile(r"(?:说|說|透露|表示|写道|告诉|介绍|坦言|解释|回答|强调|認為|认为|重申|称|稱)")
_PERSON = re.compile(
    rf"(?:{_TITLE}|作者|先生|主编|研究员|总工|厂长|老板|夫妇|女士)(?:兼\w{{2,8}})?(?:、)?(?P<p>[\u4e00-\u9fff]{{2,4}}?)(?=博士|先生|女士|{_VERB}|[,。:;(、)]|$)"
)
_LABEL = re.compile(
    r"(?:标的|標的|名称|公司名称|企业名称|简称|簡稱|证券简称|公司|企业|项目|发行人|主体|借款人)[:=]\s*(?P<n>[\u4e00-\u9fff·]{2,12})"
)
_SUBJECT = re.compile(r"(?:对话|對話|专访|專訪|致|访谈)(?P<n>[\u4e00-\u9fff·]{2,12})")
_BULLET = re.compile(r"(?:[▍▌●•▪■◆※*-]|\(?\d{1,2}[.)、:]|\d{1,2}:\d{2}|【[^】]{2,12}】)\s*$")
_SHORT = re.compile(
    r"(?P<n>[\u4e00-\u9fffA-Za-z0-9·]{2,20})\((?:以下)?(?:(?:简称|簡稱|下称|下稱|又名|英文名|原名|即):?\s*)?"
    r"[“\"「『]?(?P<a>[\u4e00-\u9fffA-Za-z0-9·. ]{2,30}?)[”\"」』]?(?:[,;][^()]{0,40})?\)"
)
_LATIN = re.compile(
    r"(?<![A-Za-zÀ-ÿ0-9])[A-Z][A-Za-zÀ-ÿ0-9'.]*(?:(?:\s&\s|[ -])[A-Z][A-Za-zÀ-ÿ0-9'.]*)*"
)
_LATIN_NO = re.compile(
    r"[A-Z0-9+.]{1,6}|(?:Pre-|Series|App|SaaS|Pro|Mini|Matter|Token|Bio|Partners|Pool|Fund|Group|Capital|Ventures).*"
)
_LATIN_INVESTOR = re.compile(
    r"(?:Capital|Ventures?|Partners|Fund|Growth|Equity|Investments?|Bank|Finch|Global|Foundation|Angels|Sciences|Invest|Mobility|Impact|Pool|Acquisition)$"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENOUGH = 8  # occurrences after which a name is plain
_ALONE = frozenset("公司 企业 企業 平台 品牌".split())
_QUOTED = re.compile(r"[“\"「『](?P<n>[\u4e00-\u9fff·]{2,10})[”\"」』]")
_AFTER_VERB = re.compile(
    rf"\s*(?:\([^)]{{1,30}}\)\s*)?(?:{_VERB}|{_TITLE}|{_NOUN_OF.pattern}|:|,(?={_VERB}))"
)
_KIND_END = re.compile(rf"(?:{_KIND}|集团|銀行|电商|電商|应用|App|APP)[“\"「『]?$")


@dataclass(slots=True)
class EvidenceZh:
    """What a text says of one string."""

    score: float = 0.0
    count: int = 0
    strong: bool = False
    first: int = 1 << 60
    spoke: int = 0
    speaker: int = 0
    owned: bool = False
    aliases: set[str] = field(default_factory=set)


class Grams:
    """How often a short string comes in a text, from counts of its two- and three-grams.

    For three characters and fewer the count is exact; for longer strings it is the count of the
    rarest part, which is no smaller than the true one.
    """

    def __init__(self, text: str) -> None:
        self.names: dict[str, str] = {}
        self._two = Counter(map("".join, itertools.pairwise(text)))
        self._three = Counter(map("".join, zip(text, text[1:], text[2:], strict=False)))

    def __call__(self, string: str) -> int:
        """Return the count of `string`, which holds two characters or more."""
        if len(string) < 3:
            return self._two[string]
        return min(self._three[string[at : at + 3]] for at in range(len(string) - 2))


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
    for number, line in enumerate(lines):
        if not (line.is_chinese or _LABEL.match(line.text)):
            continue
        # 该公司 in the next sentence says that this one named a company
        told_on = bool(number + 1 < len(lines) and _THE_COMPANY.match(lines[number + 1].text))
        people.update(one["p"] for one in _PERSON.finditer(line.text))
        _read(found, line, grams, is_first=number == 0, told_on=told_on)
        _latin(found, line, is_first=number == 0, told_on=told_on)
    result: dict[str, EvidenceZh] = {}
    for name, seen in found.items():
        if name in people or (seen.speaker > 1 and not _SUFFIX.search(name)):
            continue
        score = seen.score
        if _HAN.search(name):
            repeats = grams(name)
            seen.count = max(seen.count, repeats)
            short = found.get(short_form(name))
            if short is not None:
                score += max(short.score, 0)  # the full name comes once, the short one after it
            score += min(repeats - 1, 4) * 0.75 + (1.5 if _SUFFIX.search(name) else 0)
            if _INVESTOR_END.search(name):
                score -= 1.5 if name[-2:] in ("银行", "銀行", "保险", "保險") else 8
            if seen.spoke * 2 >= seen.count and len(name) <= 3 and not seen.strong:
                continue
        else:
            score += min(seen.count - 1, 4) * 0.75 - (6 if _LATIN_INVESTOR.search(name) else 0)
        if name.casefold() in taken:
            score -= 5
        seen.score = score
        if score >= 2:
            result[name] = seen
    plain = {name: seen for name, seen in result.items() if seen.score >= 3}
    return plain or result, grams


def _add(
    found: dict[str, EvidenceZh], name: str, score: float, at: int, *, strong: bool = False
) -> EvidenceZh:
    seen = found.setdefault(name, EvidenceZh())
    seen.score += score if seen.count < _ENOUGH else 0
    seen.count += 1
    seen.strong |= strong
    seen.first = min(seen.first, at)
    return seen


def _read(
    found: dict[str, EvidenceZh], line: Sentence, grams: Grams, *, is_first: bool, told_on: bool
) -> None:
    """Cut one sentence and weigh what stands between the cuts."""
    text = line.text
    bonus = (1.0 if is_first else 0.0) + (1.0 if told_on else 0.0)
    end, left, described = 0, "", True
    for start, stop, word in _cuts(text):
        if 2 <= start - end <= 14:
            left, word = _edge(left, -1), _edge(word, 0)
            kind, after = _class_of(left), _class_of(word)
            # 公司 alone is "the company"; only a described one (软件公司) has its name after it.
            if kind == "kind" and not described and left in _ALONE:
                kind = "func"
            piece = text[end:start]
            _piece(found, line, piece, end, (kind, left), (after, word), grams, bonus)
        described = start > end or (left[:1] > "一" and _class_of(left) == "left")
        end, left = stop, word
    for pattern in (_LABEL, _SUBJECT):
        one = pattern.search(text)
        if one:
            name = _tidy(_CUT.split(one["n"], maxsplit=1)[0], grams)
            if pattern is _SUBJECT:
                ended = re.match(rf".{{1,6}}?{_SUFFIX.pattern[:-1]}", name)
                name = ended.group() if ended else name
            if _may_be(name):
                _add(found, name, 4, line.start + one.start("n"), strong=True)
    for one in _QUOTED.finditer(text):
        name = one["n"]
        before, after = (
            text[max(0, one.start() - 6) : one.start()],
            text[one.end() : one.end() + 12],
        )
        if not _may_be(name, quoted=True):
            continue
        if _KIND_END.search(before):
            _add(found, name, 4 + bonus, line.start + one.start("n"), strong=True)
        elif _AFTER_VERB.match(after) and (
            not before or before[-1:] in ")、,。:▍▌ " or grams(name) > 1
        ):
            _add(found, name, 2.5 + bonus, line.start + one.start("n"))


def _edge(cut: str, at: int) -> str:
    """Return a cut word, or of a row of marks the one that touches the piece."""
    return cut if not cut or cut[0].isalpha() else cut[at]


def _cuts(text: str) -> Iterator[tuple[int, int, str]]:
    for one in _CUT.finditer(text):
        yield one.start(), one.end(), one.group()
    yield len(text), len(text), ""


def _piece(
    found: dict[str, EvidenceZh],
    line: Sentence,
    piece: str,
    at: int,
    left: tuple[str, str],
    right: tuple[str, str],
    grams: Grams,
    bonus: float,
) -> None:
    text, (kind, word), (after, next_word) = line.text, left, right
    if (
        (kind in ("open", "close") and word != "】")
        or after in ("close", "kind")
        or kind == "title"
    ):
        return
    if word.isdigit() and piece[0] in "亿億万萬千百元多余餘":
        return
    held = grams.names.get(piece)
    if held is None:
        held = _tidy(piece, grams)
        grams.names[piece] = held = held if _may_be(held) else ""
    if not held:
        return
    name = held
    known = found.get(name)
    if known is not None and known.count >= _ENOUGH:
        known.count += 1
        return
    begin = at + len(piece) - len(name) if piece.endswith(name) else at
    whole = begin == at
    bulleted = at == 0 or bool(_BULLET.search(text[max(0, at - 14) : at]))
    score = 0.0
    strong = False
    if (kind == "kind" and whole) or (
        not whole and _WEAK_KIND.match(piece[len(piece) - len(name) - 2 :])
    ):
        score, strong = 2.5, True
    elif (kind == "mark" and (bulleted or word in "。,;!?:")) or word == "】":
        score = 0.5
    elif kind == "left":
        score = 0.75
    end = at + len(piece)
    if _FUNDS.match(text, end):
        _add(found, name, -2, line.start + begin)
        return
    if kind == "kind" and next_word == "了":
        return
    if after == "legal":
        score, strong = score + 3, True
    elif after in ("verb", "title"):
        weak = 0.0 if next_word in "与與和及" else 0.75
        score += 1.5 if len(next_word) > 1 or next_word in "拟擬获獲将將" else weak
    elif _NOUN_OF.match(text, end):
        score += 2
    elif next_word == ":":
        score += 2 if bulleted and at else 0.5
    elif next_word == "(" or (
        next_word == "," and _AFTER_VERB.match(text, end + 1) and grams(name) > 1
    ):
        score += 1
    elif kind not in ("kind", "left") and whole:
        return
    if after == "verb" and len(next_word) == 1 and text[end + 1 : end + 2] == "了":
        score += 1
    if score < 1:
        return
    seen = _add(found, name, score + bonus, line.start + begin, strong=strong)
    seen.owned |= word in ("子公司", "附属公司", "附屬公司")
    if after == "legal":
        seen.aliases.add(name + next_word)
    if at == 0 and next_word == ":":
        seen.speaker += 1
    if _SPOKEN.match(next_word):
        seen.spoke += 1


def _tidy(piece: str, grams: Grams) -> str:
    """Cut words for a kind of business off the left, then what is not repeated elsewhere."""
    while True:
        weak = _WEAK_KIND.search(piece)
        if not weak or _SUFFIX.fullmatch(piece[weak.end() :]):
            break
        piece = piece[weak.end() :]
    if len(piece) < 5:
        return piece
    whole = grams(piece)
    best, count = piece, whole
    for start in range(1, len(piece) - 2):
        tail = piece[start:]
        repeats = grams(tail)
        if whole == 1 and repeats > count and len(_SUFFIX.sub("", tail)) > 1:
            best, count = tail, repeats
    return best


def _may_be(name: str, *, quoted: bool = False) -> bool:
    if not 2 <= len(name) <= (10 if quoted else 9):
        return False
    core = _SUFFIX.sub("", name)
    if _COUNTED.match(name):
        return False
    return not _COMMON.search(core or name) and core != ""


def _latin(found: dict[str, EvidenceZh], line: Sentence, *, is_first: bool, told_on: bool) -> None:
    """Weigh Latin names in a Chinese sentence by what stands beside them."""
    text = line.text
    for one in _LATIN.finditer(text):
        name = one.group().rstrip(".'")
        before = text[max(0, one.start() - 6) : one.start()]
        if len(name) < 3 or re.search(rf"(?:{_TITLE})\s?$", before):
            continue
        kind = bool(_KIND_END.search(before))
        if _LATIN_NO.fullmatch(name) and not (kind and name.isalpha() and len(name) > 3):
            continue
        if _FUNDS.match(text, one.end()):
            _add(found, name, -2, line.start + one.start())
            continue
        follows = bool(_AFTER_VERB.match(text, one.end()))
        if text[one.end() : one.end() + 1] in ("与", "與", "和", "及"):
            follows = False
        if told_on and text[one.end() :].strip("。, ") == "":
            follows = True
        score = (2.5 if kind else 0) + (1.5 if follows else 0) + (1 if is_first else 0)
        if before.endswith(("的", "▌", "▌ ", "▍")) or (not before and follows):
            score += 1.5
        if score:
            _add(found, name, score, line.start + one.start(), strong=kind)


def short_form(name: str) -> str:
    """Return a Chinese name without the ending of its trade, or an empty string.

    Examples
    --------
    >>> short_form("珀流科技")
    '珀流'
    """
    short = _SHORTEN.sub("", name)
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

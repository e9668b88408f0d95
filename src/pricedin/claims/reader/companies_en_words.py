"""English words by what they say of the capitals beside them: vocabulary of `companies_en`."""

from __future__ import annotations

FUNCTION = frozenset(
    """
    a an in on at by for from with to but or as it its this that these those he she they we i
    you his her their our my your if when while after before since until although though because
    so then than there here what which who whose how why where is are was were be been will
    would has have had does did not also only just even now no nor neither either every each any
    some many most all both such about around into onto over under up down off out via per
    versus vs
""".split()
)
STOP_FIRST = FUNCTION | frozenset(
    """
    the and of one two three four five six seven eight nine ten eleven twelve fifteen twenty
    thirty forty fifty sixty ninety hundred half another other others today yesterday tomorrow
    last next new old first second third fourth final according existing earlier previous prior
    total annual revenue revenues sales net gross cash investors investor shareholders founder
    founders chief co-founder co-founders cofounder cofounders chairman chairwoman president director head ceo cfo coo cto mr mrs
    ms dr sir professor analysts people sources two-thirds roughly nearly more less between
    during despite unlike like including excluding without within through however meanwhile
    still yet instead separately asked says said say q question answer series seed round
    pre-seed pre-series funding financing valuation price ipo pre-ipo january february march
    april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed
    thu fri sat sun fy h1 h2 q1 q2 q3 q4 usd eur gbp rmb inr cny jpy hkd us uk eu usa u.s u.k
    chinese indian american british german french japanese korean european asian israeli swedish
    dutch danish swiss italian spanish canadian australian brazilian african latin nordic baltic
    irish scottish russian turkish thai indonesian vietnamese malaysian mexican polish norwegian
    finnish gulf based headquartered established founded ai arr gmv ebitda r&d hq b2b b2c saas
    api terms notes note source table key facts date amount status employees staff users
    customers loss profit debt equity stage sector lead leads participants use proceeds summary
    highlights press release contact media announcement update weekly deals deal roundup letter
    dear thank thanks yours sincerely best regards page figures year years month months week
    weeks day days quarter nine-month once having being rivals rival backers backer holders
    holder company companies shares stock nobody nothing everybody everyone anybody anyone
    somebody someone something none let few several much little good great big small early late
    long high low true yes ok well maybe perhaps indeed finally lastly firstly secondly again
    almost already always never ever often sometimes soon later apart among against across above
    below behind beyond besides beside toward towards throughout whether unless except given
    compared excl incl plus minus bankers banks lenders borrowers buyers sellers workers
    directors managers executives spokespeople spokespersons members subscribers hosts farmers
    backlog bookings billings operations operating overall average median market markets
    industry global public private internet business financial finance money capital growth
    income turnover headcount margin free please sorry remember correction corrections
    disclosure exits funds worldwide elsewhere both form item section exhibit fund portfolio
    similar number patents headquarters legal monthly website trend estimated subject re from cc
    bcc team host guest interviewer moderator transcript chart figure published updated editor
    reporter exclusive breaking analysis opinion comment rumour rumor start-up start-ups startup
    startups venture ventures tech technology health information home food fx coming mio mrd bn
    mn euro euros gwh mwh twh dollar dollars rupees yuan won yen crore lakh pounds margins
    orders prices costs rates wages demand supply inflation losses profits assets liabilities
    loans deposits premiums exports imports output production capacity volume volumes traffic
    downloads installs visits headlines critics regulators lawyers experts observers economists
    officials insiders supporters parents children women men friends management unions suppliers
    retailers merchants drivers couriers riders patients doctors students teachers players fans
    readers writers renewals retention churn burn runway cheques checks talks papers documents
    filings records accounts statements results reports data research studies surveys polls
    marketing advertising engineering logistics manufacturing trading lending banking insurance
    software hardware cloud energy solar wind retail grocery travel fashion gaming mobility
    active better worse most least twice today's this's due queries complete commercial written
    marked ask walk boring do zero overheard fourth-quarter third-quarter second-quarter
    first-quarter mid-year year-end pre-tax after-tax adjusted statutory diluted take meet consider imagine suppose stop own how look
""".split()
)
MONTHS = frozenset(
    """
    january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday
    saturday sunday
""".split()
)
PLACES = frozenset(
    """
    london beijing shanghai shenzhen berlin paris tokyo seoul mumbai bangalore bengaluru delhi
    oslo stockholm amsterdam dublin madrid zurich sydney melbourne toronto boston austin chicago
    seattle houston hangzhou munich vienna copenhagen helsinki lisbon milan rome warsaw prague
    lagos nairobi jakarta manila bangkok dubai chennai pune hyderabad singapore china india
    japan korea germany france israel sweden norway denmark finland spain italy europe asia
    africa america britain england scotland ireland australia canada brazil mexico indonesia
    vietnam thailand nigeria kenya egypt california texas york silicon valley hong kong tel aviv
    san francisco angeles los nasdaq nyse lse asx bse nse sgx hkex kosdaq kospi euronext
    frankfurt gothenburg hamburg cologne lyon barcelona geneva basel brussels antwerp rotterdam
    utrecht manchester cambridge oxford edinburgh glasgow bristol leeds kyoto osaka busan taipei
    taiwan guangzhou chengdu wuhan nanjing suzhou istanbul turkey ankara russia moscow poland
    ukraine kyiv netherlands belgium switzerland austria portugal greece athens malaysia kuala
    lumpur philippines pakistan karachi bangladesh dhaka argentina chile colombia bogota peru
    lima paulo rio janeiro morocco casablanca cairo ghana accra johannesburg cape town saudi
    arabia riyadh abu dhabi qatar doha kuwait emirates massachusetts washington oregon colorado
    denver florida miami georgia atlanta illinois ohio virginia jersey nevada vegas utah arizona
    phoenix vancouver montreal ottawa quebec auckland wellington zealand perth brisbane adelaide
    queensland malmo tallinn estonia latvia riga lithuania vilnius iceland reykjavik luxembourg
    monaco bermuda cayman mass calif southeast northeast northern southern eastern western
    central republic kingdom united states oman bahrain jordan lebanon iraq iran
    ethiopia tanzania uganda rwanda senegal zambia zimbabwe algeria tunisia mozambique angola
    namibia botswana cameroon gabon mali benin togo niger sudan somalia libya syria yemen nepal
    myanmar cambodia laos mongolia kazakhstan uzbekistan georgia armenia azerbaijan ecuador bolivia
    uruguay paraguay venezuela panama guatemala honduras nicaragua salvador cuba jamaica haiti
    dominican romania bulgaria hungary serbia croatia slovenia slovakia bosnia albania macedonia
    montenegro moldova belarus cyprus malta budapest bucharest sofia belgrade zagreb ljubljana
    bratislava krakow wroclaw gdansk brno porto valencia seville bilbao malaga turin naples bologna
    florence genoa marseille toulouse bordeaux lille nantes strasbourg grenoble graz linz
    salzburg innsbruck lausanne bern zug lucerne ghent leuven liege hague groningen aarhus odense
    malmö bergen trondheim stavanger tampere turku espoo oulu uppsala lund kampala kigali dar
    salaam addis ababa dakar abidjan kumasi ibadan abuja kano durban pretoria tunis algiers
    rabat alexandria amman beirut jeddah haifa jerusalem recife brasilia curitiba porto alegre
    belo horizonte salvador monterrey guadalajara medellin quito montevideo caracas santiago
    cordoba surabaya bandung hanoi ho chi minh saigon cebu penang phnom penh xiamen qingdao ningbo
    hefei tianjin chongqing changsha xian dalian foshan dongguan huizhou zhuhai wuxi zhengzhou
    kaohsiung hsinchu sapporo kobe nara incheon surat kanpur lucknow nagpur bhopal hosur coimbatore
    chandigarh mysore lahore islamabad colombo kathmandu tashkent almaty tbilisi yerevan baku
    columbus cleveland cincinnati indianapolis milwaukee minneapolis nashville memphis charlotte
    raleigh durham baltimore tampa orlando louis kansas portland sacramento oakland berkeley
    redmond cupertino menlo jose salt lake boulder tucson albuquerque honolulu calgary edmonton
    winnipeg waterloo aberdeen dundee belfast cardiff newcastle sheffield nottingham leicester
    liverpool birmingham bath exeter brighton norwich york coventry southampton
    potsdam dusseldorf stuttgart leipzig dresden bonn
    mannheim eindhoven delft cork halifax wales jaipur kolkata ahmedabad gurgaon gurugram noida
    kochi indore daejeon incheon yokohama nagoya fukuoka palo alto park mountain view diego
    antonio north south east west middle dallas detroit philadelphia pittsburgh brooklyn manhattan street
""".split()
)
VERBS = frozenset(
    """
    has have had is was will would could may might plans plan planned announced raised raises
    raise closed closes closing secured secures completed completes landed lands bagged bags
    nabbed nabs picked filed files valued reported reports posted posts lost loses employs
    employed serves generated booked made makes sells sold runs operates seeks seeking aims
    expects expected took takes received receives signed signs declined denied abandoned weighs
    mulls eyes nears targets turned turns grew wants priced prices lists listed launched
    launches builds develops provides offers confirmed confirms disclosed discloses held holds
    ended burned burns burnt spent spends wins won gets got nets scores snags brings brought
    attracts attracted obtained borrowed drew let hopes intends agreed set sets hits hit passed
    passes reached reaches counts counted laid cut cuts swung narrowed widened doubled tripled
    saw sees claims tells joins joined earned earns recorded records logged achieved crossed
    crosses needs welcomed welcomes banked banks grabs grabbed pockets pocketed clinches clinched mulling
    hauls hauled netted hired hires employs fired fires accepted accepts refuses refused gained trades traded went goes did does lays unveiled unveils finalised
    finalises finalized finalizes reveals revealed rounds taps tapped refinanced refinances
    values looks returned collected collects began started starts extends extended rejects
    rejected dismissed shelved tumbled sinks sank tops topped grows rushes opens begins keeps
    kept invites originated moved scans pulls pulled stood should can must exceeded served
    shipped ships adds added owns owned paid pays put puts used uses now estimates forecasts
    promises promised rattles moves averted remains became becomes clocks clocked mopped
    disbursed registered enters entered averts flies fell falls rose rises jumped jumps surged
    surges dropped drops slumped sheds carries publishes published issued issues bought buys
    merges merging acquires acquired rents lends lent averages lifted lifts trims trimmed warned
    warns swings halves halved
""".split()
)
SPEECH = frozenset(
    """
    said says told added wrote writes asks laughs replied adds emails insisted quipped explains
    explained recalled recalls joked noted called argues argued admits admitted will thinks
""".split()
)
KIND = frozenset(
    """
    start-up startup company firm maker developer platform unicorn rival competitor group
    business operator lender chain brand app specialist vendor retailer marketplace fintech
    outfit service subsidiary parent arm unit neobank manufacturer builder producer publisher
    studio carrier peer neighbour neighbor exchange scale-up biotech drugmaker carmaker
    chipmaker grocer insurtech edtech enterprise hospital site start-ups designer daughter
    supplier processor airline broadcaster hotel label installer distributor network college
    school university clinic restaurant bakery brewery called named dubbed challenger decacorn
    conglomerate shipper
""".split()
)
NO_KIND = frozenset(
    """
    fund funds investor investors backer backers broker house shareholder shareholders owner
    newspaper website magazine agency adviser advisers advisor counsel underwriter bookrunner
    tracker database regulator told investors' daily weekly per watchdog bank insurer exec
    engineer pollster fund-of-funds family financier novelist them
""".split()
)
TITLE = frozenset(
    """
    founder founders co-founder cofounder ceo cfo coo cto president chairman chairwoman chair
    executive officer director partner analyst spokesman spokeswoman spokesperson mr mrs ms dr
    professor brother brothers manager engineer exec angel guest investor rapper singer actor
    coach lawyer economist strategist banker head boss entrepreneur inventor minister senator
    judge secretary ex-ceo couple family colleague
""".split()
)
OWNED = frozenset(
    """
    revenue revenues valuation loss losses round sales funding financing investors backers
    customers users employees staff founder founders parent headcount cash board shares ipo
    listing chief last latest new series co-founder growth net annual profit deal total figures
    h1 h2 q1 q2 q3 q4 present forecast 2025 2024 2023 2022 2021 2020 arr market books
""".split()
)
MEDIA = frozenset(
    """
    reuters bloomberg cnbc techcrunch axios forbes nikkei caixin handelsblatt entrackr
    moneycontrol 36kr latepost calcalist globes dealstreetasia hkexnews mint wired fortune pitchbook
    crunchbase dealroom tracxn linkedin twitter wechat weibo facebook bbc cnn nasdaq nyse
    deloitte kpmg pwc ey google microsoft kickstarter sofr bundesanzeiger handelsregister kosdaq
    sec fda esop brent bund
""".split()
)
# Words at which a run of capitals falls apart: in headlines verbs are capitals as well, and
# tickers join a name to what is counted.
BREAK = (
    (FUNCTION - {"all", "most", "every", "each", "up", "here", "not", "even", "only"})
    | (VERBS - {"lands", "trades", "files", "taps", "eyes", "offers", "records"})
    | MONTHS
    | frozenset(
        """
    h1 h2 q1 q2 q3 q4 fy ipo spac ceo cfo coo cto eur usd gbp sek chf nok dkk jpy inr rs ngn cad
    aud hk s$ us u.s chief executive officer chairman chairwoman founder co-founder co-founders
    cofounder cofounders president
    staff shares stock employees workers losses loss profit revenue investors valuation round
    funding layoffs bid series seed ebitda arr raising raises pre-series pre-ipo the and
    correction update
""".split()
    )
)
# Codes beside figures, which look like names in capitals.
CURRENCIES = frozenset(
    """
    usd eur gbp rmb cny cnh inr jpy krw hkd sgd twd idr php thb vnd myr aud nzd cad chf sek nok
    dkk isk pln czk huf ron try ils nis zar ngn kes ghs egp mad brl mxn clp cop pen ars aed sar
    pkr bdt lkr rub uah
""".split()
)
# Words that stand for a company or a part of it and name none.
GENERIC = frozenset(
    """
    group holdings holding issuer company bank fund board management led size main home memo
    memorandum minutes agenda spac congrats congratulations sheet wire desk round investment
    christmas easter covid pandemic brexit government parliament congress treasury britons
    americans germans indians europeans internet gaap ifrs ltm ttm yoy cagr kpi llp sir
    vp svp evp cmo gpu gpus vc vcs annualised annualized previously approved slide
    appendix annex chapter
""".split()
)
RECEIVES = frozenset(
    """
    raised raises raising took takes take secured secures closed closes landed lands bagged bags
    nabbed nabs picked received receives gets got netted snags collected collects attracted
    attracts drew obtained obtains wins won scores borrowed borrows mopped brought banked
    grabs grabbed pockets pocketed hauls hauled clinches clinched completes completed
""".split()
)
RELATIVES = frozenset(
    "brother sister wife husband father mother cousin nephew niece grandson".split()
)
# Common words that begin a name if another capital follows: of an industry anywhere, the rest
# only where no sentence begins.
NAMEABLE = frozenset(
    """
    solar wind energy cloud health technology tech global home food travel fashion gaming
    mobility capital market money digital internet mobile retail grocery trading little open
    bold green blue red black white golden silver bright smart clean fresh true blood
""".split()
)
NAMEABLE_INSIDE = frozenset(
    """
    beyond one first next good great big better active high small above second third long
    another fourth every public software hardware data banking lending business financial
    finance old early all most best clear north free
""".split()
)

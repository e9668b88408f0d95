"""Countries, peoples and cities, which stand where names stand but put no money in."""

from __future__ import annotations

_PLACES = frozenset(
    """africa america argentina asia australia austria belgium brazil britain bulgaria canada chile
    china colombia croatia czechia denmark egypt england estonia ethiopia europe finland france
    germany ghana greece hungary iceland india indonesia iran iraq ireland israel italy japan jersey
    jordan kazakhstan kenya korea kuwait latvia lebanon lithuania luxembourg malaysia malta mexico
    monaco morocco netherlands nigeria norway oman pakistan peru philippines poland portugal qatar
    romania russia rwanda scotland senegal serbia singapore slovakia slovenia spain sweden
    switzerland taiwan tanzania thailand tunisia turkey uganda ukraine uruguay vietnam wales zambia
    bahrain bangladesh nepal cambodia uae usa uk us eu u.s u.k gulf bavaria california texas florida
    african american argentine argentinian asian australian austrian belgian brazilian british
    bulgarian canadian chilean chinese colombian croatian czech danish dutch egyptian english
    estonian european finnish french german ghanaian greek hungarian icelandic indian indonesian
    iranian iraqi irish israeli italian japanese jordanian kazakh kenyan korean kuwaiti latvian
    lebanese lithuanian malaysian maltese mexican moroccan nigerian norwegian pakistani peruvian
    philippine filipino polish portuguese qatari romanian russian saudi scottish serbian singaporean
    slovak slovenian spanish swedish swiss taiwanese thai tunisian turkish ugandan ukrainian
    vietnamese welsh emirati nordic baltic scandinavian bavarian californian texan
    amsterdam athens atlanta auckland austin bangalore bangkok barcelona beijing bengaluru berlin
    bogota boston brussels bucharest budapest cairo chennai chengdu chicago cologne copenhagen
    dallas delhi denver doha dubai dublin edinburgh frankfurt geneva gothenburg guangzhou hamburg
    hangzhou hanoi helsinki houston hyderabad istanbul jakarta johannesburg karachi kyiv lagos
    leeds lima lisbon london madrid manchester manila melbourne mexico miami milan montreal moscow
    mumbai munich nairobi nanjing oslo osaka oxford paris philadelphia phoenix prague pune riga
    riyadh rome rotterdam seattle seoul shanghai shenzhen sofia stockholm stuttgart suzhou sydney
    taipei tallinn tokyo toronto utrecht vancouver vienna vilnius warsaw washington wuhan zurich
    tel aviv hong kong new york san francisco los angeles sao paulo são kuala lumpur abu dhabi
    silicon valley south north east west eastern western northern southern city palo alto
    middle latin central arabia united states kingdom emirates zealand buenos aires bay area""".split()
)


def is_place(name: str) -> bool:
    """Return whether every word of a name is a place or a people.

    >>> is_place("Hong Kong"), is_place("Swiss"), is_place("Boston Capital")
    (True, True, False)
    """
    return all(word.casefold().strip(".") in _PLACES for word in name.split())

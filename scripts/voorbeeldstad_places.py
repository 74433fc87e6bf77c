"""Where the made-up city lies: its areas, districts, groups and map.

Every id begins with ``simulated-``, so that a row says what it is wherever it is copied to. The points lie in the North
Sea, where nobody lives.
"""

from __future__ import annotations

from decimal import Decimal

from wijkpeil.model.areas import Area, Group, Level, Membership
from wijkpeil.model.base import Text
from wijkpeil.model.indicators import IndicatorGroup, RedCount
from wijkpeil.model.programme import Document, MapLine, Opening, ProgrammeInfo

CITY, BOARD, FOCUS = "simulated-city", "simulated-board", "simulated-focus"
DOCUMENT = "simulated-plan"
NORTH, WEST, COLUMNS = 54.300, 3.100, 6
ROW, COLUMN = 0.006, 0.012
"""Distance of areas on the map, degrees; odd rows lie half a step to the east, and each is moved a little."""

NAMES = (
    *("Bedachtburg", "Verzinselveen", "Droomdijk", "Fabelhoek", "Nergenshuizen", "Luchtkasteelpark"),
    *("Doenalsof", "Zogenaamd", "Sprookjeskade", "Papierpolder", "Inktvlek", "Mistbankbuurt"),
    *("Schijnbaar", "Wolkenwijk", "Kabouterkwartier", "Denkbeeldig", "Ooitland", "Raadseloord"),
    *("Dikkeduimdorp", "Puzzelplein", "Spiegelbeeld", "Goochelgaarde", "Regenboogrand", "Verwegveld"),
)
DISTRICTS = (("simulated-north", "Fantasia-Noord"), ("simulated-south", "Fantasia-Zuid"))
IDS = tuple(f"simulated-{number:02}" for number in range(1, len(NAMES) + 1))
FOCUS_IDS = tuple(IDS[place] for place in (0, 1, 2, 6, 7, 8, 13, 14))
"""Eight areas that lie together: the made-up programme is about these."""
RESIDENTS = tuple(4_000 + 530 * (7 * place % 24) for place in range(len(NAMES)))


def both(dutch: str, english: str) -> Text:
    return Text(nl=dutch, en=english)


def _same(name: str) -> Text:
    return both(name, name)


def _area(place: int) -> Area:
    row, column = divmod(place, COLUMNS)
    return Area(
        id=IDS[place],
        level="buurt",
        name=_same(NAMES[place]),
        code=f"VB-{place + 1:02}",
        lat=round(NORTH - ROW * row + 0.0004 * (place * 5 % 4), 4),
        lon=round(WEST + COLUMN * (column + row % 2 / 2) + 0.0007 * (place * 3 % 4), 4),
        residents=RESIDENTS[place],
        residents_year=2010,
        note=both("Verzonnen gebied.", "Made-up area."),
    )


def _level(id: str, singular: tuple[str, str], plural: tuple[str, str], article: tuple[str, str]) -> Level:
    return Level(id=id, name=both(*singular), plural=both(*plural), article=both(*article))


AREAS = (
    *(_area(place) for place in range(len(NAMES))),
    *(Area(id=id, level="district", name=_same(name)) for id, name in DISTRICTS),
    Area(id=CITY, level="stad", name=both("Voorbeeldstad (gesimuleerd)", "Voorbeeldstad (simulated)")),
)
GROUPS = (
    Group(
        id=BOARD,
        name=both("Alle verzonnen buurten", "All made-up neighbourhoods"),
        level="buurt",
        called=both("de verzonnen buurten", "the made-up neighbourhoods"),
    ),
    Group(
        id=FOCUS,
        name=both("De acht voorbeeldbuurten", "The eight example neighbourhoods"),
        level="buurt",
        called=both("de acht voorbeeldbuurten", "the eight example neighbourhoods"),
    ),
)
MEMBERSHIPS = (
    *(Membership(child=id, parent=BOARD, weight=Decimal(1)) for id in IDS),
    *(Membership(child=id, parent=FOCUS, weight=Decimal(1)) for id in FOCUS_IDS),
    *(Membership(child=id, parent=DISTRICTS[place // 12][0], weight=Decimal(1)) for place, id in enumerate(IDS)),
    *(Membership(child=id, parent=CITY, weight=Decimal(1)) for id, _ in DISTRICTS),
)

SAID = ("simulated-safe", "simulated-content", "simulated-moving")
KEPT = ("simulated-work", "simulated-school", "simulated-reports")
INFO = ProgrammeInfo(
    id="voorbeeldstad",
    name=both("Voorbeeldstad (gesimuleerd)", "Voorbeeldstad (simulated)"),
    city=CITY,
    language="nl",
    introduction=both(
        "Voorbeeldstad bestaat niet. Gebieden, cijfers, doelen en geld zijn verzonnen, om te laten zien wat een "
        "programma na vier jaar van zichzelf kan weten.",
        "Voorbeeldstad does not exist. Areas, figures, targets and money are made up, to show what a programme can "
        "know of itself after four years.",
    ),
    main_document=DOCUMENT,
    documents=(
        Document(
            id=DOCUMENT,
            title=both("Verzonnen plan van Voorbeeldstad", "Made-up plan of Voorbeeldstad"),
            short=both("verzonnen plan", "made-up plan"),
            publisher="Wijkpeil",
            licence=both("Verzonnen; vrij te gebruiken (CC0 1.0).", "Made up; free to use (CC0 1.0)."),
        ),
    ),
    board_group=BOARD,
    levels=(
        _level("buurt", ("buurt", "neighbourhood"), ("buurten", "neighbourhoods"), ("de", "a")),
        _level("district", ("district", "district"), ("districten", "districts"), ("het", "a")),
        _level("stad", ("stad", "city"), ("steden", "cities"), ("de", "a")),
    ),
    indicator_groups=(
        IndicatorGroup(
            id="simulated-said",
            name=both("Wat bewoners zeggen (gesimuleerd)", "What residents say (simulated)"),
            indicators=SAID,
        ),
        IndicatorGroup(
            id="simulated-kept",
            name=both("Wat registers zeggen (gesimuleerd)", "What registers say (simulated)"),
            indicators=KEPT,
        ),
    ),
    counts=(
        RedCount(id="simulated-reds", name=both("Rood (gesimuleerd)", "Red (simulated)"), indicators=(*SAID, *KEPT)),
    ),
    openings=(
        Opening(up_to=0, name=both("staat er in dit verzinsel goed voor", "is doing well in this fiction")),
        Opening(up_to=3, name=both("wisselt in dit verzinsel", "is mixed in this fiction")),
        Opening(up_to=6, name=both("staat in dit verzinsel onder druk", "is under pressure in this fiction")),
    ),
    map_lines=(
        MapLine(
            id="simulated-river",
            name=both("De Verzonnen Aa", "The made-up Aa"),
            points=((54.2770, 3.09), (54.2785, 3.13), (54.2770, 3.18)),
            width_m=180,
        ),
    ),
    simulated=True,
)

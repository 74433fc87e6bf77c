"""A programme around a table: no more than a board needs."""

from __future__ import annotations

from decimal import Decimal

from wijkpeil.loading.hashing import release_checksum
from wijkpeil.model.areas import Area, Group, Level, Membership
from wijkpeil.model.base import Text
from wijkpeil.model.figures import Observation, Release
from wijkpeil.model.indicators import Indicator, IndicatorGroup
from wijkpeil.model.ledger import Theme
from wijkpeil.model.programme import Definitions, Document, Ledger, Programme, ProgrammeInfo, ReleasedFigures

LEVEL = "row"
"""Level of the areas that are rows of a table."""
_OWN = "table"
_WHOLE = "the-whole-table"
_TABLE = Text(nl="Tabel", en="Table")


def plain_programme(
    title: str, areas: tuple[Area, ...], indicators: tuple[Indicator, ...], observations: tuple[Observation, ...]
) -> Programme:
    """Return a programme whose board holds ``areas`` as rows and ``indicators`` as columns, in their order."""
    whole = Area(id=_WHOLE, level="whole", name=Text(nl="Alle gebieden", en="All areas"))
    definitions = Definitions(
        info=_info(title, indicators),
        areas=(*areas, whole),
        groups=(Group(id=_OWN, name=_TABLE, level=LEVEL),),
        memberships=tuple(Membership(child=area.id, parent=_OWN, weight=Decimal(1)) for area in areas),
        indicators=indicators,
    )
    release = Release(id=_OWN, title=Text(nl=title, en=title), document=_OWN)
    released = ReleasedFigures(release=release, observations=observations, checksum=release_checksum(observations))
    themes = (Theme(id=_OWN, name=_TABLE, main=False),)
    return Programme(definitions=definitions, ledger=Ledger(themes=themes), releases=(released,))


def _info(title: str, indicators: tuple[Indicator, ...]) -> ProgrammeInfo:
    name = Text(nl=title, en=title)
    unsaid = Text(nl="niet vermeld", en="not stated")
    return ProgrammeInfo(
        id=_OWN,
        name=name,
        city=_WHOLE,
        language="nl",
        introduction=Text(nl="Een tabel, gekleurd met haar grenzen.", en="A table, coloured by its borders."),
        main_document=_OWN,
        documents=(Document(id=_OWN, title=name, short=_TABLE, publisher="", licence=unsaid),),
        board_group=_OWN,
        levels=(
            Level(id=LEVEL, name=Text(nl="gebied", en="area"), plural=Text(nl="gebieden", en="areas")),
            Level(id="whole", name=Text(nl="geheel", en="whole"), plural=Text(nl="gehelen", en="wholes")),
        ),
        indicator_groups=(
            IndicatorGroup(id=_OWN, name=_TABLE, indicators=tuple(indicator.id for indicator in indicators)),
        ),
    )

"""Areas, the levels they stand at, the groups they form and who belongs to what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from wijkpeil.model.base import Text, record


@record
class Level:
    """A kind of area, such as a postcode area, a neighbourhood or a city."""

    id: str
    """Id, such as ``pc4``."""
    name: Text
    """Singular, as on a page: *postcodegebied*."""
    plural: Text
    """Plural: *postcodegebieden*."""
    article: Text | None = None
    """Article of the singular: *de* or *het*, in English *a* or *an*; empty: *de*, *a*."""


@record
class Area:
    """A piece of the city at one level."""

    id: str
    """Unique over all levels; for a postcode area its true four digits."""
    level: str
    """Id of a level in ``programme.yaml``."""
    name: Text
    """Name as on a page."""
    short_name: Text | None = None
    """A shorter name for maps and phones, where the name is long."""
    code: str = ""
    """Official code, such as the true postcode; empty where the area has none."""
    printed_code: str = ""
    """The code as the source prints it, where it differs from the true one."""
    lat: float | None = None
    """Latitude of a point in the area, degrees north (WGS84)."""
    lon: float | None = None
    """Longitude of the same point, degrees east (WGS84)."""
    residents: int | None = None
    """Number of residents, where known; with ``residents_year``."""
    residents_year: int | None = None
    """Year the number of residents belongs to."""
    valid_from: date | None = None
    """First day of this area's existence; empty: always."""
    valid_to: date | None = None
    """Last day of this area's existence; empty: still there."""
    lines: str = ""
    """Lines of the main source that name the area, such as ``1606`` or ``26-27; 228``."""
    note: Text | None = None
    """What a reader must know, such as a code printed twice."""


@record
class Group:
    """A named set of areas, such as the areas of the application or the Krachtwijken."""

    id: str
    """Id."""
    name: Text
    """Name as on a page."""
    level: str
    """Level of the areas in it."""
    called: Text | None = None
    """What its areas are called in a sentence, with the article: *de zeven Krachtwijken*; empty: its name."""
    lines: str = ""
    """Lines of the main source."""
    note: Text | None = None
    """What the set means and who drew it up."""


@record
class Membership:
    """A child belongs to a parent: an area to a larger area, or an area to a group."""

    child: str
    """Id of an area."""
    parent: str
    """Id of an area at another level, or of a group."""
    weight: Decimal | None = None
    """Share of the child that belongs to the parent, 0 to 1; 1 for a whole one; empty: unknown, for a split child."""
    inferred: bool = False
    """True where no source prints it; pages then say so."""
    valid_from: date | None = None
    """First day."""
    valid_to: date | None = None
    """Last day."""
    lines: str = ""
    """Lines of the main source."""
    note: Text | None = None
    """How the parts relate, where it is not one to one."""

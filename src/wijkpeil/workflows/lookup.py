"""Find areas, groups and who belongs to what, in one programme, without searching its lists each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wijkpeil.errors import NotFound
from wijkpeil.model.areas import Area, Group, Membership
from wijkpeil.model.indicators import Indicator
from wijkpeil.model.programme import Definitions, Programme


@dataclass(frozen=True, slots=True)
class Lookup:
    """The areas of a programme by id, and their hierarchies; order is always that of the file of areas.

    An area can have several parents, at several levels. A ring among memberships is a fault of the folder and is
    walked once.
    """

    definitions: Definitions
    areas: Mapping[str, Area]
    groups: Mapping[str, Group]
    indicators: Mapping[str, Indicator]
    up: Mapping[str, tuple[Membership, ...]]
    """Memberships by child."""
    printed: Mapping[str, tuple[Membership, ...]]
    """The same without those that are inferred."""
    down: Mapping[str, tuple[str, ...]]
    """Ids of children by parent, an area or a group."""
    row_places: Mapping[str, int]
    """Place of each of the board's areas among them."""
    within: Mapping[str, tuple[str, ...]]
    """Ids of the board's areas by what holds them: each row itself, the areas around it, and the groups of these."""

    @classmethod
    def of(cls, programme: Programme) -> Lookup:
        """Read a programme once."""
        definitions = programme.definitions
        areas = {area.id: area for area in definitions.areas}
        order = {area: place for place, area in enumerate(areas)}
        up: dict[str, list[Membership]] = {}
        down: dict[str, list[str]] = {}
        for membership in definitions.memberships:
            up.setdefault(membership.child, []).append(membership)
            down.setdefault(membership.parent, []).append(membership.child)
        down = {
            parent: sorted(dict.fromkeys(many), key=lambda child: order.get(child, len(order)))
            for parent, many in down.items()
        }
        within: dict[str, list[str]] = {}
        for row in down.get(definitions.info.board_group, ()):
            for holder in _upwards(row, up):
                within.setdefault(holder, []).append(row)
        return cls(
            definitions=definitions,
            areas=areas,
            groups={group.id: group for group in definitions.groups},
            indicators={indicator.id: indicator for indicator in definitions.indicators},
            up={child: tuple(many) for child, many in up.items()},
            printed={child: tuple(one for one in many if not one.inferred) for child, many in up.items()},
            down={parent: tuple(many) for parent, many in down.items()},
            row_places={row: place for place, row in enumerate(down.get(definitions.info.board_group, ()))},
            within={holder: tuple(many) for holder, many in within.items()},
        )

    def area(self, area: str) -> Area:
        """Give an area.

        Raises:
            NotFound: there is no area of that id.
        """
        try:
            return self.areas[area]
        except KeyError:
            raise NotFound(f"there is no area {area!r}") from None

    def rows(self) -> tuple[str, ...]:
        """Give the ids of the board's areas."""
        return self.members(self.definitions.info.board_group)

    def members(self, group: str) -> tuple[str, ...]:
        """Give the ids of the areas in a group; none where there is no such group."""
        return self.down.get(group, ())

    def children(self, area: str) -> tuple[str, ...]:
        """Give the ids of the areas directly in an area."""
        return self.down.get(area, ())

    def parents(self, area: str, level: str | None = None) -> tuple[str, ...]:
        """Give the ids of the areas that hold this one directly, at one level or at all."""
        holders = (membership.parent for membership in self.up.get(area, ()))
        return tuple(holder for holder in holders if holder in self.areas and level in (None, self.areas[holder].level))

    def ancestors(self, area: str) -> tuple[str, ...]:
        """Give the ids of all areas that hold this one, directly or through others, nearest first."""
        return tuple(one for one in _upwards(area, self.up) if one != area and one in self.areas)

    def at_level(self, area: str, level: str) -> tuple[str, ...]:
        """Give the area itself or the areas that hold it, at one level."""
        return tuple(
            one for one in (area, *self.ancestors(area)) if one in self.areas and self.areas[one].level == level
        )

    def groups_of(self, area: str) -> tuple[str, ...]:
        """Give the ids of the groups that hold the area or an area around it."""
        return tuple(one for one in _upwards(area, self.up) if one in self.groups)

    def holders(self, area: str) -> tuple[str, ...]:
        """Give the area, all areas around it, and all groups that hold any of these."""
        return tuple(_upwards(area, self.up))

    def meets(self, area: str, others: Iterable[str]) -> bool:
        """Tell whether an area lies in one of the others, holds one, or shares a row of the board with one.

        Only memberships that a source prints count, so that what rests on an inferred one alone can be told apart.
        """
        held = _upwards(area, self.printed)
        rows = [up for row in self.rows_within(area) if area in (up := _upwards(row, self.printed))]
        return any(
            one in held or area in _upwards(one, self.printed) or any(one in up for up in rows) for one in others
        )

    def rows_within(self, holder: str) -> tuple[str, ...]:
        """Give the board's areas that an area or a group holds, or the area itself where it is one."""
        return self.within.get(holder, ())

    def rows_of(self, holders: Iterable[str]) -> tuple[str, ...]:
        """Give the board's areas that any of some areas or groups holds."""
        held = {row for holder in holders for row in self.rows_within(holder)}
        return tuple(sorted(held, key=self.row_places.__getitem__))


def _upwards(area: str, up: Mapping[str, Iterable[Membership]]) -> dict[str, None]:
    """Walk from an area to all that holds it, nearest first, itself included."""
    found = {area: None}
    waiting = [area]
    while waiting:
        for membership in up.get(waiting.pop(0), ()):
            if membership.parent not in found:
                found[membership.parent] = None
                waiting.append(membership.parent)
    return found

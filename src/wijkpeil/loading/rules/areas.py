"""Areas, memberships and what there is in areas: points on the globe, periods that run forward, no circles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from wijkpeil.errors import Fault
from wijkpeil.loading.content import Content
from wijkpeil.loading.nodes import Raw
from wijkpeil.model.areas import Area, Group, Membership

_LIMITS = (("lat", 90), ("lon", 180))
_WITH_PERIODS = ("areas", "memberships", "facilities", "zones", "hotspots", "area_plans", "capacities")


def points_lie_on_the_globe(content: Content) -> Iterator[Fault]:
    """A latitude is at most 90 degrees and a longitude 180; one does not come without the other."""
    for raw, area in content.built("areas", "lat", "lon"):
        for name, limit in _LIMITS:
            value = getattr(area, name)
            if value is not None and not -limit <= value <= limit:
                message = f"{value} is no {'latitude' if name == 'lat' else 'longitude'}."
                yield raw.fault((name,), message, f"Write degrees between -{limit} and {limit} (WGS84).")
        if (area.lat is None) != (area.lon is None):
            missing = "lat" if area.lat is None else "lon"
            yield raw.fault((missing,), "A point needs both lat and lon.", "Fill both, or neither.")
    for raw, info in content.built("programme", "map_lines"):
        for number, line in enumerate(info.map_lines):
            for each, (lat, lon) in enumerate(line.points):
                if not (-90 <= lat <= 90 and -180 <= lon <= 180):
                    path = ("map_lines", number, "points", each)
                    yield raw.fault(path, f"[{lat}, {lon}] is no point.", "Write [latitude, longitude] in degrees.")


def periods_run_forward(content: Content) -> Iterator[Fault]:
    """What is valid from a day is not valid to an earlier one."""
    for kind in _WITH_PERIODS:
        for raw, each in content.built(kind, "valid_from", "valid_to"):
            if each.valid_from and each.valid_to and each.valid_to < each.valid_from:
                message = f"It ends on {each.valid_to}, before it starts on {each.valid_from}."
                yield raw.fault(("valid_to",), message, "Correct one of the two days.")


def weights_are_shares(content: Content) -> Iterator[Fault]:
    """A weight lies between 0 and 1."""
    for raw, each in content.built("memberships", "weight"):
        if each.weight is not None and not 0 <= each.weight <= 1:
            message = f"The weight {each.weight} is no share."
            yield raw.fault(("weight",), message, "Write a number from 0 to 1: the part that belongs to the parent.")


def weights_add_up(content: Content) -> Iterator[Fault]:
    """At no moment do the shares of an area over the parents of one level add up to more than 1."""
    level = {area.id: area.level for area in content.records("areas", "id", "level")}
    families: dict[tuple[str, str], list[tuple[Raw, Membership]]] = defaultdict(list)
    for raw, each in content.built("memberships", "child", "parent", "weight", "valid_from", "valid_to"):
        if each.parent in level and each.weight is not None and 0 <= each.weight <= 1:
            families[each.child, level[each.parent]].append((raw, each))
    for (child, parents), family in families.items():
        for raw, each in family:
            moment = each.valid_from or date.min
            total = sum((other.weight or Decimal(0) for _, other in family if _holds(other, moment)), Decimal(0))
            if total > 1:
                message = f"The weights of {child} over its parents of level {parents} add up to {total}, more than 1."
                yield raw.fault(("weight",), message, "Lower them, or leave empty those that are not known.")
                break


def _holds(membership: Membership, moment: date) -> bool:
    return (membership.valid_from or date.min) <= moment <= (membership.valid_to or date.max)


def memberships_fit_levels(content: Content) -> Iterator[Fault]:
    """A parent area stands at another level than its child; a group holds areas of its own level."""
    levels = {level.id for info in content.records("programme", "levels") for level in info.levels}
    area: dict[str, Area] = {each.id: each for each in content.records("areas", "id", "level") if each.level in levels}
    group: dict[str, Group] = {each.id: each for each in content.records("groups", "id", "level")}
    for raw, each in content.built("memberships", "child", "parent"):
        child, parent = area.get(each.child), area.get(each.parent)
        if child is not None and parent is not None and child.level == parent.level and child.id != parent.id:
            message = f"{child.id} and {parent.id} stand at the same level, {child.level}."
            yield raw.fault(("parent",), message, "Name a parent at another level, or a group.")
        named = group.get(each.parent)
        if child is not None and named is not None and child.level != named.level:
            message = f"The group {named.id} holds areas of level {named.level}, and {child.id} is a {child.level}."
            yield raw.fault(("child",), message, "Name an area of that level, or correct the group's level.")


def memberships_are_given_once(content: Content) -> Iterator[Fault]:
    """The same child and parent are not given twice for the same start."""
    seen: dict[tuple[str, str, date | None], int] = {}
    for raw, each in content.built("memberships", "child", "parent", "valid_from"):
        key = (each.child, each.parent, each.valid_from)
        if key in seen:
            message = f"{each.child} under {each.parent} was given already, on line {seen[key]}."
            yield raw.fault(("child",), message, "Keep one of the two rows.")
        seen.setdefault(key, raw.node.line)


def memberships_form_no_circle(content: Content) -> Iterator[Fault]:
    """No area belongs to itself, not even through others."""
    parents: dict[str, list[tuple[str, Raw]]] = defaultdict(list)
    for raw, each in content.built("memberships", "child", "parent"):
        parents[each.child].append((each.parent, raw))
    done: set[str] = set()
    for start in parents:
        yield from _circles(start, parents, done)


def _circles(start: str, parents: dict[str, list[tuple[str, Raw]]], done: set[str]) -> Iterator[Fault]:
    """Walk up from ``start`` without recursion; a parent met on the way there closes a circle."""
    trail, pending = [start], [iter(parents.get(start, ()))]
    while pending:
        parent, raw = next(pending[-1], ("", None))
        if raw is None:
            done.add(trail.pop())
            pending.pop()
        elif parent in trail:
            circle = " → ".join([*trail[trail.index(parent) :], parent])
            yield raw.fault(("parent",), f"The memberships run in a circle: {circle}.", "Remove one of them.")
        elif parent not in done:
            trail.append(parent)
            pending.append(iter(parents.get(parent, ())))


def board_has_rows(content: Content) -> Iterator[Fault]:
    """The group that gives the board its rows has members."""
    groups = {group.id for group in content.records("groups", "id")}
    for raw, info in content.built("programme", "board_group"):
        members = [each for each in content.of("memberships") if each.plain.get("parent") == info.board_group]
        if info.board_group in groups and not members and "memberships" not in content.unread:
            message = f"No area belongs to {info.board_group}, so that the board has no rows."
            yield raw.fault(("board_group",), message, "Add its areas to memberships.csv.", "warning")

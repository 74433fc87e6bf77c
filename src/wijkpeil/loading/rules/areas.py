"""Areas, memberships and what there is in areas: points on the globe, periods that run forward, no circles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from wijkpeil.errors import Fault, say
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
                message = say(
                    "{value} is no {coordinate}.",
                    value=value,
                    coordinate=say("latitude") if name == "lat" else say("longitude"),
                )
                yield raw.fault(
                    (name,), message, say("Write degrees between -{limit} and {limit} (WGS84).", limit=limit)
                )
        if (area.lat is None) != (area.lon is None):
            missing = "lat" if area.lat is None else "lon"
            yield raw.fault((missing,), say("A point needs both lat and lon."), say("Fill both, or neither."))
    for raw, info in content.built("programme", "map_lines"):
        for number, line in enumerate(info.map_lines):
            for each, (lat, lon) in enumerate(line.points):
                if not (-90 <= lat <= 90 and -180 <= lon <= 180):
                    path = ("map_lines", number, "points", each)
                    yield raw.fault(
                        path,
                        say("[{lat}, {lon}] is no point.", lat=lat, lon=lon),
                        say("Write [latitude, longitude] in degrees."),
                    )


def periods_run_forward(content: Content) -> Iterator[Fault]:
    """What is valid from a day is not valid to an earlier one."""
    for kind in _WITH_PERIODS:
        for raw, each in content.built(kind, "valid_from", "valid_to"):
            if each.valid_from and each.valid_to and each.valid_to < each.valid_from:
                message = say(
                    "It ends on {valid_to}, before it starts on {valid_from}.",
                    valid_to=each.valid_to,
                    valid_from=each.valid_from,
                )
                yield raw.fault(("valid_to",), message, say("Correct one of the two days."))


def weights_are_shares(content: Content) -> Iterator[Fault]:
    """A weight lies between 0 and 1."""
    for raw, each in content.built("memberships", "weight"):
        if each.weight is not None and not 0 <= each.weight <= 1:
            message = say("The weight {weight} is no share.", weight=each.weight)
            yield raw.fault(
                ("weight",), message, say("Write a number from 0 to 1: the part that belongs to the parent.")
            )


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
                message = say(
                    "The weights of {child} over its parents of level {level} add up to {total}, more than 1.",
                    child=child,
                    level=parents,
                    total=total,
                )
                yield raw.fault(("weight",), message, say("Lower them, or leave empty those that are not known."))
                break


def _holds(membership: Membership, moment: date) -> bool:
    return (membership.valid_from or date.min) <= moment <= (membership.valid_to or date.max)


def memberships_fit_levels(content: Content) -> Iterator[Fault]:
    """A parent area stands at another level than its child; a group holds areas of its own level."""
    levels = {level.id for info in content.records("programme", "levels") for level in info.levels}
    area: dict[str, Area] = {each.id: each for each in content.records("areas", "id", "level") if each.level in levels}
    group: dict[str, Group] = {
        each.id: each for each in content.records("groups", "id", "level") if each.level in levels
    }
    for raw, each in content.built("memberships", "child", "parent"):
        child, parent = area.get(each.child), area.get(each.parent)
        if child is not None and parent is not None and child.level == parent.level and child.id != parent.id:
            message = say(
                "{child} and {parent} stand at the same level, {level}.",
                child=child.id,
                parent=parent.id,
                level=child.level,
            )
            yield raw.fault(("parent",), message, say("Name a parent at another level, or a group."))
        named = group.get(each.parent)
        if child is not None and named is not None and child.level != named.level:
            message = say(
                "The group {group} holds areas of level {level}, and {child} is a {other}.",
                group=named.id,
                level=named.level,
                child=child.id,
                other=child.level,
            )
            yield raw.fault(("child",), message, say("Name an area of that level, or correct the group's level."))


def memberships_are_given_once(content: Content) -> Iterator[Fault]:
    """The same child and parent are not given twice for the same start."""
    seen: dict[tuple[str, str, date | None], int] = {}
    for raw, each in content.built("memberships", "child", "parent", "valid_from"):
        key = (each.child, each.parent, each.valid_from)
        if key in seen:
            message = say(
                "{child} under {parent} was given already, on line {line}.",
                child=each.child,
                parent=each.parent,
                line=seen[key],
            )
            yield raw.fault(("child",), message, say("Keep one of the two rows."))
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
            yield raw.fault(
                ("parent",),
                say("The memberships run in a circle: {circle}.", circle=circle),
                say("Remove one of them."),
            )
        elif parent not in done:
            trail.append(parent)
            pending.append(iter(parents.get(parent, ())))


def board_has_rows(content: Content) -> Iterator[Fault]:
    """The group that gives the board its rows has members."""
    groups = {group.id for group in content.records("groups", "id")}
    for raw, info in content.built("programme", "board_group"):
        members = [each for each in content.of("memberships") if each.plain.get("parent") == info.board_group]
        if info.board_group in groups and not members and "memberships" not in content.unread:
            message = say("No area belongs to {group}, so that the board has no rows.", group=info.board_group)
            yield raw.fault(("board_group",), message, say("Add its areas to memberships.csv."), "warning")

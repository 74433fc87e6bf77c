"""What makes up the board: groups of indicators, counts of red, and what is printed of them."""

from __future__ import annotations

from collections.abc import Iterator

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content
from wijkpeil.model.indicators import RedCount


def indicator_groups_cover_all(content: Content) -> Iterator[Fault]:
    """Each indicator stands in one column of the board, and in one only."""
    for raw, info in content.built("programme", "indicator_groups"):
        seen: dict[str, str] = {}
        for number, group in enumerate(info.indicator_groups):
            for each, indicator in enumerate(group.indicators):
                if indicator in seen:
                    path = ("indicator_groups", number, "indicators", each)
                    message = say(
                        "{indicator} stands already in the group {group}.",
                        indicator=indicator,
                        group=seen[indicator],
                    )
                    yield raw.fault(path, message, say("Keep it in one of the groups."))
                seen.setdefault(indicator, group.id)
        for entry in content.of("indicators"):
            own = entry.plain.get("id")
            if isinstance(own, str) and own not in seen:
                message = say("The indicator {id} stands in no group, so that the board does not show it.", id=own)
                remedy = say("Add it under indicator_groups in programme.yaml.")
                yield entry.raw.fault(("id",), message, remedy, "warning")


def counts_are_sound(content: Content) -> Iterator[Fault]:
    """A count has a factor of at least 1 and counts no indicator twice."""
    for raw, info in content.built("programme", "counts"):
        for number, count in enumerate(info.counts):
            if count.factor < 1:
                message = say(
                    "The factor {factor} of the count {count} counts nothing.", factor=count.factor, count=count.id
                )
                yield raw.fault(("counts", number, "factor"), message, say("Write 1 or more."))
            for each, indicator in enumerate(count.indicators):
                if indicator in count.indicators[:each]:
                    path = ("counts", number, "indicators", each)
                    yield raw.fault(
                        path,
                        say("{indicator} is counted twice.", indicator=indicator),
                        say("Name it once; the factor multiplies."),
                    )


def openings_rise(content: Content) -> Iterator[Fault]:
    """Openings stand in rising order of the number of reds they go up to."""
    for raw, info in content.built("programme", "openings"):
        for number, opening in enumerate(info.openings):
            if number and opening.up_to <= info.openings[number - 1].up_to:
                message = say(
                    "The opening up to {up_to} follows one up to {before}.",
                    up_to=opening.up_to,
                    before=info.openings[number - 1].up_to,
                )
                yield raw.fault(("openings", number, "up_to"), message, say("Put the openings in rising order."))


def published_counts_can_be(content: Content) -> Iterator[Fault]:
    """A printed count is one that the counting could give; where not, the source may still print it."""
    counts: dict[str, RedCount] = {
        count.id: count for info in content.records("programme", "counts") for count in info.counts
    }
    for raw, each in content.built("published_counts", "count", "printed"):
        count = counts.get(each.count)
        if count is None or count.factor < 1:
            continue
        most = len(count.indicators) * count.factor
        remedy = say("Compare it with the source; keep it where the source prints it so.")
        if not 0 <= each.printed <= most:
            message = say(
                "The count {count} can be 0 to {most}, and {printed} is printed.",
                count=count.id,
                most=most,
                printed=each.printed,
            )
            yield raw.fault(("printed",), message, remedy, "warning")
        elif each.printed % count.factor:
            message = say(
                "{printed} is no multiple of the factor {factor} of the count {count}.",
                printed=each.printed,
                factor=count.factor,
                count=count.id,
            )
            yield raw.fault(("printed",), message, remedy, "warning")


def published_counts_are_given_once(content: Content) -> Iterator[Fault]:
    """An area has one printed number per count."""
    seen: dict[tuple[str, str], int] = {}
    for raw, each in content.built("published_counts", "count", "area"):
        key = (each.count, each.area)
        if key in seen:
            message = say(
                "The count {count} of {area} was given already, on line {line}.",
                count=each.count,
                area=each.area,
                line=seen[key],
            )
            yield raw.fault(("area",), message, say("Keep one of the two rows."))
        seen.setdefault(key, raw.node.line)

"""What is done about signals: once for each figure, and complete for the state that it is in."""

from __future__ import annotations

from collections.abc import Iterator

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content
from wijkpeil.loading.nodes import Raw
from wijkpeil.model.watch import Handling


def handlings_are_given_once(content: Content) -> Iterator[Fault]:
    """The signals of one indicator in one area are handled in one record."""
    first: dict[tuple[str, str], str] = {}
    for raw, each in content.built("handlings", "id", "area", "indicator"):
        own = first.setdefault((each.area, each.indicator), each.id)
        if own != each.id:
            message = say(
                "The signals of {indicator} in {area} are handled twice; {id} does so as well.",
                indicator=each.indicator,
                area=each.area,
                id=own,
            )
            yield raw.fault(("indicator",), message, say("Keep one of them."))


def handlings_fit_their_state(content: Content) -> Iterator[Fault]:
    """What is closed says why, what is assigned says to whom, and nothing says more than its state has."""
    for raw, each in content.built("handlings", "state", "reason", "due", "owner"):
        yield from _misfits(raw, each)


def _misfits(raw: Raw, each: Handling) -> Iterator[Fault]:
    if each.state == "closed" and each.reason is None:
        yield raw.fault(("reason",), say("It is closed, and does not say why."), say("Choose a reason."))
    if each.state != "closed" and each.reason is not None:
        message = say("It has a reason for closing, and is not closed.")
        yield raw.fault(("reason",), message, say("Close it, or leave the reason empty."))
    if each.state == "assigned" and each.owner is None:
        message = say("It is assigned, and does not say to whom.")
        yield raw.fault(("owner",), message, say("Name the partner that is to look at it."))
    if each.state != "assigned" and each.due is not None:
        message = say("It has a last day, and is not assigned to anybody.")
        yield raw.fault(("due",), message, say("Assign it, or leave the day empty."))

"""Deciding what is done about a figure that stands out: which decisions this person may take, with what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import override

from wijkpeil.errors import Fault
from wijkpeil.ledger.models import REGISTERS
from wijkpeil.ledger.reading import may_read
from wijkpeil.ledger.rights import Subject, may
from wijkpeil.ledger.services.handlings import handling_of
from wijkpeil.ledger.subjects import subject_of, subject_of_cells
from wijkpeil.model.base import record
from wijkpeil.model.watch import Handling
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.handling_words import reason_words
from wijkpeil.pages.names import names_of
from wijkpeil.pages.signal import line_of
from wijkpeil.pages.watch_rows import WatchRow, watch_row
from wijkpeil.pages.work.choices import title_of
from wijkpeil.pages.work.desk import Desk
from wijkpeil.pages.work.faulting import fault_text
from wijkpeil.pages.work.words import field_words

REGISTER = "handlings"
TYPED = ("note", "partner", "due", "reason", "why")
"""What the forms ask for."""


@record
class Decision:
    """The page on which it is decided."""

    area: str
    indicator: str
    row: WatchRow
    revision: int
    """Revision of the record; 0 where there is none yet."""
    record_id: str
    may_decide: bool
    """Whether this person may acknowledge and close it."""
    partners: tuple[tuple[str, str], ...]
    """Partners to whom this person may assign it, by id and name; none where they may not."""
    reasons: tuple[tuple[str, str], ...]
    typed: Mapping[str, str]
    act: str
    """What was sent and not taken; empty at first."""
    faults: tuple[str, ...]
    note_hint: str

    @property
    def may_anything(self) -> bool:
        """Whether there is any decision that this person may take."""
        return self.may_decide or bool(self.partners)


def decision_page(
    desk: Desk,
    context: ViewContext,
    area: str,
    indicator: str,
    *,
    typed: Mapping[str, str] | None = None,
    act: str = "",
    faults: Sequence[Fault] = (),
) -> Decision:
    """Show what can be decided about the signals of a figure.

    Raises:
        NotFound: nothing stands out there, and nothing was done about it.
    """
    line = line_of(context, area, indicator)
    each = handling_of(desk.programme, area, indicator)
    if each is not None and not may_read(desk.actor, desk.id, REGISTER, each):
        each = None
    subject = _subject(desk, each, area)
    action = "record_revise" if each is not None else "record_add"
    allowed = may(desk.actor, action, subject)
    with override(desk.language):
        return Decision(
            area=area,
            indicator=indicator,
            row=watch_row(context, line, names_of(context, desk.language), desk.language),
            revision=_revision(desk, each),
            record_id=each.id if each is not None else "",
            may_decide=allowed,
            partners=_partners(desk, subject, known=each is not None),
            reasons=tuple(reason_words().items()),
            typed=_typed(each) if typed is None else typed,
            act=act,
            faults=tuple(fault_text(fault, desk.language) for fault in faults),
            note_hint=field_words(REGISTER, "note", desk.language).hint,
        )


def _typed(each: Handling | None) -> dict[str, str]:
    """Return what the forms start with: what was noted before stays, unless it is changed."""
    return {**dict.fromkeys(TYPED, ""), "note": each.note if each is not None else ""}


def _subject(desk: Desk, each: Handling | None, area: str) -> Subject:
    if each is not None:
        return subject_of(desk.programme, REGISTER, each)
    return subject_of_cells(desk.programme, REGISTER, {"area": area})


def _revision(desk: Desk, each: Handling | None) -> int:
    if each is None:
        return 0
    rows = REGISTERS[REGISTER].objects.of(desk.id).current().filter(record_id=each.id)
    return rows.values_list("revision", flat=True).first() or 0


def _partners(desk: Desk, subject: Subject, *, known: bool) -> tuple[tuple[str, str], ...]:
    """Name the partners to whom this person may give it: a right on it as it is, and as it is to be."""
    found = []
    for partner in desk.records("partners"):
        given = replace(subject, owner=partner.id)
        asked = [("record_add", given)]
        if known:
            asked = [(action, one) for action in ("record_revise", "record_share") for one in (subject, given)]
            asked = asked[:2] if partner.id == subject.owner else asked
        if all(may(desk.actor, action, one) for action, one in asked):
            found.append((partner.id, title_of(partner, desk.language)))
    return tuple(found)

"""Deciding what is done about a figure that stands out: which decisions this person may take, with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from wijkpeil.pages.work.reading import plain_text
from wijkpeil.pages.work.words import field_words

REGISTER = "handlings"
TYPED = ("note", "partner", "due", "reason", "why")
"""What the forms ask for."""
ACTS = ("acknowledge", "assign", "close")
"""The decisions, each with a form of its own."""


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
    noted: str
    """What was noted before; it stays, unless it is changed."""
    act: str
    """What was sent and not taken, or kept as a draft; empty at first."""
    draft: str
    """Key of the draft that it goes on with; empty without one."""
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
    draft: str = "",
    faults: Sequence[Fault] = (),
) -> Decision:
    """Show what can be decided about the signals of a figure; ``typed`` is what was typed in the form of ``act``.

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
    noted = each.note if each is not None else ""
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
            typed={**dict.fromkeys(TYPED, ""), "note": noted} if typed is None else typed,
            noted=noted,
            act=act,
            draft=draft,
            faults=tuple(fault_text(fault, desk.language) for fault in faults),
            note_hint=field_words(REGISTER, "note", desk.language).hint,
        )


def kept_columns(posted: Callable[[str, str], str]) -> dict[str, str]:
    """Return what a draft keeps of the form that was sent: what was typed, and the decision that it is about."""
    sent, form = posted("act", ""), posted("form", "")
    act = sent if sent in ACTS else form if form in ACTS else ""
    return {**{name: plain_text(posted(name, "")).strip() for name in TYPED}, "act": act}


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

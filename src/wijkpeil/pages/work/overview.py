"""My work: first what a person must do or left undone, then what they and others did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.personal import Draft
from wijkpeil.ledger.rights import Subject, may
from wijkpeil.ledger.seeing import may_somewhere, owners_for
from wijkpeil.ledger.work import names_of_entry, shows, still_undoable, written_by, written_by_others
from wijkpeil.model.base import LANGUAGES, record
from wijkpeil.model.ledger import Commitment, Request
from wijkpeil.pages.format import day
from wijkpeil.pages.work.assigned import AssignedSignal, assigned_signals
from wijkpeil.pages.work.choices import title_of
from wijkpeil.pages.work.desk import Desk
from wijkpeil.pages.work.draft_places import SIGN
from wijkpeil.pages.work.people import did_words, grant_words, who
from wijkpeil.pages.work.words import RegisterWords, kept_registers, register_words
from wijkpeil.workflows.delivery import due_reports

SHOWN = 8
"""Entries of the journal that are shown."""
FIRST = 12
"""Records of a partner that are shown for each register."""


@record
class DraftLine:
    """A draft, with where it goes on."""

    id: str
    register: str
    record_id: str
    title: str
    what: str
    saved_at: datetime


@record
class Written:
    """An entry of the journal as a line."""

    sequence: int
    when: datetime
    who: str
    did: str
    register: str
    record_id: str
    """The record, where it is about one alone."""
    title: str
    why: str
    undoable: bool


@record
class Kept:
    """A register that the person may keep."""

    words: RegisterWords
    count: int
    """Records that the person keeps."""
    may_add: bool


@record
class Own:
    """The records of the person's partner in one register."""

    words: RegisterWords
    records: tuple[tuple[str, str], ...]
    """Id and title."""
    more: int


@record
class Asked:
    """Something that a partner promised, or is asked."""

    text: str
    term: str


@record
class Due:
    """An output that is to be reported."""

    id: str
    title: str
    measure: str
    owned: bool
    """True where the partner keeps the record, and so can fill it in."""


@record
class PartnerPart:
    """What a partner must do, and what it keeps."""

    id: str
    name: str
    requests: tuple[Asked, ...]
    """Requests to it that are not answered."""
    commitments: tuple[Asked, ...]
    due: tuple[Due, ...]
    """Reports on its measures that are due: periods that passed without a delivered number."""
    signals: tuple[AssignedSignal, ...]
    """Signals that it was assigned and that are not closed, the first due first."""
    own: tuple[Own, ...]


@record
class WorkPage:
    """The work of one person."""

    sentence: str
    roles: tuple[str, ...]
    partners: tuple[PartnerPart, ...]
    drafts: tuple[DraftLine, ...]
    others: tuple[Written, ...]
    since: datetime | None
    written: tuple[Written, ...]
    kept: tuple[Kept, ...]
    office: bool
    """True where a role is held at the programme office."""
    may_journal: bool
    may_accounts: bool
    may_load: bool


def work_page(desk: Desk, drafts: Sequence[Draft], since: datetime | None) -> WorkPage:
    """Show a person their work; ``since`` is when they last looked."""
    with override(desk.language):
        actor = desk.actor
        others = written_by_others(actor, desk.id, since, SHOWN) if since is not None else ()
        written = written_by(actor, desk.id, SHOWN)
        undoable = still_undoable(desk.id, written)
        partners = tuple(_partner(desk, own) for own in sorted(one for one in actor.partners if one))
        kept = tuple(_kept(desk))
        return WorkPage(
            sentence=_sentence(len(drafts), partners, len(others), bool(kept), bool(actor.grants)),
            roles=tuple(grant_words(grant, desk.programme, desk.language) for grant in actor.grants),
            partners=partners,
            drafts=tuple(_draft(desk, each) for each in drafts),
            others=tuple(_written(desk, entry, frozenset()) for entry in others),
            since=since,
            written=tuple(_written(desk, entry, undoable) for entry in written),
            kept=kept,
            office=None in actor.partners,
            may_journal=may(actor, "journal_read"),
            may_accounts=may(actor, "account_list"),
            may_load=may(actor, "programme_load", Subject(programme=desk.id)),
        )


def _sentence(drafts: int, partners: Sequence[PartnerPart], others: int, keeps: bool, has_role: bool) -> str:
    if not has_role:
        return _("Your account holds no role yet. An administrator gives you one; until then you read what is public.")
    parts = []
    open_ = sum(len(part.requests) for part in partners)
    if open_:
        text = ngettext("%(n)d request waits for an answer", "%(n)d requests wait for an answer", open_)
        parts.append(text % {"n": open_})
    due = sum(len(part.due) for part in partners)
    if due:
        parts.append(ngettext("%(n)d report is due", "%(n)d reports are due", due) % {"n": due})
    signals = sum(len(part.signals) for part in partners)
    if signals:
        text = ngettext("%(n)d signal is assigned to you", "%(n)d signals are assigned to you", signals)
        parts.append(text % {"n": signals})
    if drafts:
        parts.append(ngettext("%(n)d draft is not sent", "%(n)d drafts are not sent", drafts) % {"n": drafts})
    if others:
        text = ngettext("others made %(n)d change", "others made %(n)d changes", others)
        parts.append(text % {"n": others})
    if parts:
        joined = parts[-1]
        if parts[:-1]:
            joined = _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": joined}
        return joined[0].upper() + joined[1:] + "."
    return _("Nothing waits for you.") if keeps else _("Nothing waits for you; your roles keep no register.")


def _kept(desk: Desk) -> Iterable[Kept]:
    for name in kept_registers():
        owners = owners_for(desk.actor, desk.id, "record_revise", name)
        if owners:
            mine = (each for each in desk.records(name) if None in owners or getattr(each, "owner", None) in owners)
            yield Kept(
                words=register_words(name, desk.language),
                count=sum(1 for _each in mine),
                may_add=may_somewhere(desk.actor, desk.id, "record_add", name),
            )


def _partner(desk: Desk, own: str) -> PartnerPart:
    ledger = desk.programme.ledger
    partner = next((each for each in ledger.partners if each.id == own), None)
    return PartnerPart(
        id=own,
        name=title_of(partner, desk.language) if partner else own,
        requests=tuple(
            _asked(desk, each) for each in ledger.requests if each.to_partner == own and each.answer is None
        ),
        commitments=tuple(_asked(desk, each) for each in ledger.commitments if own in each.from_partners),
        due=tuple(_due(desk, own)),
        signals=assigned_signals(desk, own),
        own=tuple(_own(desk, own)),
    )


def _due(desk: Desk, partner: str) -> Iterable[Due]:
    seen = replace(desk.programme.ledger, measures=desk.records("measures"), outputs=desk.records("outputs"))
    measures = {each.id: each.name.in_(desk.language) for each in seen.measures}
    for one in due_reports(seen, partner, timezone.localdate()):
        title = title_of(one, desk.language)
        yield Due(id=one.id, title=title, measure=measures[one.measure], owned=one.owner == partner)


def _asked(desk: Desk, each: Request | Commitment) -> Asked:
    term = ""
    if isinstance(each, Commitment):
        label = each.deadline_label
        term = day(each.deadline, desk.language) if each.deadline else label.in_(desk.language) if label else ""
    return Asked(text=each.sentence.in_(desk.language), term=term)


def _own(desk: Desk, partner: str) -> Iterable[Own]:
    for name in kept_registers():
        mine = [each for each in desk.records(name) if getattr(each, "owner", None) == partner]
        if mine:
            yield Own(
                words=register_words(name, desk.language),
                records=tuple((each.id, title_of(each, desk.language)) for each in mine[:FIRST]),
                more=max(0, len(mine) - FIRST),
            )


def draft_page(desk: Desk, draft: Draft) -> DraftLine:
    """Show the draft that is to be thrown away."""
    with override(desk.language):
        return _draft(desk, draft)


def _draft(desk: Desk, draft: Draft) -> DraftLine:
    tongues = (desk.language, *LANGUAGES)
    names = (draft.columns.get(f"{field}_{tongue}", "") for field in ("name", "place") for tongue in tongues)
    named = next((each for each in names if each), "")
    if draft.register == "targets":
        # What is typed of a target is a revision, since it is never edited.
        target, what = desk.find("targets", draft.record_id), _("revision of a target")
        named = title_of(target, desk.language) if target is not None else ""
    elif SIGN in draft.record_id:
        named, what = _figure_title(desk, *draft.record_id.split(SIGN, 1)), _("decision on a signal")
    else:
        words = register_words(draft.register, desk.language)
        what = words.one if draft.record_id else _("new: %(one)s") % {"one": words.one}
    return DraftLine(
        id=draft.id,
        register=draft.register,
        record_id=draft.record_id,
        title=named or draft.record_id or _("without a name"),
        what=what,
        saved_at=draft.saved_at,
    )


def _figure_title(desk: Desk, area: str, indicator: str) -> str:
    """Name the figure that a decision is about."""
    known = desk.programme.definitions
    names = [one.name for one in known.indicators if one.id == indicator]
    names += [one.name for one in known.areas if one.id == area]
    return ", ".join(name.in_(desk.language) for name in names)


def _written(desk: Desk, entry: JournalEntry, undoable: frozenset[int]) -> Written:
    names = [name for name in names_of_entry(entry) if shows(desk.actor, entry, name)]
    register, _sign, own = names[0].partition("/") if len(names) == 1 else ("", "", "")
    if own:
        cells = (entry.after or {}).get(names[0]) or (entry.before or {}).get(names[0]) or {}
        title = cells.get(f"name_{desk.language}") or cells.get(f"place_{desk.language}") or own
        title = f"{register_words(register, desk.language).one} {title}"
    else:
        title = ngettext("%(n)d record", "%(n)d records", len(names)) % {"n": len(names)}
    return Written(
        sequence=entry.sequence,
        when=entry.recorded_at,
        who=who(entry, desk),
        did=did_words().get(entry.action, entry.action),
        register=register,
        record_id=own,
        title=title,
        why=entry.why,
        undoable=entry.sequence in undoable,
    )

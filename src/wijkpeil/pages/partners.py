"""Partners: what each promised, what is asked of it, what it asked, and what it does."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.errors import NotFound
from wijkpeil.model.base import record
from wijkpeil.model.programme import Ledger
from wijkpeil.pages.agreements import (
    AgreementRow,
    CommitmentRow,
    RequestRow,
    agreement_row,
    by_term,
    commitment_row,
    common_pair,
    request_row,
)
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.delivery import BEHIND, DeliveryRow, behind_sentence, delivered_by, delivery_row
from wijkpeil.pages.measures import MeasureRow, measure_row
from wijkpeil.pages.names import Names, Reference, names_of
from wijkpeil.pages.partner_places import partner_places
from wijkpeil.pages.place_rows import PlaceSection
from wijkpeil.pages.practices import PracticeRow, practice_row
from wijkpeil.workflows.delivery import answers_for


@record
class PartnerRow:
    """A partner with how much it promised, was asked and does."""

    id: str
    name: str
    role: str
    promised: int
    asked: int
    """Requests to it."""
    asks: int
    """Requests by it."""
    measures: int
    practices: int


@record
class PartnersPage:
    """All partners."""

    sentence: SafeString
    rows: tuple[PartnerRow, ...]


@record
class PartnerPage:
    """One partner."""

    row: PartnerRow
    kind: str
    sentence: str
    promised: tuple[CommitmentRow, ...]
    received: tuple[CommitmentRow, ...]
    agreements: tuple[AgreementRow, ...]
    asked: tuple[RequestRow, ...]
    asks: tuple[RequestRow, ...]
    sensitive_asked: int
    """Requests to it that carry a note of context."""
    sensitive_asks: int
    """Requests by it that carry one."""
    asked_between: tuple[Reference, Reference] | None
    """Who asks and who is asked, where that is the same for all requests to it."""
    asks_between: tuple[Reference, Reference] | None
    """The same for all requests by it."""
    answers: tuple[DeliveryRow, ...]
    """What it answers for: the delivery of its measures, what is behind first."""
    behind: str
    """How much of that is behind."""
    measures: tuple[MeasureRow, ...]
    practices: tuple[PracticeRow, ...]
    places: tuple[PlaceSection, ...]
    """What it runs, works in, makes and supplies."""
    pays: tuple[Reference, ...]
    """Budgets that a sentence of the document says it pays."""
    lines: str


def partners_page(context: ViewContext, language: str) -> PartnersPage:
    """Show all partners, in the order of the register."""
    with override(language):
        ledger = context.programme.ledger
        rows = tuple(_row(ledger, partner.id, language) for partner in ledger.partners)
        return PartnersPage(sentence=partners_sentence(rows), rows=rows)


def partners_sentence(rows: tuple[PartnerRow, ...]) -> SafeString:
    """Say how many partners there are, how many promise something and who is asked most, in the active language."""
    promising = sum(row.promised > 0 for row in rows)
    first = ngettext(
        "Of the {total} partners, <b>{promising} promises something</b> by name.",
        "Of the {total} partners, <b>{promising} promise something</b> by name.",
        promising,
    )
    most = max(rows, key=lambda row: row.asked, default=None)
    second = _("Most is asked of {name}: {asked} of the {requests} requests.") if most and most.asked else ""
    return format_html(
        f"{first} {second}".strip(),
        total=len(rows),
        promising=promising,
        name=most.name if most else "",
        asked=most.asked if most else 0,
        requests=sum(row.asked for row in rows),
    )


def partner_page(context: ViewContext, language: str, id: str) -> PartnerPage:
    """Show one partner.

    Raises:
        NotFound: there is no partner of that id.
    """
    with override(language):
        ledger = context.programme.ledger
        partner = next((one for one in ledger.partners if one.id == id), None)
        if partner is None:
            raise NotFound(f"there is no partner {id!r}")
        names = names_of(context, language)
        row, answers = _row(ledger, id, language), _answers(context, id, names, language)
        commitments = by_term(ledger.commitments)
        asked = tuple(request_row(one, names, language) for one in ledger.requests if one.to_partner == id)
        asks = tuple(request_row(one, names, language) for one in ledger.requests if one.from_partner == id)
        paid = [one.budget for one in ledger.funding_statements if id in one.partners]
        return PartnerPage(
            row=row,
            kind=kind_words()[partner.kind],
            sentence=partner_sentence(row),
            promised=tuple(commitment_row(one, names, language) for one in commitments if id in one.from_partners),
            received=tuple(commitment_row(one, names, language) for one in commitments if id in one.to_partners),
            agreements=tuple(agreement_row(one, names, language) for one in ledger.agreements if id in one.partners),
            asked=asked,
            asks=asks,
            sensitive_asked=sum(one.sensitive for one in asked),
            asked_between=common_pair(asked),
            asks_between=common_pair(asks),
            sensitive_asks=sum(one.sensitive for one in asks),
            measures=tuple(measure_row(context, one, language) for one in ledger.measures if id in one.partners),
            answers=answers,
            behind=behind_sentence(answers) if answers else "",
            practices=tuple(practice_row(one, names, language) for one in ledger.practices if id in one.partners),
            places=partner_places(ledger, names, language, id),
            pays=tuple(
                Reference(kind="budget", id=one.id, label=one.name.in_(language))
                for one in ledger.budgets
                if one.id in paid
            ),
            lines=partner.lines,
        )


def _answers(context: ViewContext, id: str, names: Names, language: str) -> tuple[DeliveryRow, ...]:
    measures = {one.id: one for one in context.programme.ledger.measures}
    found = [
        delivery_row(one, names, language)
        for measure, several in delivered_by(context).items()
        for one in several
        if measure in measures and answers_for(id, measures[measure], one)
    ]
    return tuple(sorted(found, key=lambda one: one.state not in BEHIND))


def partner_sentence(row: PartnerRow) -> str:
    """Say what one partner promised, is asked, and asks, in the active language."""
    parts = (
        ngettext("%(n)d commitment", "%(n)d commitments", row.promised) % {"n": row.promised},
        ngettext("%(n)d request to it", "%(n)d requests to it", row.asked) % {"n": row.asked},
        ngettext("%(n)d request by it", "%(n)d requests by it", row.asks) % {"n": row.asks},
        ngettext("%(n)d measure that names it", "%(n)d measures that name it", row.measures) % {"n": row.measures},
    )
    return ", ".join(parts) + "."


def kind_words() -> dict[str, str]:
    """Say the kinds of partners, in the active language."""
    return {
        "state": _("national government"),
        "municipality": _("municipality"),
        "district": _("district"),
        "association": _("housing association"),
        "residents": _("residents"),
        "civil": _("civil-society organisation"),
        "business": _("business"),
        "school": _("school"),
        "justice": _("police and justice"),
        "care": _("care"),
        "other": _("other partner"),
    }


def _row(ledger: Ledger, id: str, language: str) -> PartnerRow:
    partner = next(one for one in ledger.partners if one.id == id)
    return PartnerRow(
        id=id,
        name=partner.name.in_(language),
        role=partner.role.in_(language),
        promised=sum(id in one.from_partners for one in ledger.commitments),
        asked=sum(one.to_partner == id for one in ledger.requests),
        asks=sum(one.from_partner == id for one in ledger.requests),
        measures=sum(id in one.partners for one in ledger.measures),
        practices=sum(id in one.partners for one in ledger.practices),
    )

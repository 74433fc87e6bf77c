"""Agreements and requests: what partners agree among themselves, promise by when, and ask of others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.model.base import Text, record
from wijkpeil.model.ledger import Agreement, Commitment, Request
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.format import day
from wijkpeil.pages.keeping import kept_of
from wijkpeil.pages.names import Names, Reference, names_of
from wijkpeil.pages.narrowing import Facet, Narrowing, Query, narrow
from wijkpeil.pages.quantities import euros
from wijkpeil.pages.request_words import kind_words


@record
class AgreementRow:
    """An agreement."""

    id: str
    name: str
    description: str
    status: str
    term: str
    partners: tuple[Reference, ...]
    areas: tuple[Reference, ...]
    lines: str


@record
class CommitmentRow:
    """What a partner promises another."""

    id: str
    sentence: str
    kind: str
    givers: tuple[Reference, ...]
    takers: tuple[Reference, ...]
    areas: tuple[Reference, ...]
    term: str
    lines: str


@record
class RequestRow:
    """What is asked of another partner."""

    id: str
    sentence: str
    theme: str
    kinds: tuple[str, ...]
    asker: Reference
    asked: Reference
    amount: str
    """The amount asked; empty where none is stated."""
    personal_data: bool
    group_targeted: bool
    answer: str
    """The answer; empty where it is not known."""
    answered: str
    lines: str

    @property
    def sensitive(self) -> bool:
        """Tell whether it carries a note of context."""
        return self.personal_data or self.group_targeted


@record
class AgreementsPage:
    """Agreements, commitments by their term, and the requests that were chosen."""

    sentence: SafeString
    agreements: tuple[AgreementRow, ...]
    commitments: tuple[CommitmentRow, ...]
    requests: tuple[RequestRow, ...]
    form: Narrowing
    unanswered: int
    """Requests, of all, without a known answer."""
    sensitive: int
    """Requests shown that carry a note of context."""
    between: tuple[Reference, Reference] | None
    """Who asks and who is asked, where that is the same for all of them."""


def agreements_page(context: ViewContext, language: str, query: Query) -> AgreementsPage:
    """Show what was agreed, promised and asked; the choices narrow the requests."""
    with override(language):
        ledger = context.programme.ledger
        names = names_of(context, language)
        kept, form = narrow(ledger.requests, query, _facets(ledger.requests, names), _words(language))
        unanswered = sum(one.answer is None for one in ledger.requests)
        rows = tuple(request_row(one, names, language) for one in kept)
        return AgreementsPage(
            sentence=agreements_sentence(len(ledger.commitments), len(ledger.requests), unanswered),
            agreements=tuple(agreement_row(one, names, language) for one in ledger.agreements),
            commitments=tuple(commitment_row(one, names, language) for one in by_term(ledger.commitments)),
            requests=rows,
            form=form,
            unanswered=unanswered,
            sensitive=sum(row.sensitive for row in rows),
            between=common_pair(rows),
        )


def agreements_sentence(commitments: int, requests: int, unanswered: int) -> SafeString:
    """Say how many promises stand against how many requests, and how many went unanswered, in the active language."""
    first = ngettext(
        "Against {commitments} commitment stand <b>{requests} requests</b> to others.",
        "Against {commitments} commitments stand <b>{requests} requests</b> to others.",
        commitments,
    )
    second = (
        _("Of none of them is the answer known.")
        if unanswered == requests
        else ngettext(
            "Of {unanswered} of them the answer is not known.",
            "Of {unanswered} of them the answers are not known.",
            unanswered,
        )
        if unanswered
        else _("All of them were answered.")
    )
    return format_html(f"{first} {second}", commitments=commitments, requests=requests, unanswered=unanswered)


def by_term(commitments: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """Order commitments by their last day, those without one last."""
    return tuple(sorted(commitments, key=lambda one: (one.deadline is None, one.deadline or date.max)))


def agreement_row(agreement: Agreement, names: Names, language: str) -> AgreementRow:
    """Show one agreement, in the active language."""
    status = {
        "intended": _("intended"),
        "drawn-up": _("drawn up"),
        "signed": _("signed"),
        "unknown": _("state unknown"),
    }
    return AgreementRow(
        id=agreement.id,
        name=agreement.name.in_(language),
        description=agreement.description.in_(language),
        status=status[agreement.status],
        term=_term(agreement.deadline, agreement.deadline_label, language),
        partners=names.all("partner", agreement.partners),
        areas=names.places(agreement.areas),
        lines=agreement.lines,
    )


def commitment_row(commitment: Commitment, names: Names, language: str) -> CommitmentRow:
    """Show one commitment, in the active language."""
    return CommitmentRow(
        id=commitment.id,
        sentence=commitment.sentence.in_(language),
        kind={"project": _("about a project"), "process": _("about the process")}[commitment.kind],
        givers=names.all("partner", commitment.from_partners),
        takers=names.all("partner", commitment.to_partners),
        areas=names.places(commitment.areas),
        term=_term(commitment.deadline, commitment.deadline_label, language),
        lines=commitment.lines,
    )


def request_row(request: Request, names: Names, language: str) -> RequestRow:
    """Show one request, in the active language."""
    kinds = kept_of((), ("kinds of requests", language), kind_words)
    return RequestRow(
        id=request.id,
        sentence=request.sentence.in_(language),
        theme=names.themes.get(request.theme, request.theme),
        kinds=tuple(kinds[kind] for kind in request.kinds),
        asker=names.get("partner", request.from_partner),
        asked=names.get("partner", request.to_partner),
        amount="" if request.amount is None else euros(request.amount, language),
        personal_data=request.personal_data,
        group_targeted=request.group_targeted,
        answer=request.answer.in_(language) if request.answer else "",
        answered=day(request.answered_on, language) if request.answered_on else "",
        lines=request.lines,
    )


def common_pair(rows: Sequence[RequestRow]) -> tuple[Reference, Reference] | None:
    """Give who asks and who is asked, where that is the same for several requests."""
    pairs = {(row.asker, row.asked) for row in rows}
    return pairs.pop() if len(pairs) == 1 and len(rows) > 1 else None


def _term(deadline: date | None, label: Text | None, language: str) -> str:
    if label:
        return label.in_(language)
    return day(deadline, language) if deadline else ""


def _facets(requests: Sequence[Request], names: Names) -> tuple[Facet[Request], ...]:
    partners = dict.fromkeys(one.to_partner for one in requests)
    labels = names.labels("partner")
    return (
        Facet(name="theme", label=_("Theme"), of=lambda one: (one.theme,), labels=names.themes),
        Facet(name="kind", label=_("What is asked"), of=lambda one: one.kinds, labels=kind_words()),
        Facet(
            name="partner",
            label=_("Asked of"),
            of=lambda one: (one.to_partner,),
            labels={id: labels.get(id, id) for id in partners},
        ),
    )


def _words(language: str) -> Callable[[Request], str]:
    def words(request: Request) -> str:
        return f"{request.id} {request.sentence.in_(language)}"

    return words

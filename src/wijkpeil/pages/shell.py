"""What stands around every page: the menu, the links between languages, and where the figures come from."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.ledger.rights import may
from wijkpeil.model.base import Language, record
from wijkpeil.model.people import Actor
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.stood import HASH_SHOWN, DateForm, Stood
from wijkpeil.pages.work.people import grant_words


@record
class MenuEntry:
    """One link of the menu."""

    label: str
    address: str
    current: bool


@record
class Footer:
    """Where the figures come from."""

    release: str
    definitions: str
    source: str
    licence: str
    simulated: bool


@record
class SignedIn:
    """Who is signed in, and where they can go."""

    name: str
    roles: tuple[str, ...]
    menu: tuple[MenuEntry, ...]
    sign_out: str
    """Address that ends the session; empty where there is none."""


@record
class Shell:
    """What the base template shows around a page."""

    language: Language
    programme: str
    menu: tuple[MenuEntry, ...]
    more: tuple[MenuEntry, ...]
    """Links of the footer."""
    other_language: Language
    other_address: str
    """The same page, with the same choices, in the other language."""
    footer: Footer | None
    """None where no programme is loaded."""
    search_address: str
    """Where the search is."""
    query: str
    """What was searched for."""
    stood: Stood | None = None
    """The moment that is shown; None for the present."""
    dates: DateForm | None = None
    """Where another day is chosen."""
    person: SignedIn | None = None
    """Who is signed in; None for a visitor."""


def make_shell(
    context: ViewContext | None,
    language: Language,
    *,
    section: str,
    other_address: str,
    query: str = "",
    stood: Stood | None = None,
    dates: DateForm | None = None,
    person: tuple[str, Actor] | None = None,
) -> Shell:
    """Make the shell; ``section`` is the URL name of the menu entry that the page stands under.

    ``person`` is the name of who is signed in, and the actor that they are.
    """
    with override(language):
        return Shell(
            language=language,
            programme=context.programme.definitions.info.name.in_(language) if context else "",
            menu=_entries(_menu().items(), section),
            more=_entries((_more() if person else _more() | {"account_login": _("Sign in")}).items(), section),
            other_language="nl" if language == "en" else "en",
            other_address=other_address,
            footer=_footer(context, language) if context else None,
            search_address="".join(entry.address for entry in _entries([("search", "")], "")),
            query=query,
            stood=stood,
            dates=dates,
            person=_signed_in(*person, context, language, section) if person else None,
        )


def _signed_in(name: str, actor: Actor, context: ViewContext | None, language: Language, section: str) -> SignedIn:
    """Say who is signed in, in the active language."""
    menu = {"work": _("My work")}
    if may(actor, "journal_read"):
        menu["journal"] = _("Journal")
    if may(actor, "account_list"):
        menu["accounts"] = _("Accounts")
    menu["account"] = _("Account")
    programme = context.programme if context else None
    roles = dict.fromkeys(grant_words(grant, programme, language) for grant in actor.grants)
    return SignedIn(
        name=name,
        roles=tuple(roles),
        menu=_entries(menu.items(), section),
        sign_out="".join(entry.address for entry in _entries([("account_logout", "")], "")),
    )


def _menu() -> dict[str, str]:
    return {
        "overview": _("Overview"),
        "status": _("Status"),
        "board": _("Board"),
        "areas": _("Areas"),
        "signals": _("Signals"),
        "targets": _("Targets"),
        "measures": _("Measures"),
        "money": _("Money"),
        "agreements": _("Agreements"),
        "recount": _("Recount"),
    }


def _more() -> dict[str, str]:
    return {
        "indices": _("Indices"),
        "registers": _("Registers"),
        "partners": _("Partners"),
        "practices": _("Practices"),
        "method": _("Method and data"),
        "api": _("API"),
        "history": _("History"),
        "accessibility": _("Accessibility"),
    }


def _entries(named: Iterable[tuple[str, str]], section: str) -> tuple[MenuEntry, ...]:
    found = []
    for name, label in named:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        found.append(MenuEntry(label=label, address=address, current=name == section))
    return tuple(found)


def _footer(context: ViewContext, language: Language) -> Footer:
    release = context.release
    document = context.document
    return Footer(
        release=release.release.id if release else "",
        definitions=context.programme.definitions.hash[:HASH_SHOWN],
        source=document.title.in_(language),
        licence=document.licence.in_(language),
        simulated=context.programme.simulated,
    )

"""What is stored of a person: each kind with its purpose, ground and term. ``docs/privacy.md`` says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkpeil.model.base import Language, record
from wijkpeil.pages.format import day
from wijkpeil.pages.people import role_names, scope_names, state_name


@record
class Item:
    """A kind of thing that is stored of a person."""

    key: str
    """Name in the export."""
    name: str
    purpose: str
    ground: str
    term: str


@record
class StoredItem:
    """A kind of thing with what is there of it."""

    item: Item
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """What is there, a line each; empty where nothing is."""


TASK = _("The programme's public task and the agreements that its partners signed.")
SECURITY = _("The duty to secure what is kept, and to be able to show who changed it.")
OWN = _("Your own choice.")
WHILE = _("As long as the account is there.")
_KINDS: tuple[tuple[str, Any, Any, Any, Any], ...] = (
    ("name", _("Name"), _("So that colleagues know who acts."), TASK, WHILE),
    ("email", _("Work e-mail address"), _("To sign in, and to send what you asked for or must know."), TASK, WHILE),
    ("language", _("Language"), _("The language of mail."), OWN, WHILE),
    (
        "state",
        _("State of the account"),
        _("To let in whoever was invited, and nobody who was suspended."),
        SECURITY,
        _("As long as the account is there; an invitation that is not taken up, 28 days."),
    ),
    (
        "password",
        _("Password"),
        _("To recognise you. Only a hash of it is stored; nobody can read the password."),
        SECURITY,
        WHILE,
    ),
    (
        "codes",
        _("One-time codes"),
        _("To recognise you by something you hold. Their secret is stored encrypted."),
        SECURITY,
        _("Until you switch them off, or the account goes."),
    ),
    (
        "single_sign_on",
        _("Single sign-on"),
        _("To recognise you by your own organisation. Only its number for you is stored."),
        SECURITY,
        WHILE,
    ),
    (
        "roles",
        _("Roles"),
        _("To decide what you may see and change."),
        TASK,
        _("Until withdrawn; that they were held stays, under a number that tells nothing once the account is gone."),
    ),
    (
        "sessions",
        _("Sessions"),
        _("To keep you signed in, and to let you end that elsewhere. The network is kept without its last part."),
        SECURITY,
        _("12 hours, half an hour without use, or until you sign out."),
    ),
    (
        "sign_ins",
        _("Records of signing in"),
        _("To notice misuse and to lock out who guesses. The network is kept without its last part."),
        SECURITY,
        _("90 days."),
    ),
    (
        "security",
        _("Records of security"),
        _("To notice misuse: codes and refusals, and that you looked at the journal or at accounts of others."),
        SECURITY,
        _("90 days."),
    ),
    (
        "tokens",
        _("Tokens"),
        _("To let a program act for you. Only a hash of the key is stored."),
        OWN,
        _("Until revoked or past their last day; that they were there stays, under a number."),
    ),
    ("drafts", _("Drafts"), _("To lose nothing that you typed and did not send."), OWN, _("30 days.")),
    (
        "journal",
        _("Entries of the journal"),
        _("To prove who changed what. They name you by a number alone."),
        SECURITY,
        _("Always; once the account is gone, nobody can tell whose number it was."),
    ),
)


MOMENTS = frozenset({"since", "last_used", "from", "until", "at"})
_WORDS: Mapping[tuple[str, Any], Any] = {
    ("kind", "argon2"): _("a hash (Argon2)"),
    ("kind", "totp"): _("the key of your app"),
    ("kind", "recovery_codes"): _("recovery codes"),
    ("kind", "draft"): _("a draft"),
    ("kind", "upload"): _("a spreadsheet under preview"),
    ("kind", "visit"): _("when you last looked at your work"),
    ("outcome", "signed in"): _("signed in"),
    ("outcome", "refused"): _("refused"),
    ("event", "locked-out"): _("had to wait after failures"),
    ("event", "lock-out-lifted"): _("an administrator let it try again"),
    ("event", "network-unseen"): _("signed in from a network not seen before"),
    ("event", "many-failures"): _("failed from many places"),
    ("event", "password-changed"): _("password changed"),
    ("event", "code-right"): _("right code"),
    ("event", "code-wrong"): _("wrong code"),
    ("event", "code-used-twice"): _("code sent a second time"),
    ("event", "codes-added"): _("codes set up"),
    ("event", "codes-removed"): _("codes switched off"),
    ("event", "single-sign-on-refused"): _("single sign-on refused"),
    ("event", "token-reminded"): _("reminded of a token that ends"),
    ("event", "signal-reminded"): _("reminded of a signal to look into"),
    ("event", "looked-at-journal"): _("looked at the journal"),
    ("event", "looked-at-accounts"): _("looked at accounts"),
    ("about", "search"): _("the search"),
    ("about", "list"): _("the list"),
    ("about", "export"): _("the export"),
    ("about", "table"): _("the table"),
    ("about", "totp"): _("the key of your app"),
    ("about", "recovery_codes"): _("recovery codes"),
    ("about", "unknown"): _("not invited"),
    ("about", "unverified"): _("address not verified"),
    ("about", "suspended"): _("suspended"),
    ("about", "taken"): _("another number of the provider"),
    ("about", "one-factor"): _("no second step"),
    ("language", "nl"): "Nederlands",
    ("language", "en"): "English",
}
_HEADS: Mapping[str, Any] = {
    "kind": _("Kind"),
    "since": _("Since"),
    "last_used": _("Last used"),
    "left": _("Unused codes"),
    "provider": _("Provider"),
    "subject": _("Subject"),
    "role": _("Role"),
    "partner": _("Partner"),
    "area": _("Area"),
    "programme": _("Programme"),
    "from": _("From"),
    "until": _("Until"),
    "device": _("Device"),
    "network": _("Network"),
    "at": _("When"),
    "outcome": _("Outcome"),
    "event": _("What happened"),
    "about": _("About"),
    "id": _("Number"),
    "name": _("Name"),
    "scopes": _("Scopes"),
    "last_day": _("Last day"),
    "entry": _("Entry"),
    "action": _("Action"),
    "content": _("Content"),
}


def items() -> tuple[Item, ...]:
    """Return every kind of thing that is stored of a person, in the language of now."""
    names = ("name", "purpose", "ground", "term")
    return tuple(
        Item(key=key, **{name: str(text) for name, text in zip(names, texts, strict=True)}) for key, *texts in _KINDS
    )


def stored_items(data: Mapping[str, Any], language: Language) -> tuple[StoredItem, ...]:
    """Return every kind with what ``data``, the export, holds of it, in words."""
    return tuple(_stored(item, data.get(item.key), language) for item in items())


def _stored(item: Item, value: Any, language: Language) -> StoredItem:
    if isinstance(value, Sequence) and not isinstance(value, str):
        heads = tuple(value[0]) if value else ()
        rows = tuple(tuple(_text(head, each[head], language) for head in heads) for each in value)
        return StoredItem(item=item, heads=tuple(_head(head) for head in heads), rows=rows)
    there = value not in (None, "")
    return StoredItem(item=item, heads=(), rows=((_text(item.key, value, language),),) if there else ())


def _text(head: str, value: Any, language: Language) -> str:
    if value is None:
        return ""
    if head in MOMENTS:
        moment = datetime.fromisoformat(value)
        return f"{day(moment.date(), language)}, {moment:%H:%M}"
    if head == "about" and str(value).startswith("entry "):
        return _entry(str(value).removeprefix("entry "))
    if head == "last_day":
        return day(date.fromisoformat(value), language)
    if head == "role":
        return role_names()[value]
    if head == "scopes":
        return scope_names(value)
    if head == "state":
        return state_name(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {each}" for name, each in value.items())
    return str(_WORDS.get((head, value), value))


def _entry(number: str) -> str:
    return gettext("entry %(number)s") % {"number": number}


def _head(name: str) -> str:
    return str(_HEADS.get(name, name))

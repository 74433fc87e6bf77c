"""What is stored of a person: each kind with its purpose, ground and term. ``docs/privacy.md`` says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijkpeil.model.base import record


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
        _("12 hours, or until you sign out."),
    ),
    (
        "sign_ins",
        _("Records of signing in"),
        _("To notice misuse and to lock out who guesses. The network is kept without its last part."),
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
    "id": _("Number"),
    "name": _("Name"),
    "scopes": _("Scopes"),
    "last_day": _("Last day"),
    "entry": _("Entry"),
    "action": _("Action"),
    "expires": _("Kept until"),
}


def items() -> tuple[Item, ...]:
    """Return every kind of thing that is stored of a person, in the language of now."""
    names = ("name", "purpose", "ground", "term")
    return tuple(
        Item(key=key, **{name: str(text) for name, text in zip(names, texts, strict=True)}) for key, *texts in _KINDS
    )


def stored_items(data: Mapping[str, Any]) -> tuple[StoredItem, ...]:
    """Return every kind with what ``data``, the export, holds of it."""
    return tuple(_stored(item, data.get(item.key)) for item in items())


def _stored(item: Item, value: Any) -> StoredItem:
    if isinstance(value, Sequence) and not isinstance(value, str):
        heads = tuple(value[0]) if value else ()
        rows = tuple(tuple(_text(each[head]) for head in heads) for each in value)
        return StoredItem(item=item, heads=tuple(_head(head) for head in heads), rows=rows)
    return StoredItem(item=item, heads=(), rows=((_text(value),),) if value not in (None, "") else ())


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, (list, tuple)):
        return ", ".join(str(each) for each in value)
    return "" if value is None else str(value)


def _head(name: str) -> str:
    return str(_HEADS.get(name, name))

"""What an action of the table is done to, in the workspace of ``world.py``."""

from collections.abc import Mapping

from allauth.usersessions.models import UserSession
from django.test import Client
from world import Stand, World, entry_by, facility

from wijkpeil.ledger.accounts import Account


def shared(register: str, own: str, subject: str, cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a record as somebody would have them who wants others to see it, or to keep it."""
    if subject == "other":
        return {**cells, "owner": "housing"}
    if subject.startswith("other"):
        return {**cells, "visibility": "public", "visible_to": ""}
    return {**cells, "visibility": "own"}


def wanted(world: World, action: str, register: str, own: str, subject: str) -> dict[str, str]:
    """The cells to revise a record to."""
    cells = world.cells(register, own)
    return shared(register, own, subject, cells) if action == "record_share" else {**cells, "name_nl": "Park"}


def fresh(world: World, stand: Stand, subject: str) -> tuple[str, dict[str, str]]:
    """Register and cells of a new record that is kept as the subject is."""
    register, own = world.place(stand.holder, subject)
    cells = world.cells(register, own)
    return register, facility(cells["owner"], cells["visibility"], cells["visible_to"], cells["areas"])


def account_of(world: World, stand: Stand, subject: str) -> str:
    """Id of the account that a subject is."""
    return world.them.id if subject == "other" or stand.account is None else stand.account.id


def token_of(world: World, stand: Stand, subject: str) -> str:
    """Id of the token that a subject is."""
    return world.their_token if subject == "other" or stand.account is None else stand.token


def undone(world: World, stand: Stand, subject: str) -> int:
    """Number of an entry to undo: a record of the holder's own partner, written by the holder or by another."""
    author = "p-other" if subject == "other" or stand.account is None else stand.account.id
    return entry_by(author, *world.place(stand.holder, "own"), world)


def cannot_be_kept(stand: Stand, action: str, subject: str) -> bool:
    """True where what is allowed ends in a fault all the same: a record of the office has no owner to be kept for."""
    return action == "record_share" and subject.startswith("own") and stand.holder.place != "partner"


def session_of(world: World, stand: Stand, subject: str) -> None:
    """Have a session that can be ended of the account that a subject is."""
    browser, own = Client(SERVER_NAME="localhost"), account_of(world, stand, subject)
    browser.force_login(Account.objects.get(id=own))
    key, told = browser.session.session_key, {"user_id": own, "ip": "192.0.2.0", "user_agent": "Firefox"}
    UserSession.objects.get_or_create(session_key=key, defaults=told)

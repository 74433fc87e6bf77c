"""Writing accounts: invite, accept, change, suspend, erase. The journal keeps salted hashes, and never a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction

from wijkpeil.errors import Fault, FaultsFound, NotAllowed, NotFound, say
from wijkpeil.ledger import rights
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.actors import actor_of
from wijkpeil.ledger.forgetting import forget_all
from wijkpeil.ledger.invitations import invitations
from wijkpeil.ledger.keys.current import current_keys
from wijkpeil.ledger.models import Grant, JournalEntry, Token
from wijkpeil.ledger.services.recording import By, Changes, journal_write, writing, writing_as
from wijkpeil.ledger.services.sessions import session_revoke
from wijkpeil.ledger.telling import tell_holder
from wijkpeil.model.people import Actor

LANGUAGES = ("nl", "en")


def account_invite(actor: Actor, *, name: str, email: str, language: str = "nl", why: str = "") -> Account:
    """Make an account that its holder accepts by a link; it has no password and no role yet.

    Raises:
        NotAllowed: the actor may not.
        FaultsFound: name, address or language is wrong, or the address has an account.
        KeysAway: the process of keys does not answer.
    """
    with writing_as(actor) as actor:
        role = rights.require(actor, "account_invite")
        account = Account(
            name=name.strip(), email=email.strip().lower(), language=language, password=make_password(None)
        )
        _check(account)
        # Where nobody answers for the keys no link could be made: that is told before anything is written.
        current_keys().names()
        account.save(force_insert=True)
        _journal(By(actor=actor.id, role=role, why=why), "account_invite", account, before=None)
        return account


def account_invite_again(actor: Actor, account_id: str) -> Account:
    """Tell the journal that an invitation was sent anew: its days are counted from there.

    Raises:
        NotAllowed, NotFound: the actor may not, or the invitation was taken up; there is no such account.
    """
    with writing_as(actor) as actor:
        role = rights.require(actor, "account_invite")
        account = _account(account_id)
        if account.state != "invited":
            raise NotAllowed("account_invite", say("This invitation was taken up already."))
        _journal(By(actor=actor.id, role=role), "account_invite_again", account, before=account.told())
        return account


def account_accept(account_id: str, token: str, password: str) -> Account:
    """Take up an invitation with a first password, which the caller has validated.

    Raises:
        NotAllowed: the invitation is used, withdrawn or too old.
    """
    with writing():
        account = Account.objects.filter(id=account_id, state="invited").first()
        if account is None or not invitations.check_token(account, token):
            why = say("The invitation was used, withdrawn or is too old. Ask for a new one.")
            raise NotAllowed("account_accept", why)
        before = account.told()
        account.state, account.password = "active", make_password(password)
        _save(account, "account_accept", By(actor=account.id, role="reader"), before)
        return account


def account_activate(account: Account, how: str) -> None:
    """Take up an invitation through single sign-on; ``how`` names the provider."""
    with writing():
        before = account.told()
        account.state = "active"
        _save(account, "account_accept", By(actor=account.id, role="reader", why=how), before)


def account_change(
    actor: Actor, account_id: str, *, name: str | None = None, email: str | None = None, language: str | None = None
) -> Account:
    """Change who an account is of.

    Raises:
        NotAllowed, NotFound: the actor may not; there is no such account.
        FaultsFound: name, address or language is wrong, or the address has another account.
    """
    addresses = []

    def change(account: Account) -> None:
        addresses.append(account.email)
        account.name = account.name if name is None else name.strip()
        account.email = account.email if email is None else email.strip().lower()
        account.language = account.language if language is None else language
        _check(account)

    with writing_as(actor) as actor:
        changed = _changed(actor, account_id, "account_change", "account_change", change)
        if changed.email != addresses[0] and changed.state != "invited":
            tell_holder("address_changed", changed, addresses[0])
        return changed


def account_set_password(account: Account, password: str) -> None:
    """Give an account a new password, which the caller has validated and for which its holder was recognised."""
    with writing():
        before = account.told()
        account.password = make_password(password)
        _save(account, "account_set_password", By(actor=account.id, role="reader"), before)


def account_suspend(actor: Actor, account_id: str, *, why: str = "") -> Account:
    """Keep an account from signing in, and its tokens from working, until it is resumed; end its sessions.

    Raises:
        NotAllowed, NotFound: the actor may not, or it is the last administrator; there is no such account.
    """

    def change(account: Account) -> None:
        keep_an_administrator(account.id)
        account.state = "suspended"

    with writing_as(actor) as actor:
        account = _changed(actor, account_id, "account_suspend", "account_suspend", change, why)
        session_revoke(actor, account_id, why=why)
        return account


def account_resume(actor: Actor, account_id: str, *, why: str = "") -> Account:
    """Let a suspended account sign in again; one that never took up its invitation is invited again.

    Raises:
        NotAllowed, NotFound: the actor may not; there is no such account.
    """

    def change(account: Account) -> None:
        accepted = JournalEntry.objects.filter(subject=f"accounts/{account.id}", action="account_accept").exists()
        if account.state == "suspended":
            account.state = "active" if accepted else "invited"

    return _changed(actor, account_id, "account_suspend", "account_resume", change, why)


def account_erase(actor: Actor, account_id: str, *, why: str = "") -> None:
    """Remove all that is known of a person: the account and what hangs on it. The journal stays whole.

    Raises:
        NotAllowed, NotFound: the actor may not, or it is the last administrator; there is no such account.
    """
    with writing_as(actor) as actor:
        role = rights.require(actor, "account_erase", rights.Subject(account=account_id))
        account = _account(account_id)
        keep_an_administrator(account_id)
        forget_all(account)
        changes = Changes()
        for model in (Grant, Token):
            changes.close(model.objects.current().filter(account=account_id, programme=""))
        by = By(actor=actor.id, role=role, why=why)
        for programme in _programmes(account_id):
            ended = Changes(closed=list(Grant.objects.of(programme).current().filter(account=account_id)))
            journal_write(
                by,
                programme=programme,
                action="grant_withdraw",
                subject=f"accounts/{account_id}",
                before=[row.record_id for row in ended.closed],
                after=None,
                changes=ended,
            )
        _journal(by, "account_erase", account, before=account.told(), after=None, changes=changes)
        account.delete()
        transaction.on_commit(_overwrite)


def _overwrite() -> None:
    """Have SQLite take what was erased out of its log too, so that no file of the workspace holds it any longer."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _programmes(account_id: str) -> list[str]:
    grants = Grant.objects.current().filter(account=account_id).exclude(programme="")
    return sorted(set(grants.values_list("programme", flat=True)))


def _changed(
    actor: Actor, account_id: str, right: str, action: str, change: Callable[[Account], None], why: str = ""
) -> Account:
    with writing_as(actor) as actor:
        role = rights.require(actor, right, rights.Subject(account=account_id))
        account = _account(account_id)
        before = account.told()
        change(account)
        _save(account, action, By(actor=actor.id, role=role, why=why), before)
        return account


def _account(account_id: str) -> Account:
    account = Account.objects.filter(id=account_id).first()
    if account is None:
        raise NotFound(say("There is no account {id}.", id=account_id))
    return account


def _save(account: Account, action: str, by: By, before: dict[str, Any]) -> None:
    if account.told() == before:
        return
    account.save()
    _journal(by, action, account, before=before)


def _journal(
    by: By, action: str, account: Account, *, before: Any, after: Any = ..., changes: Changes | None = None
) -> None:
    journal_write(
        by,
        programme="",
        action=action,
        subject=f"accounts/{account.id}",
        before=before,
        after=account.told() if after is ... else after,
        changes=changes,
    )


def _check(account: Account) -> None:
    faults = []
    if not account.name:
        faults.append(_fault(account, "name", say("The name is empty."), say("Write the name as colleagues know it.")))
    try:
        validate_email(account.email)
    except ValidationError:
        remedy = say("Write an address such as name@example.org.")
        faults.append(_fault(account, "email", say("This is not an e-mail address."), remedy))
    if Account.objects.filter(email=account.email).exclude(id=account.id).exists():
        faults.append(
            _fault(account, "email", say("This address has an account already."), say("Give that account a role."))
        )
    if account.language not in LANGUAGES:
        faults.append(_fault(account, "language", say("This language is not known."), say("Choose nl or en.")))
    if faults:
        raise FaultsFound(faults)


def _fault(account: Account, key: str, message: str, remedy: str) -> Fault:
    return Fault(file=f"accounts/{account.id}", line=None, key=key, message=message, remedy=remedy)


def keep_an_administrator(account_id: str) -> None:
    """Refuse what would leave the workspace without anyone who administers it."""
    held = Grant.objects.current().filter(role="administrator", partner__isnull=True, programme="")
    others = set(held.exclude(account=account_id).values_list("account", flat=True))
    if held.filter(account=account_id).exists() and not Account.objects.filter(id__in=others, state="active").exists():
        why = say("This is the last administrator. Give another account that role first.")
        raise NotAllowed("account_suspend", why)


def actor_by_id(account_id: str) -> Actor:
    """Return the actor that an account is.

    Raises:
        NotFound: there is no such account.
    """
    return actor_of(_account(account_id))

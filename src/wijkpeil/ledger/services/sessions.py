"""Ending sessions: one, or all of an account but the one in which it is asked."""

from __future__ import annotations

from allauth.usersessions.models import UserSession

from wijkpeil.errors import NotFound, say
from wijkpeil.ledger import rights
from wijkpeil.ledger.services.recording import By, journal_write, writing_as
from wijkpeil.model.people import Actor


def session_revoke(actor: Actor, account_id: str, session: int | None = None, *, keep: str = "", why: str = "") -> int:
    """End a session of an account by its number, or all but the one with key ``keep``; return how many ended.

    Raises:
        NotAllowed: it is another's, and the actor is no administrator.
        NotFound: the account has no such session.
    """
    with writing_as(actor) as actor:
        role = rights.require(actor, "session_revoke", rights.Subject(account=account_id))
        rows = UserSession.objects.filter(user_id=account_id).exclude(session_key=keep)
        ending = list(rows if session is None else rows.filter(pk=session))
        if session is not None and not ending:
            raise NotFound(say("There is no such session; it may have ended already."))
        for each in ending:
            each.end()
        if ending:
            journal_write(
                By(actor=actor.id, role=role, why=why),
                programme="",
                action="session_revoke",
                subject=f"sessions/{account_id}",
                before={"sessions": len(ending)},
                after=None,
            )
        return len(ending)

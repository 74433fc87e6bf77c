"""What a person keeps for themselves in the workplace: drafts, uploads under preview, and when they last looked.

None of it is part of the ledger, so that none of it is journalled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from wijkpeil.errors import NotFound, say
from wijkpeil.ledger.personal import Draft, Personal, Upload, Visit

Kept = TypeVar("Kept", bound=Personal)
DRAFT_DAYS = 30
"""Days that a draft is kept after it was last saved."""
UPLOAD_DAYS = 2
"""Days that an upload waits for its confirmation."""
MOST = 100
"""Drafts, and uploads, that one account can have; the oldest give way."""
LOOKING = timedelta(minutes=5)
"""How often looking is noted."""


def draft_keep(
    account: str,
    programme: str,
    register: str,
    record_id: str,
    columns: Mapping[str, str],
    *,
    revision: int | None,
    why: str = "",
    draft: str = "",
) -> Draft:
    """Keep what was typed, in place of the ``draft`` it was opened from.

    Each time under another id: a second tab opened from the same draft finds it gone, and keeps one of its own.
    """
    with transaction.atomic():
        mine = Draft.objects.filter(account_id=account, programme=programme, register=register, record_id=record_id)
        typed = {"columns": dict(columns), "revision": revision, "why": why}
        # Whoever clicks twice typed it once.
        same = next((one for one in mine if {name: getattr(one, name) for name in typed} == typed), None)
        mine.filter(id__in=[draft, *([same.id] if same else [])]).delete()
        kept = Draft.objects.create(
            account_id=account,
            programme=programme,
            register=register,
            record_id=record_id,
            saved_at=timezone.now(),
            **typed,
        )
        _make_room(Draft, account)
    personal_expire()
    return kept


def drafts_of(account: str, programme: str) -> tuple[Draft, ...]:
    """Return the drafts of an account that are not too old, the newest first."""
    return tuple(_lasting(Draft, DRAFT_DAYS).filter(account_id=account, programme=programme).order_by("-saved_at"))


def draft_of(account: str, draft: str) -> Draft:
    """Return one draft of an account.

    Raises:
        NotFound: it has no such draft.
    """
    return _own(Draft, DRAFT_DAYS, account, draft)


def draft_remove(account: str, draft: str) -> None:
    """Throw a draft away; one that is not there is gone already."""
    Draft.objects.filter(account_id=account, id=draft).delete()


def upload_keep(
    account: str,
    programme: str,
    register: str,
    name: str,
    header: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    base: int | None,
) -> Upload:
    """Keep a sheet until its owner has confirmed what it changes."""
    kept = Upload.objects.create(
        account_id=account,
        programme=programme,
        register=register,
        name=name,
        header=list(header),
        rows=[[line, list(cells)] for line, cells in rows],
        base=base,
        saved_at=timezone.now(),
    )
    _make_room(Upload, account)
    personal_expire()
    return kept


def upload_of(account: str, upload: str, programme: str, register: str) -> Upload:
    """Return one upload of an account, of a register of a programme.

    Raises:
        NotFound: it has no such upload of that register, or no longer.
    """
    kept = _own(Upload, UPLOAD_DAYS, account, upload)
    if (kept.programme, kept.register) != (programme, register):
        raise _gone()
    return kept


def upload_remove(account: str, upload: str) -> None:
    """Throw an upload away; one that is not there is gone already."""
    Upload.objects.filter(account_id=account, id=upload).delete()


def visit_note(account: str) -> datetime | None:
    """Note that an account looks at its work; return when it last did, None for the first time."""
    now = timezone.now()
    visit = Visit.objects.filter(account_id=account).first()
    if visit is None:
        Visit.objects.update_or_create(account_id=account, defaults={"seen_at": now})
        return None
    if now - visit.seen_at > LOOKING:
        Visit.objects.filter(account_id=account).update(seen_at=now)
    return visit.seen_at


def personal_expire(now: datetime | None = None) -> int:
    """Remove the drafts and uploads that are past their term; return how many."""
    moment = now or timezone.now()
    past = [
        Draft.objects.filter(saved_at__lt=moment - timedelta(days=DRAFT_DAYS)),
        Upload.objects.filter(saved_at__lt=moment - timedelta(days=UPLOAD_DAYS)),
    ]
    return sum(each.delete()[0] for each in past)


def _lasting(model: type[Kept], days: int) -> QuerySet[Kept]:
    return model._default_manager.filter(saved_at__gte=timezone.now() - timedelta(days=days))


def _own(model: type[Kept], days: int, account: str, own: str) -> Kept:
    found = _lasting(model, days).filter(account_id=account, id=own).first()
    if found is None:
        raise _gone()
    return found


def _gone() -> NotFound:
    return NotFound(say("This is not kept, or no longer."))


def _make_room(model: type[Personal], account: str) -> None:
    kept = model._default_manager.filter(account_id=account).order_by("-saved_at").values_list("id", flat=True)
    model._default_manager.filter(id__in=list(kept[MOST:])).delete()

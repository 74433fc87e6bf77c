"""What a list of accounts shows of each, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from axes.models import AccessLog
from django.db.models import Max

from wijkpeil.ledger.mapper import to_record
from wijkpeil.ledger.models import Grant
from wijkpeil.model import people
from wijkpeil.model.base import Language
from wijkpeil.model.programme import Programme
from wijkpeil.pages.people import GrantLine, grant_lines

PER_PAGE = 50


def roles_of_all(
    ids: Sequence[str], programmes: Mapping[str, Programme], language: Language
) -> dict[str, tuple[GrantLine, ...]]:
    """Return the roles of several accounts in words, by account."""
    held: dict[str, list[people.Grant]] = defaultdict(list)
    for row in Grant.objects.current().filter(account__in=ids).order_by("programme", "position"):
        held[row.account].append(to_record(people.Grant, row))
    return {own: grant_lines(grants, programmes, language) for own, grants in held.items()}


def last_sign_ins(ids: Sequence[str]) -> dict[str, datetime]:
    """Return when accounts last signed in, as far as that is kept, by account."""
    rows = AccessLog.objects.filter(username__in=ids).order_by().values_list("username").annotate(Max("attempt_time"))
    return dict(rows)

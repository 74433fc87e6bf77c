"""What the state of an account, a token, a role or a record takes away: each cell of the second table."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from pages import at, signed_in
from people import ROOT
from record_pages import at as at_record
from record_pages import form, found
from ways import address, as_json, call
from world import HOUSING, KEEPER, SMALL, Stand, World, facility, key_for, person

from wijkpeil.errors import FaultsFound, NotAllowed, NotFound, StaleRecord
from wijkpeil.ledger import services
from wijkpeil.ledger.accounts import Account
from wijkpeil.ledger.models import Grant, JournalEntry, Token
from wijkpeil.ledger.reading import record_history, register_read
from wijkpeil.ledger.rights_states import PERSON_STATES, RECORD_STATES, State
from wijkpeil.ledger.rights_table import Holder
from wijkpeil.ledger.services.records import Receipt

pytestmark = pytest.mark.django_db
KEPT = "f-kept"
REFUSED = (NotAllowed, NotFound, StaleRecord)


def grant_of(stand: Stand) -> str:
    assert stand.account is not None
    return Grant.objects.current().get(account=stand.account.id).record_id


def to_other_programme(stand: Stand, world: World) -> None:
    assert stand.account is not None
    services.programme_load(world.other, ROOT, world.workspace)
    services.grant_withdraw(ROOT, grant_of(stand))
    services.grant_give(ROOT, stand.account.id, "decision-maker", partner=HOUSING, programme="other")


def suspend_and_resume(stand: Stand) -> None:
    assert stand.account is not None
    services.account_suspend(ROOT, stand.account.id)
    services.account_resume(ROOT, stand.account.id)


def narrowed(stand: Stand) -> None:
    assert stand.account is not None
    stand.token, stand.key = key_for(stand.account, ("read",))


def expired(stand: Stand) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Token._base_manager.filter(record_id=stand.token).update(expires_on=yesterday)


MADE: dict[str, Callable[[Any, World], Any]] = {
    "active": lambda _stand, _world: None,
    "invited": lambda stand, _: Account.objects.filter(id=stand.account.id).update(state="invited"),
    "suspended": lambda stand, _: services.account_suspend(ROOT, stand.account.id),
    "resumed": lambda stand, _: suspend_and_resume(stand),
    "erased": lambda stand, _: services.account_erase(ROOT, stand.account.id),
    "withdrawn": lambda stand, _: services.grant_withdraw(ROOT, grant_of(stand)),
    "other-programme": to_other_programme,
    "revoked": lambda stand, _: services.token_revoke(ROOT, stand.token),
    "expired": lambda stand, _: expired(stand),
    "narrow": lambda stand, _: narrowed(stand),
}
"""How each state comes about, for somebody who was fine before."""


def by_token(stand: Stand, cells: dict[str, str]) -> bool:
    body = {"record": as_json("facilities", KEPT, cells)}
    try:
        call(stand, "put", address("facilities", KEPT), body, **{"If-Match": '"1"'})
    except NotAllowed:
        return False
    return True


def tried(step: Callable[[], bool]) -> bool:
    with transaction.atomic():
        done = step()
        transaction.set_rollback(True)
    return done


@pytest.mark.parametrize("state", PERSON_STATES, ids=lambda state: state.id)
def test_what_is_left_to_a_person(world: World, state: State) -> None:
    with transaction.atomic(), override_settings(PROGRAMME=SMALL):
        made, _grant = person("decision-maker", HOUSING, "in some state")
        stand = Stand(Holder(role="decision-maker", place="partner"), made, *key_for(made))
        cells = facility(HOUSING, "own")
        services.record_add(KEEPER, SMALL, "facilities", KEPT, cells)
        client = signed_in(stand)
        MADE[state.id](stand, world)
        changed = {**cells, "name_nl": "Anders"}
        page = at_record("work-record", "facilities", KEPT)
        sent = form(changed, revision="1")
        got = (
            client.get(at("account")).status_code == 200,
            tried(lambda: client.get(page).status_code == 200 and KEPT in found(client, page)),
            tried(lambda: client.post(at_record("work-revise", "facilities", KEPT), sent) and revised()),
            tried(lambda: by_token(stand, changed)),
        )
        transaction.set_rollback(True)
    assert got == state.left


def revised() -> bool:
    """True where the last entry revised the record."""
    last = JournalEntry.objects.latest("sequence")
    return (last.action, last.subject) == ("record_revise", f"facilities/{KEPT}")


def allowed(step: Callable[[], Any]) -> bool:
    def made() -> bool:
        try:
            done = step()
        except REFUSED:
            return False
        except FaultsFound as found_:
            raise AssertionError(found_) from found_
        return done.entry is not None if isinstance(done, Receipt) else bool(done)

    return tried(made)


def entry_about(own: str) -> int:
    """Number of the last entry about a record; of no entry where there is none."""
    last = JournalEntry.objects.filter(subject=f"facilities/{own}").order_by("-sequence").first()
    return last.sequence if last else 10**6


@pytest.mark.parametrize("state", RECORD_STATES, ids=lambda state: state.id)
def test_what_is_left_to_do_to_a_record(world: World, state: State) -> None:
    own, cells = KEPT, facility()
    place = (KEEPER, SMALL, "facilities", own)
    with transaction.atomic():
        if state.id != "never":
            services.record_add(*place, cells)
            services.record_revise(*place, {**cells, "name_nl": "Anders"}, revision=1)
        if state.id == "removed":
            services.record_remove(*place, revision=2)
        got = (
            any(each.record.id == own for each in register_read(KEEPER, SMALL, "facilities")),
            bool(record_history(*place)),
            allowed(lambda: services.record_add(*place, cells)),
            allowed(lambda: services.record_revise(*place, {**cells, "name_nl": "Nog anders"}, revision=None)),
            allowed(lambda: services.record_remove(*place, revision=None)),
            allowed(lambda: services.record_restore(*place, revision=1)),
            allowed(lambda: services.entry_undo(KEEPER, SMALL, entry_about(own))),
        )
        transaction.set_rollback(True)
    assert got == state.left

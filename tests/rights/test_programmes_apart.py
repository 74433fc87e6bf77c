"""A workspace with two programmes: a role for one gives no right in the other, whoever asks and in whatever way."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people import ROOT
from record_pages import at
from small_programmes import both, write
from ways import call, command
from world import HOUSING, KEEPER, POLICE, SMALL, Stand, World, facility, key_for, person

from wijkpeil.errors import NotAllowed, NotFound, StaleRecord
from wijkpeil.ledger import services
from wijkpeil.ledger.actors import actor_of, actor_of_key
from wijkpeil.ledger.models import JournalEntry
from wijkpeil.ledger.reading import may_read, record_history, register_read, shown_programme
from wijkpeil.ledger.rights import ACTIONS, Subject, may
from wijkpeil.ledger.rights_table import Holder
from wijkpeil.ledger.seeing import owners_for, scope_of_actor
from wijkpeil.ledger.services.accounts import actor_by_id
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.loading import definitions_hash, format_definitions
from wijkpeil.model.people import ROLES, SCOPES, Actor, Grant, Role

pytestmark = pytest.mark.django_db
OTHER = "other"
OFFICE = "f-office"
HIDDEN = "f-police-hidden"
BELOW: tuple[Role, ...] = tuple(role for role in ROLES if role not in ("administrator", "auditor"))
"""Roles that can be held in one programme."""


@pytest.fixture(autouse=True)
def two(world: World) -> Iterator[None]:
    """Load the second programme, with the same partners and the same records."""
    with transaction.atomic():
        services.programme_load(world.other, ROOT, world.workspace)
        for own, owner, visibility in ((OFFICE, "", "public"), ("f-housing", HOUSING, "own"), (HIDDEN, POLICE, "own")):
            services.record_add(KEEPER, OTHER, "facilities", own, facility(owner, visibility))
        yield
        transaction.set_rollback(True)


partners = st.sampled_from([None, HOUSING, POLICE])
grants = st.builds(
    Grant,
    id=st.just("g"),
    account=st.just("p-x"),
    role=st.sampled_from(BELOW),
    partner=partners,
    area=st.sampled_from([None, "3081"]),
    programme=st.sampled_from([SMALL, OTHER]),
)
subjects = st.builds(
    Subject,
    programme=st.sampled_from(["", SMALL, OTHER]),
    register=st.sampled_from(["facilities", "zones", "themes", "targets"]),
    owner=partners,
    visibility=st.sampled_from(["public", "named", "own"]),
    visible_to=st.frozensets(st.sampled_from([HOUSING, POLICE])),
    areas=st.sampled_from([(), (frozenset({"3081"}),), (frozenset({"3082"}),)]),
    account=st.sampled_from([None, "p-x", "p-y"]),
    author=st.sampled_from([None, "p-x", "p-y"]),
)


@given(held=st.lists(grants, max_size=4), subject=subjects, action=st.sampled_from(ACTIONS))
def test_grants_of_another_programme_are_as_if_they_were_not_there(
    held: list[Grant], subject: Subject, action: str
) -> None:
    actor = Actor(id="p-x", kind="person", grants=tuple(held))
    left = replace(actor, grants=tuple(each for each in held if each.programme in ("", subject.programme)))
    assert may(actor, action, subject) == may(left, action, subject)


@given(held=st.lists(grants, max_size=3), own=st.sampled_from([SMALL, OTHER]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_what_is_seen_and_written_in_a_programme_hangs_on_its_own_grants(held: list[Grant], own: str) -> None:
    """The naive rule: take the grants that say this programme, and ask with those alone."""
    programme_, mixed = current_programme(own), Actor(id="p-x", kind="person", grants=tuple(held))
    alone = replace(mixed, grants=tuple(each for each in held if each.programme == own))
    assert shown_programme(mixed, programme_) == shown_programme(alone, programme_)
    assert scope_of_actor(mixed, own) == frozenset(each.partner for each in alone.grants if each.partner)
    for register, action in itertools.product(("facilities", "zones"), ("record_add", "record_remove")):
        assert owners_for(mixed, own, action, register) == owners_for(alone, own, action, register)
    for each in programme_.ledger.facilities:
        assert may_read(mixed, own, "facilities", each) == may_read(alone, own, "facilities", each)
    for attempt in attempts(own):
        assert outcome(attempt, mixed) == outcome(attempt, alone)


def attempts(own: str) -> list[Any]:
    """Writes and readings of one programme, by whoever is given."""
    zone = facility(HOUSING)
    return [
        lambda actor: services.record_add(actor, own, "facilities", "new", facility(HOUSING)),
        lambda actor: services.record_add(actor, own, "zones", "new", zone),
        lambda actor: services.record_remove(actor, own, "facilities", OFFICE, revision=None),
        lambda actor: services.record_restore(actor, own, "facilities", HIDDEN, revision=1),
        lambda actor: services.entry_undo(actor, own, last_entry(own)),
        lambda actor: record_history(actor, own, "facilities", HIDDEN),
        lambda actor: register_read(actor, own, "facilities"),
    ]


def last_entry(own: str) -> int:
    return JournalEntry.objects.filter(programme=own, action="record_add").latest("sequence").sequence


def outcome(attempt: Any, actor: Actor) -> Any:
    with transaction.atomic():
        try:
            done = attempt(actor)
            return len(done) if isinstance(done, tuple) else "done"
        except (NotAllowed, NotFound, StaleRecord) as refused:
            return type(refused).__name__
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("role", BELOW)
def test_a_stored_role_for_one_programme_does_nothing_in_the_other(world: World, role: Role) -> None:
    made, _grant = person(role, HOUSING, f"{role} of small")
    services.grant_give(ROOT, made.id, role, programme=SMALL)
    _token, key = key_for(made, SCOPES)
    for actor in (actor_of(made), actor_by_id(made.id), actor_of_key(key), actor_of(made, SMALL)):
        assert {each.programme for each in actor.grants} == {SMALL}
        reads = {each.record.id for each in register_read(actor, OTHER, "facilities")}
        assert reads == {OFFICE}
        for attempt in attempts(OTHER):
            assert outcome(attempt, actor) in ("NotAllowed", "NotFound", 0, 1)
        with pytest.raises(NotAllowed):
            services.programme_load(renamed(world), actor, world.workspace)


def renamed(world: World) -> Any:
    """A folder of the other programme, with other definitions and nothing else changed."""
    held = current_programme(OTHER)
    info = replace(held.definitions.info, name=both("Taken over"))
    definitions = replace(held.definitions, info=info)
    definitions = replace(definitions, hash=definitions_hash(format_definitions(definitions)))
    return write(replace(held, definitions=definitions), world.workspace.parent / "renamed")


def test_by_the_api_and_by_commands_it_is_the_same(world: World) -> None:
    made, _grant = person("programme-manager", HOUSING, "manager of small")
    services.grant_give(ROOT, made.id, "programme-manager", programme=SMALL)
    services.grant_give(ROOT, made.id, "researcher", programme=SMALL)
    stand = Stand(Holder(role="programme-manager", place="partner"), made, *key_for(made, SCOPES))
    path = f"/programmes/{OTHER}/registers/facilities/records"
    assert [each["id"] for each in call(stand, "get", path).json()["items"]] == [OFFICE]
    for method, where, body, headers in (
        ("get", f"{path}/f-housing", None, {}),
        ("delete", f"{path}/{OFFICE}", None, {"If-Match": '"1"'}),
        ("post", f"/programmes/{OTHER}/entries/{last_entry(OTHER)}/undos", {}, {}),
    ):
        with pytest.raises(NotAllowed):
            call(stand, method, where, body, **headers)
    for arguments in (
        ("record", "show", "facilities", "f-housing", "--programme", OTHER),
        ("record", "remove", "facilities", OFFICE, "--programme", OTHER),
        ("load", str(renamed(world))),
    ):
        with pytest.raises(NotAllowed):
            command(world, stand, *arguments)
    assert call(stand, "get", path.replace(OTHER, SMALL)).json()["total"] > 1


def test_pages_show_the_programme_of_the_site_and_its_grants_alone(world: World, settings: Any) -> None:
    made, _grant = person("decision-maker", HOUSING, "decider of small")
    client = Client(SERVER_NAME="localhost")
    client.force_login(made)
    settings.PROGRAMME = OTHER
    assert client.get(at("work-record", "facilities", "f-housing")).status_code == 404
    settings.PROGRAMME = SMALL
    assert client.get(at("work-record", "facilities", "f-housing")).status_code == 200

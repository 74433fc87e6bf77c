"""Whatever is sent, the API answers what its document says, and never fails."""

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schema_checks import CHECKS
from schemathesis import GenerationMode
from world import World

from wijkpeil.web.api import api, document

pytestmark = pytest.mark.django_db
WHO = ["", "reporter at partner", "programme-manager at office", "administrator at office", "auditor at office"]
OPERATIONS = [(path, method) for path, operations in document(api)["paths"].items() for method in operations]
RECORDS = ["f-office", "f-housing", "f-police", "f-police-hidden", "z-office", "t1", "housing"]
KNOWN = {
    "programme": st.just("small"),
    "register": st.sampled_from(["facilities", "zones", "themes", "partners", "targets", "area-plans"]),
    "record": st.sampled_from(RECORDS),
    "target": st.sampled_from(["a", "b", "none"]),
    "entry": st.integers(1, 40),
    "index": st.just("none"),
    "area": st.just("3081"),
}


@pytest.fixture(scope="module")
def schema(world: World) -> Any:
    """The document as the site gives it, with the site itself to call."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


def key_of(world: World, who: str) -> str:
    """The key of a holder's token; empty for a visitor."""
    role, _, place = who.partition(" at ")
    stands = world.stands.values()
    return next((each.key for each in stands if (each.holder.role, each.holder.place) == (role, place)), "")


def known(world: World) -> dict[str, Any]:
    """Values for parts of an address that lead somewhere."""
    return {
        **KNOWN,
        "account": st.sampled_from([world.them.id, next(iter(world.stands.values())).account.id]),
        "grant": st.just(world.their_grant),
        "token": st.just(world.their_token),
    }


def send(world: World, case: Any, who: str) -> None:
    """Send a case, hold the answer against the document, and take back what it wrote."""
    headers = {"Host": "localhost", "Accept-Encoding": "identity"}
    if key := key_of(world, who):
        headers["Authorization"] = f"Bearer {key}"
    with transaction.atomic():
        response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS)
        transaction.set_rollback(True)


def tried(world: World, schema: Any, path: str, method: str, examples: int) -> None:
    """Try one operation: what fits the document and what does not, in addresses that lead somewhere or nowhere."""
    operation = schema[path][method]
    cases = st.one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    places = st.fixed_dictionaries({name: known(world)[name] for name in names})

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=cases, place=places, there=st.booleans(), who=st.sampled_from(WHO))
    def run(case: Any, place: dict[str, Any], there: bool, who: str) -> None:
        if there:
            case.path_parameters = place
        send(world, case, who)

    run()


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_a_tenth(world: World, schema: Any, path: str, method: str) -> None:
    tried(world, schema, path, method, 10)


@pytest.mark.long
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_all(world: World, schema: Any, path: str, method: str) -> None:
    tried(world, schema, path, method, 100)

"""Whatever is asked of indices, the API answers what its document says, and never fails."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indices_to_ask import ANNUAL, BROKEN, CITY, INDEX, ROTTERDAM, SHAPE
from indices_to_ask import cities as cities
from schema_checks import CHECKS
from schemathesis import GenerationMode

from wijkpeil.web.api import api, document

pytestmark = pytest.mark.django_db
PATHS = [path for path in document(api)["paths"] if "/indices" in path]
PLACES = {
    "programme": st.sampled_from([CITY, ROTTERDAM]),
    "index": st.sampled_from([INDEX, ANNUAL, BROKEN, SHAPE, "vrom-card"]),
    "area": st.sampled_from(["simulated-01", "3081", "none"]),
}
CHOSEN = st.fixed_dictionaries(
    {},
    optional={
        "period": st.sampled_from(["2009", "2010", "", "x"]),
        "weights": st.sampled_from(["even", "safety-first", "none"]),
        "nodes": st.sampled_from(["true", "false"]),
        "page": st.sampled_from(["1", "2", "99"]),
        "n": st.sampled_from(["rank", "z-score", "x"]),
        "a": st.sampled_from(["geometric-mean", "copeland", "\x00"]),
        "w.simulated-safe": st.sampled_from(["9", "-1", "abc", "1e400", "0"]),
    },
)


@pytest.fixture(scope="module")
def schema(cities: Path) -> Any:
    """The document as the site gives it, with the site itself to call."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


def tried(schema: Any, path: str, examples: int) -> None:
    """Try one address, with a query that somebody could choose and with any other."""
    operation = schema[path]["GET"]
    cases = st.one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    places = st.fixed_dictionaries({name: PLACES[name] for name in names})

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=cases, place=places, query=st.none() | CHOSEN)
    def run(case: Any, place: dict[str, Any], query: dict[str, str] | None) -> None:
        case.path_parameters = place
        if query is not None:
            case.query = query
        response = case.call(headers={"Host": "localhost", "Accept-Encoding": "identity"})
        case.validate_response(response, checks=CHECKS)

    run()


@pytest.mark.parametrize("path", PATHS)
def test_some(schema: Any, path: str) -> None:
    tried(schema, path, 25)


@pytest.mark.long
@pytest.mark.parametrize("path", PATHS)
def test_many(schema: Any, path: str) -> None:
    tried(schema, path, 250)

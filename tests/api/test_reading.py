"""Reading by the API: its form, its pages, its past, and what it says when something is not there."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client, override_settings
from jsonschema import Draft202012Validator
from world import AREAS_OF, KEEPER, SMALL, World, facility

from wijkpeil.ledger.models import REGISTERS
from wijkpeil.ledger.services import record_revise
from wijkpeil.loading.json_form import json_schema, json_text, read_json
from wijkpeil.web.api import api, document
from wijkpeil.web.api.examples import EXAMPLES

pytestmark = pytest.mark.django_db
Call = Callable[..., Any]
FACILITIES = f"/programmes/{SMALL}/registers/facilities"


def test_what_every_answer_carries(call: Call) -> None:
    answer = call("get", "/programmes")
    assert answer.headers["API-Version"] == "1.0.0"
    assert answer.headers["Content-Language"] == "en"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert [each["id"] for each in answer.json()] == [SMALL]
    assert answer.json()[0]["changed_at"].endswith("Z")
    assert not answer.cookies
    assert "no-store" in call("get", "/programmes", who="reader at office").headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/programmes/", "/", "", "/nothing", FACILITIES + "/records/", "/openapi.json/"])
def test_what_is_no_address_is_a_problem_and_no_redirect(call: Call, path: str) -> None:
    answer = call("get", path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["type"] == "urn:wijkpeil:problem:not-found"
    assert answer.headers["API-Version"] == "1.0.0"


def test_another_method_is_a_problem(call: Call) -> None:
    answer = call("post", "/programmes", {})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    assert answer.json()["status"] == 405
    head = call("head", "/programmes")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["Content-Length"]) > 0


def test_paths_are_kebab_plural_and_without_a_slash() -> None:
    single = {"self", "journal", "head", "export", "verification", "openapi.json", "coherence"}
    for path in document(api)["paths"]:
        parts = [part for part in path.split("/") if part and not part.startswith("{")]
        assert not path.endswith("/")
        for part in parts:
            assert part == part.lower()
            assert "_" not in part
            assert part in single or part.endswith("s"), path


def test_the_document_is_openapi_and_names_every_answer(call: Call) -> None:
    answer = call("get", "/openapi.json")
    told = answer.json()
    assert told["openapi"] == "3.1.0"
    assert told["info"]["contact"]["name"]
    for operations in told["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert {"401", "403", "404", "405", "422", "429", "500"} <= set(operation["responses"])
            for status, response in operation["responses"].items():
                assert "API-Version" in response["headers"]
                if int(status) >= 400:
                    assert list(response["content"]) == ["application/problem+json"]
            assert all(each["name"][0].islower() or each["in"] == "header" for each in operation.get("parameters", []))


def test_every_example_fits_its_schema() -> None:
    told = json.loads(json_text(document(api)))
    tried = 0
    for operations in told["paths"].values():
        for operation in operations.values():
            contents = [response.get("content", {}) for response in operation["responses"].values()]
            contents.append(operation.get("requestBody", {}).get("content", {}))
            for content in (each for media in contents for each in media.values()):
                if "example" in content:
                    schema = {**content["schema"], "components": told["components"]}
                    Draft202012Validator(schema).validate(content["example"])
                    tried += 1
    assert tried == sum(len(each) for each in EXAMPLES.values())


def test_a_register_says_its_fields(call: Call) -> None:
    listed = {each["register"]: each for each in call("get", f"/programmes/{SMALL}/registers").json()}
    assert len(listed) == len(REGISTERS)
    assert listed["area-plans"]["kept"]
    assert not listed["budget-lines"]["kept"]
    assert listed["facilities"]["records"] == 3 + 2 * len(AREAS_OF)  # Those that a visitor sees.
    told = call("get", FACILITIES).json()
    record = call("get", FACILITIES + "/records/f-police").json()["record"]
    Draft202012Validator(told["record_schema"]).validate(record)
    assert "name_nl" in told["row_schema"]["properties"]
    assert call("get", f"/programmes/{SMALL}/registers/area_plans").status_code == 404


def test_every_record_fits_the_schema_of_its_register(call: Call) -> None:
    count = 0
    for name, model in REGISTERS.items():
        validator = Draft202012Validator(json_schema(model.record_type))
        answer = call("get", f"/programmes/{SMALL}/registers/{name.replace('_', '-')}/records?pageSize=500")
        for each in answer.json()["items"]:
            validator.validate(each["record"])
            count += 1
    assert count > 10


def test_numbers_keep_their_digits(call: Call) -> None:
    text = call("get", f"/programmes/{SMALL}/registers/budget-lines/records").content.decode()
    assert '"amount": 12.50' in text
    assert '"amount": 99999999999999999.99' in text
    assert '"amount": null' in text
    assert read_json(text.encode())["items"][1]["record"]["amount"] == Decimal("99999999999999999.99")


def test_lists_come_in_pages(call: Call) -> None:
    first = call("get", FACILITIES + "/records?pageSize=2", who="auditor at office")
    assert (first.json()["total"], len(first.json()["items"])) == (5 + 2 * len(AREAS_OF), 2)
    assert 'page=2>; rel="next"' in first.headers["Link"]
    assert "prev" not in first.headers["Link"]
    ids = [
        each["id"]
        for page in range(1, 8)
        for each in call("get", f"{FACILITIES}/records?pageSize=2&page={page}", who="auditor at office").json()["items"]
    ]
    assert len(ids) == len(set(ids)) == 5 + 2 * len(AREAS_OF)
    beyond = call("get", FACILITIES + "/records?page=99")
    assert (beyond.status_code, beyond.json()["items"]) == (200, [])


def test_lists_are_narrowed(call: Call) -> None:
    ids = lambda query: [each["id"] for each in call("get", f"{FACILITIES}/records?{query}").json()["items"]]  # noqa: E731
    assert ids("owner=police") == ["f-police"]
    assert ids("visibility=own") == []
    theirs = ["f-housing", *(f"f-housing-{where}" for where in AREAS_OF)]
    assert ids("visibility=public&owner=housing") == theirs
    moment = call("get", FACILITIES + "/records/f-office").json()["recorded_from"]
    limited = [f"f-office-{where}" for where in AREAS_OF]
    assert ids(f"changedSince={moment}") == ["f-housing", "f-police", *limited, *theirs[1:]]


def test_the_past_is_a_query(call: Call) -> None:
    before = call("get", FACILITIES + "/records/f-office").json()
    record_revise(KEEPER, SMALL, "facilities", "f-office", {**facility(), "name_nl": "Nieuw"}, revision=2)
    moment = before["recorded_from"].replace("Z", "+00:00").replace("+", "%2B")
    assert call("get", FACILITIES + "/records/f-office").json()["revision"] == 3
    then = call("get", f"{FACILITIES}/records/f-office?asOf={moment}").json()
    assert (then["revision"], then["record"]) == (2, before["record"])
    listed = call("get", f"{FACILITIES}/records?asOf={moment}").json()["items"]
    assert {each["id"]: each["revision"] for each in listed}["f-office"] == 2
    assert call("get", FACILITIES + "/records?asOf=1999-01-01T00:00:00Z").status_code == 404
    for wrong in ("2007-01-01", "2007-01-01T00:00:00", "0001-01-01T00:00:00%2B23:00", "soon"):
        assert call("get", f"{FACILITIES}/records?asOf={wrong}").status_code == 422


def test_a_record_is_not_sent_again_where_it_is_the_same(call: Call) -> None:
    answer = call("get", FACILITIES + "/records/f-office")
    assert answer.headers["ETag"] == '"2"'
    again = call("get", FACILITIES + "/records/f-office", **{"If-None-Match": '"2"'})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("sent", ["Bearer", "Bearer x", "Basic YTpi", "Bearer wp_t-1_x", "wp_x", "Bearer " + "x" * 999])
def test_a_token_that_does_not_work_is_refused_even_where_none_is_needed(call: Call, sent: str) -> None:
    answer = call("get", "/programmes", Authorization=sent)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_session_counts_for_nothing(world: World, call: Call) -> None:
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    client.force_login(next(stand.account for stand in world.stands.values() if stand.holder.role == "auditor"))
    assert client.get("/api/v1/journal/entries").status_code == 401
    assert client.get("/api/v1/self").json()["account"] == ""
    path = f"/api/v1{FACILITIES}/records"
    assert client.post(path, "{}", content_type="application/json").status_code in (401, 422)


def test_that_something_hidden_was_written_is_not_told(call: Call) -> None:
    before = call("get", "/programmes").json()
    record_revise(KEEPER, SMALL, "facilities", "f-police-hidden", facility("police", "own"), revision=2)
    assert call("get", "/programmes").json() == before
    record_revise(KEEPER, SMALL, "facilities", "f-police", {**facility("police"), "name_nl": "Nieuw"}, revision=2)
    assert call("get", "/programmes").json() != before


def test_who_asks_is_told_who_they_are(call: Call) -> None:
    told = call("get", "/self", who="reporter at partner").json()
    assert [(each["role"], each["partner"], each["programme"]) for each in told["grants"]] == [
        ("reporter", "housing", SMALL)
    ]
    assert "write" in told["scopes"]


def test_refusals_of_one_address_are_counted(call: Call) -> None:
    with override_settings(API_FAILURES=3):
        statuses = [call("get", "/programmes", Authorization="Bearer wp_x_y").status_code for _ in range(5)]
        assert statuses[:3] == [401] * 3
        answer = call("get", "/programmes")
        assert (statuses[-1], answer.status_code) == (429, 429)
        assert 0 < int(answer.headers["Retry-After"]) <= 60


def test_a_failure_is_a_problem_that_tells_nothing(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr("wijkpeil.web.api.programmes.state_keys", broken)
    answer = call("get", "/programmes")
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert "secret" not in answer.content.decode()

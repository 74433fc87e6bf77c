"""The OpenAPI document: what ninja makes of the endpoints, with all that an answer can be."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI

from wijkpeil.ledger.models import REGISTERS
from wijkpeil.ledger.rights import KEPT, RULES
from wijkpeil.loading.json_form import json_schema
from wijkpeil.web.api.envelope import NDJSON
from wijkpeil.web.api.examples import EXAMPLES
from wijkpeil.web.api.forms import FaultOut
from wijkpeil.web.api.problems import KINDS, MEDIA

PUBLIC = ("record_read",)
"""Rights that nobody needs for what is public."""
USUAL = (401, 403, 404, 405, 406, 422, 429, 500)
"""What every endpoint can answer, whatever it is for."""
_HEADERS = {
    "API-Version": "Version of the API.",
    "ETag": "Revision of the record, to be sent back in If-Match.",
    "Link": "The pages around this one.",
    "Location": "Where the new resource is.",
    "Retry-After": "Seconds to wait.",
}


@cache
def document(api: NinjaAPI) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of the API."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=""))
    made["servers"] = [{"url": "/api/v1", "description": "This site."}]
    made["tags"] = [{"name": name, "description": said} for name, said in _TAGS.items()]
    schemas = made["components"]["schemas"]
    schemas |= {_type(name).__name__: json_schema(_type(name)) for name in REGISTERS}
    schemas |= {"Problem": _problem_schema(), "FaultOut": FaultOut.model_json_schema()}
    _say_records(schemas)
    made["components"]["securitySchemes"] = {"token": _scheme()}
    made["components"]["headers"] = {
        name: {"description": said, "schema": {"type": "string"}} for name, said in _HEADERS.items()
    }
    for path, operations in made["paths"].items():
        for operation in operations.values():
            _complete(path, operation)
    return made


_TAGS = {
    "programmes": "Programmes and their registers.",
    "indices": "Indices: their definitions, scores and ranks, what makes them up, and what other choices would give.",
    "targets": "What targets state: revised by a decision, or corrected.",
    "records": "Records: read, add, revise, remove, restore, import, undo.",
    "journal": "Who changed what, when and why; and proof that nothing else was.",
    "accounts": "Accounts, roles and tokens.",
}


def _type(register: str) -> Any:
    return REGISTERS[register].record_type


def _say_records(schemas: dict[str, Any]) -> None:
    """Say which records can stand where the form has any."""
    given = [{"$ref": f"#/components/schemas/{_type(name).__name__}"} for name in REGISTERS]
    taken = [{"$ref": f"#/components/schemas/{_type(name).__name__}"} for name in REGISTERS if name in KEPT]
    for form, choices in {"RecordOut": given, "WriteForm": taken, "ImportItem": [*taken, {"type": "null"}]}.items():
        said = schemas[form]["properties"]["record"].get("description", "")
        schemas[form]["properties"]["record"] = {"description": said, "anyOf": choices}


def _problem_schema() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "title": "Problem",
        "description": "What went wrong (RFC 9457).",
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "enum": [f"urn:wijkpeil:problem:{name}" for name, _title in KINDS.values()]},
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "faults": {"type": "array", "items": {"$ref": "#/components/schemas/FaultOut"}},
            "current": {"anyOf": [{"$ref": "#/components/schemas/RecordOut"}, {"type": "null"}]},
        },
    }


def _scheme() -> dict[str, str]:
    said = (
        "A personal token, made on the page of your account: `Authorization: Bearer wp_…`. Cookies count for nothing."
    )
    return {"type": "http", "scheme": "bearer", "description": said}


def _complete(path: str, operation: dict[str, Any]) -> None:
    action = operation["x-action"]
    if operation.get("description", "").rstrip(".") == operation["summary"]:
        del operation["description"]
    for parameter in operation["parameters"]:
        parameter.setdefault("description", _PLACES.get(parameter["name"], ""))
    scope = RULES[action][0] if action in RULES else "write"
    operation["security"] = [*([{}] if action in PUBLIC else []), {"token": [scope]}]
    operation["x-scope"] = scope
    sent = (413, 415) if "requestBody" in operation else ()
    for status in (*USUAL, *sent, *operation.pop("x-problems")):
        operation["responses"][status] = {
            "description": KINDS[status][1],
            "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    operation["responses"] = {str(status): operation["responses"][status] for status in sorted(operation["responses"])}
    for status, response in operation["responses"].items():
        if int(status) < 400 and not response.get("description"):
            response["description"] = HTTPStatus(int(status)).phrase
        response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in _headers(operation, status)}
    if path.endswith("/export"):
        content = operation["responses"]["200"]["content"]
        content[NDJSON] = {"schema": {"type": "string", "description": "A heading, then an entry on each line."}}
        del content["application/json"]
    _examples(operation)


_PLACES = {
    "programme": "Id of the programme.",
    "register": "Name of the register, with - for _.",
    "record": "Id of the record.",
    "entry": "Number of the journal entry.",
    "account": "Pseudonymous id of the account.",
    "grant": "Id of the grant.",
    "token": "Id of the token, which is the part of its key that is not secret.",
    "index": "Id of the index.",
    "area": "Id of the area.",
    "visibility": "Keep those that are seen so.",
    "action": "What was done, such as record_add.",
}
"""What a parameter is, where its declaration does not say so."""


TAGGED = ("record", "record_add", "record_revise", "record_restore", "target_revise", "target_correct")
"""Operations that answer with a record and its revision."""

PAGED = ("records", "entries", "accounts", "states", "index_scores", "index_contributions", "index_explorations")
"""Operations that answer with a page of a list."""


def _headers(operation: dict[str, Any], status: str) -> list[str]:
    named = ["API-Version"]
    own = operation["operationId"]
    if status == "429":
        named.append("Retry-After")
    if int(status) < 400:
        named += ["ETag"] if own in TAGGED else []
        named += ["Link"] if own in PAGED else []
        named += ["Location"] if status == "201" else []
    return named


def _examples(operation: dict[str, Any]) -> None:
    example = EXAMPLES.get(operation["operationId"])
    if example is None:
        return
    for side, value in example.items():
        if side == "request":
            operation["requestBody"]["content"]["application/json"]["example"] = value
        else:
            content = operation["responses"][side]["content"]
            content[next(iter(content))]["example"] = value

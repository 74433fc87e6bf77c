"""The page about the API, made from its OpenAPI document: every address, what it takes and what it answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from wijkpeil.model.base import record
from wijkpeil.pages.context import ViewContext

REF = "#/components/schemas/"


@record
class Parameter:
    """Something that an operation takes, beside its body."""

    name: str
    place: str
    """Where it stands, in words."""
    required: bool
    description: str


@record
class AnswerLine:
    """What an operation can answer."""

    status: str
    meaning: str
    is_problem: bool


@record
class Operation:
    """One method at one address."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    public: bool
    """True where nobody needs a token for what is public."""
    scope: str
    parameters: tuple[Parameter, ...]
    answers: tuple[AnswerLine, ...]
    request: str
    """Example of a body; empty where there is none."""
    response: str
    """Example of an answer; empty where there is none."""


@record
class Section:
    """Operations on one kind of thing."""

    id: str
    name: str
    description: str
    operations: tuple[Operation, ...]


@record
class RecordField:
    """A field of a record."""

    name: str
    type: str
    required: bool
    description: str


@record
class RecordKind:
    """A kind of record with its fields."""

    name: str
    description: str
    fields: tuple[RecordField, ...]


@record
class ApiPage:
    """The page."""

    version: str
    site: str
    """Where the site is, such as ``https://example.org``, for the examples."""
    programme: str
    """Id of the programme, for the examples."""
    sections: tuple[Section, ...]
    kinds: tuple[RecordKind, ...]


def api_page(context: ViewContext, document: Mapping[str, Any], kinds: tuple[str, ...], site: str = "") -> ApiPage:
    """Make the page from an OpenAPI document; ``kinds`` are the records to describe, by the names of their schemas."""
    schemas = document["components"]["schemas"]
    return ApiPage(
        version=document["info"]["version"],
        site=site,
        programme=context.programme.definitions.info.id,
        sections=tuple(_section(document, tag) for tag in document["tags"]),
        kinds=tuple(_kind(name, schemas[name]) for name in kinds),
    )


def _section(document: Mapping[str, Any], tag: Mapping[str, str]) -> Section:
    names = {
        "programmes": _("Programmes"),
        "indices": _("Indices"),
        "targets": _("Targets"),
        "records": _("Records"),
        "journal": _("Journal"),
        "accounts": _("Accounts"),
    }
    own = tag["name"]
    found = [
        _operation(path, method, each)
        for path, operations in document["paths"].items()
        for method, each in operations.items()
        if own in each["tags"]
    ]
    return Section(id=own, name=names[own], description=tag["description"], operations=tuple(found))


def _operation(path: str, method: str, each: Mapping[str, Any]) -> Operation:
    answers = {status: response for status, response in each["responses"].items() if status[0] in "24"}
    body = each.get("requestBody", {}).get("content", {}).get("application/json", {})
    return Operation(
        id=each["operationId"],
        method=method.upper(),
        path=path,
        summary=each["summary"],
        description=each.get("description", ""),
        public={} in each["security"],
        scope=each["x-scope"],
        parameters=tuple(_parameter(one) for one in each.get("parameters", [])),
        answers=tuple(
            AnswerLine(status=status, meaning=one["description"], is_problem=status[0] == "4")
            for status, one in answers.items()
        ),
        request=_example(body),
        response=next((text for one in answers.values() for text in [_answered(one)] if text), ""),
    )


def _parameter(one: Mapping[str, Any]) -> Parameter:
    places = {"path": _("address"), "query": _("query"), "header": _("header")}
    return Parameter(
        name=one["name"],
        place=places[one["in"]],
        required=one["required"],
        description=one.get("description", ""),
    )


def _answered(response: Mapping[str, Any]) -> str:
    return next((_example(media) for media in response.get("content", {}).values()), "")


def _example(media: Mapping[str, Any]) -> str:
    return json.dumps(media["example"], ensure_ascii=False, indent=2) if "example" in media else ""


def _kind(name: str, schema: Mapping[str, Any]) -> RecordKind:
    needed = schema["required"]
    fields = tuple(
        RecordField(name=own, type=_type(each), required=own in needed, description=_plain(each["description"]))
        for own, each in schema["properties"].items()
    )
    return RecordKind(name=name, description=_plain(schema["description"]), fields=fields)


def _plain(said: str) -> str:
    """Leave the marks of a docstring out."""
    return said.replace("``", "").replace("*", "")


def _type(schema: Mapping[str, Any]) -> str:
    """Say a type in a few words."""
    if "anyOf" in schema:
        return next(_type(each) for each in schema["anyOf"] if each.get("type") != "null")
    if "enum" in schema:
        return " | ".join(schema["enum"])
    if schema["type"] == "array":
        return f"[{_type(schema['items'])}]"
    if schema["type"] == "object":
        return "{nl, en}"
    return str(schema.get("format") or schema["type"])

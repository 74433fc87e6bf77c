"""Indices: definitions, scores and ranks, what makes them up, and what other choices would give.

What the pages show is computed once for the same definitions and figures, and the API gives that.
"""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from wijkpeil.pages.context import current_context
from wijkpeil.pages.indices.answers import (
    computed,
    definition_told,
    draws_told,
    heading,
    index_told,
    means_of,
    nodes_of_areas,
    result_of,
    rows_of,
)
from wijkpeil.pages.indices.explored_answer import exploration_told
from wijkpeil.pages.indices.looked_into import area_told, coherence_told
from wijkpeil.web.api.asking import OWN, Own, PageNumber, PageSize, address, endpoint, links, sliced
from wijkpeil.web.api.index_forms import (
    AreaScore,
    CoherenceOut,
    Contributions,
    Explorations,
    IndexDetail,
    IndexOut,
    Scores,
)
from wijkpeil.web.api.records import AsOf

router = Router(tags=["indices"])
INDICES = "/programmes/{programme}/indices"
INDEX = INDICES + "/{index}"
PARTS = ("scores", "contributions", "coherence", "explorations")
PLAIN = ("page", "pageSize", "asOf")
Period = Annotated[str | None, Query(None, max_length=200, description="Period of the figures; without it, the last.")]
Weights = Annotated[
    str | None,
    Query(None, alias="weights", pattern=OWN, max_length=200, description="Id of one of its sets of weights."),
]
Area = Annotated[str, Path(pattern=OWN, max_length=200)]


def _many(name: str, pattern: str, description: str) -> dict[str, Any]:
    """Return a parameter that has as many names as fit a pattern."""
    schema = {"type": "object", "patternProperties": {pattern: {"type": "string"}}, "additionalProperties": False}
    said = {"in": "query", "name": name, "required": False, "style": "form", "explode": True}
    return {**said, "description": description, "schema": schema}


OWN_PARAMETERS = (
    _many("w", r"^w\.[A-Za-z0-9_-]+$", "Weights of one's own, one parameter for each: w.NODE=2.5."),
    _many("levels", r"^a\.[0-9]+$", "Another way of putting parts together at one depth: a.1=geometric-mean."),
)


@endpoint(router, "GET", INDICES, list[IndexOut], action="record_read")
def indices(request: HttpRequest, programme: Own, as_of: AsOf = None) -> Any:
    """List the indices of a programme."""
    context = current_context(programme, as_of)
    return [_linked(programme, index_told(context, index.id)) for index in context.programme.definitions.indices]


@endpoint(router, "GET", INDEX, IndexDetail, action="record_read")
def index(request: HttpRequest, programme: Own, index: Own, as_of: AsOf = None) -> Any:
    """Show an index with its definition.

    `definition` is as it is written, `nodes` the tree with every choice and weight worked out.
    """
    return _linked(programme, definition_told(current_context(programme, as_of), index))


@endpoint(router, "GET", INDEX + "/scores", Scores, action="record_read", problems=(409,))
def index_scores(
    request: HttpRequest,
    response: HttpResponse,
    programme: Own,
    index: Own,
    page: PageNumber = 1,
    page_size: PageSize = 50,
    period: Period = None,
    weights: Weights = None,
    nodes: Annotated[bool, Query(False, description="Give the score on each node and indicator too.")] = False,
    as_of: AsOf = None,
) -> Any:
    """List the areas with their score and rank on an index, the best rank first.

    Ranges of ranks are those that the page of the index shows: of the last period, by the declared weights.
    """
    context = current_context(programme, as_of)
    found = computed(context, index)
    result = result_of(context, found, period, weights)
    rows = rows_of(context, found, result, weights)
    links(request, response, page, page_size, len(rows))
    items = sliced(rows, page, page_size)
    if nodes:
        told = nodes_of_areas(result)
        items = [{**row, "nodes": told(row["area"])} for row in items]
    head = {**heading(context, found, result, weights), **draws_told(context, found, result)}
    return {**head, "total": len(rows), "page": page, "page_size": page_size, "items": items}


@endpoint(router, "GET", INDEX + "/contributions", Contributions, action="record_read", problems=(409,))
def index_contributions(
    request: HttpRequest,
    response: HttpResponse,
    programme: Own,
    index: Own,
    page: PageNumber = 1,
    page_size: PageSize = 50,
    period: Period = None,
    weights: Weights = None,
    as_of: AsOf = None,
) -> Any:
    """List what each indicator adds to the score of each area.

    What an area has adds up to its score.
    """
    context = current_context(programme, as_of)
    found = computed(context, index)
    result = result_of(context, found, period, weights)
    rows = rows_of(context, found, result, weights)
    links(request, response, page, page_size, len(rows))
    head = {**heading(context, found, result, weights), "means": means_of(context, found, result, weights)}
    return {**head, "total": len(rows), "page": page, "page_size": page_size, "items": sliced(rows, page, page_size)}


@endpoint(router, "GET", INDEX + "/coherence", CoherenceOut, action="record_read", problems=(409,))
def index_coherence(request: HttpRequest, programme: Own, index: Own, as_of: AsOf = None) -> Any:
    """Show whether the parts of an index go together.

    Correlations, weights in effect beside those that are declared, and what stands out, of the last period.
    """
    return coherence_told(current_context(programme, as_of), index)


@endpoint(router, "GET", INDEX + "/areas/{area}", AreaScore, action="record_read", problems=(409,))
def index_area(
    request: HttpRequest,
    programme: Own,
    index: Own,
    area: Area,
    period: Period = None,
    weights: Weights = None,
    as_of: AsOf = None,
) -> Any:
    """Show where one area stands on an index, and why."""
    return area_told(current_context(programme, as_of), index, area, period, weights)


@endpoint(
    router,
    "GET",
    INDEX + "/explorations",
    Explorations,
    action="record_read",
    problems=(409,),
    parameters=OWN_PARAMETERS,
)
def index_explorations(
    request: HttpRequest,
    response: HttpResponse,
    programme: Own,
    index: Own,
    page: PageNumber = 1,
    page_size: PageSize = 50,
    n: Annotated[str, Query("", max_length=60, description="Another scale, by a name of the explorer's list.")] = "",
    a: Annotated[str, Query("", max_length=60, description="Another way of putting parts together, likewise.")] = "",
    p: Annotated[str, Query("", max_length=20, description="The power of a generalised mean.")] = "",
    i: Annotated[str, Query("", max_length=60, description="Another imputation, by a name of the list.")] = "",
    t: Annotated[str, Query("", max_length=60, description="Another treatment, likewise.")] = "",
    s: Annotated[str, Query("", max_length=200, description="Another set of weights, .tree or .equal.")] = "",
    as_of: AsOf = None,
) -> Any:
    """List where areas would stand on an index by other choices, beside where they stand.

    The query is that of the address of the explorer. Nothing is kept of it, and what would take too long is refused.
    """
    query = {name: text for name, text in request.GET.dict().items() if name not in PLAIN}
    told = exploration_told(current_context(programme, as_of), index, query)
    items = told["items"]
    links(request, response, page, page_size, len(items))
    shown = sliced(items, page, page_size)
    return {**told, "total": len(items), "page": page, "page_size": page_size, "items": shown}


def _linked(programme: str, told: dict[str, Any]) -> dict[str, Any]:
    own = address("programmes", programme, "indices", told["id"])
    return {**told, "links": {"definition": own, **{part: f"{own}/{part}" for part in PARTS}}}

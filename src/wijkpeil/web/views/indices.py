"""Indices: the list, the page of one, its explorer, and its files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from wijkpeil.model.base import Language
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.indices.explorer import ExplorerPage, explored_file, explorer_page, unexplored
from wijkpeil.pages.indices.files import change_file, coherence_file, index_file, sensitivity_file
from wijkpeil.pages.indices.listing import indices_page
from wijkpeil.pages.indices.page import IndexPage, index_page
from wijkpeil.web.showing import context_of, current_language, show, show_record
from wijkpeil.web.views.downloads import answer
from wijkpeil.web.views.standing import shown_day


def _ids(context: ViewContext) -> tuple[str, ...]:
    return tuple(index.id for index in context.programme.definitions.indices)


@require_safe
def indices(request: HttpRequest) -> HttpResponse:
    """List the indices."""
    return show(request, "indices", "indices", indices_page)


@require_safe
def index(request: HttpRequest, id: str) -> HttpResponse:
    """Show one index."""
    query = request.GET.dict()

    def make(context: ViewContext, language: Language, id: str) -> IndexPage:
        return index_page(context, language, id, query)

    return show_record(request, "index", "indices", id, _ids, make)


@require_safe
def explorer(request: HttpRequest, id: str) -> HttpResponse:
    """Show the explorer of one index, with the choices of the address.

    One that cannot be computed has none: its own page says why.
    """
    query = request.GET.dict()

    def make(context: ViewContext, language: Language, id: str) -> ExplorerPage:
        page = explorer_page(context, language, id, query)
        if page is None:
            raise _NothingToExplore
        return page

    try:
        return show_record(request, "index-explorer", "indices", id, _ids, make)
    except _NothingToExplore:
        return HttpResponseRedirect(reverse("index", args=[id]))


class _NothingToExplore(Exception):
    """The index cannot be computed."""


@require_safe
def moves(request: HttpRequest, id: str) -> HttpResponse:
    """Give what changes in the explorer with the choices of the address: its list as HTML, the rest as data."""
    language = current_language()
    context = context_of(request)
    page = explorer_page(context, language, id, request.GET.dict(), stays=True)
    if page is None:
        return JsonResponse({"reasons": unexplored(context, language, id)}, status=409)
    found = page.moves
    with override(language):
        filled = {"page": page, "moves": found}
        head = render_to_string("pages/parts/index_chosen.html", filled, request)
        rows = render_to_string("pages/parts/index_moves.html", filled, request) if found.computed else None
    areas = {one.link.id: [one.style, one.label, one.title] for one in found.map.areas} if found.map else {}
    return JsonResponse(
        {
            "said": found.sentence,
            "query": found.query,
            "head": head,
            "html": rows,
            "areas": areas if found.computed else {},
            "weights": {
                one.field: {"value": one.value, "most": one.most, "share": one.share, "changed": one.changed}
                for group in page.controls.groups
                for one in group.weights
            },
            "groups": [group.changed for group in page.controls.groups if group.folds],
            "lists": {
                one.field: {"says": one.says, "labels": [option.label for option in one.options]}
                for one in page.controls.lists
            },
        }
    )


@require_safe
def file(request: HttpRequest, id: str, form: str) -> HttpResponse:
    """Give an index as a file."""
    return answer(request, lambda context: index_file(context, current_language(), id, form))


@require_safe
def sensitivity(request: HttpRequest, id: str, form: str) -> HttpResponse:
    """Give which choices the places of an index depend on, as a file."""
    return answer(request, lambda context: sensitivity_file(context, current_language(), id, form))


@require_safe
def change(request: HttpRequest, id: str, form: str) -> HttpResponse:
    """Give what changed in an index, as a file."""
    return answer(request, lambda context: change_file(context, id, form))


@require_safe
def coherence(request: HttpRequest, id: str) -> HttpResponse:
    """Give whether the parts of an index go together, as a file."""
    return answer(request, lambda context: coherence_file(context, id))


@require_safe
def explored(request: HttpRequest, id: str) -> HttpResponse:
    """Give the choices of the address as a definition."""
    query, day = request.GET.dict(), shown_day(request)
    where = request.build_absolute_uri(reverse("index-explorer", args=[id]))
    return answer(request, lambda context: explored_file(context, id, query, day, where))

"""The list of indices, each in one sentence."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.model.base import Language, record
from wijkpeil.pages.area_names import area_links
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.indices.scored import scored
from wijkpeil.pages.indices.sentences import first_sentence


@record
class IndexLine:
    """One index of the list."""

    id: str
    name: str
    description: str
    sentence: SafeString
    """Who does worst and best, or why that is not known."""
    computed: bool
    shape: bool
    """Whether only its shape is known."""
    indicators: int
    version: str


@record
class IndicesPage:
    """All indices of a programme."""

    sentence: str
    rows: tuple[IndexLine, ...]


def indices_page(context: ViewContext, language: Language) -> IndicesPage:
    """List the indices of a programme."""
    with override(language):
        rows = tuple(_line(context, index.id, language) for index in context.programme.definitions.indices)
        return IndicesPage(sentence=_sentence(len(rows)), rows=rows)


def _sentence(count: int) -> str:
    if not count:
        return _("This programme puts no indicators together into an index.")
    text = ngettext(
        "%(count)d index puts several indicators together into one figure.",
        "%(count)d indices each put several indicators together into one figure.",
        count,
    )
    return text % {"count": count}


def _line(context: ViewContext, id: str, language: Language) -> IndexLine:
    found = scored(context, id)
    return IndexLine(
        id=id,
        name=found.index.name.in_(language),
        description=found.index.description.in_(language),
        sentence=first_sentence(found, area_links(context, language), language),
        computed=found.result is not None,
        shape=found.index.shape is not None,
        indicators=len(found.tree.leaves),
        version=found.index.version,
    )

"""What took no part in an index, what was filled in and what was brought in, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from wijkpeil.errors import say
from wijkpeil.index.words import STEPS, brought_in
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.model.base import Language, record
from wijkpeil.pages.area_names import AreaLink
from wijkpeil.pages.faults import fault_words
from wijkpeil.pages.indices.tree_rows import node_name


@record
class GoneRow:
    """An area or an indicator that is not there as one would expect."""

    what: str
    name: str
    address: str
    reason: str


def gone_rows(result: IndexResult, links: Mapping[str, AreaLink], language: Language) -> tuple[GoneRow, ...]:
    """Give what fell out, then what has no score, was filled in or brought in, in the active language."""
    return (*_dropped(result, links, language), *_withheld(result, links, language), *_changed(result, links, language))


def _dropped(result: IndexResult, links: Mapping[str, AreaLink], language: Language) -> Iterator[GoneRow]:
    for gone in result.dropped:
        reason = fault_words(gone.reason, language)
        if gone.what == "area":
            yield _area(_("not scored"), gone.id, reason, links)
        else:
            name = node_name(result.tree.node(gone.id), language)
            yield GoneRow(what=_("takes no part"), name=name, address="", reason=reason)


def _withheld(result: IndexResult, links: Mapping[str, AreaLink], language: Language) -> Iterator[GoneRow]:
    for branch in result.tree.branches:
        for row in result.withheld[branch.id].nonzero()[0]:
            said = say(
                "{node} has no result here: the share of its parts that is there is {share} %.",
                node=node_name(branch, language),
                share=round(100 * float(result.available[branch.id][row])),
            )
            yield _area(_("no result"), result.areas[row], fault_words(said, language), links)


def _changed(result: IndexResult, links: Mapping[str, AreaLink], language: Language) -> Iterator[GoneRow]:
    for at, leaf in enumerate(result.leaves):
        name = node_name(result.tree.node(leaf), language)
        for row in result.filled[:, at].nonzero()[0]:
            yield _area(_("filled in"), result.areas[row], f"{name}. {fault_words(STEPS['impute'], language)}", links)
        done = result.treated.get(leaf)
        for row, how in enumerate(done.points if done is not None else ()):
            if how:
                done_to = fault_words(brought_in(how), language)
                yield _area(_("brought in"), result.areas[row], f"{name}: {done_to}", links)


def _area(what: str, area: str, reason: str, links: Mapping[str, AreaLink]) -> GoneRow:
    link = links.get(area)
    return GoneRow(what=what, name=link.label if link else area, address=link.address if link else "", reason=reason)

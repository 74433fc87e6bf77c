"""Whether the parts of an index go together: what one must know before trusting it in sentences, then the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkpeil.methods.composite.coherence import Coherence, IndicatorReport, NodeReport
from wijkpeil.model.base import Language, record
from wijkpeil.model.index_tree import Tree
from wijkpeil.pages.format import number, percent
from wijkpeil.pages.indices.tree_rows import node_name


@record
class IndicatorLine:
    """How one indicator stands in the index; numbers are empty where none can be had."""

    name: str
    indicator: str
    """Id of its page."""
    with_siblings: str
    with_index: str
    nominal: str
    effective: str
    shift: str
    available: str
    flags: tuple[str, ...]
    """What is the matter with it, in words."""


@record
class NodeLine:
    """How the parts of one node go together."""

    name: str
    alpha: str
    explained: str
    available: str
    withheld: int


@record
class Matrix:
    """Correlations of indicators with groups of them."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Names of indicators, with the name of each group and the correlation with it."""


@record
class CoherenceSection:
    """The report."""

    sentences: tuple[str, ...]
    indicators: tuple[IndicatorLine, ...]
    nodes: tuple[NodeLine, ...]
    across: Matrix | None
    """None where there is one group alone."""


def effective_shares(tree: Tree, found: Coherence | None) -> dict[str, float]:
    """Give what each node counts in effect, from 0 to 1: of a node with parts the sum over its indicators."""
    if found is None:
        return {}
    own = {one.id: one.effective for one in found.indicators if one.effective is not None}
    shares: dict[str, float] = {}
    for node in reversed(tree.nodes):
        whole = own.get(node.id, shares.get(node.id))
        if whole is None:
            continue
        shares[node.id] = whole
        if node.parent:
            shares[node.parent] = shares.get(node.parent, 0.0) + whole
    return shares


def coherence_section(found: Coherence, tree: Tree, language: Language) -> CoherenceSection:
    """Show the report, in the active language."""
    names = {node.id: node_name(node, language) for node in tree.nodes}
    indicators = {node.id: node.node.indicator or "" for node in tree.nodes}
    return CoherenceSection(
        sentences=tuple(_sentences(found, names)),
        indicators=tuple(_indicator(one, names[one.id], indicators[one.id], language) for one in found.indicators),
        nodes=tuple(_node(one, names[one.id], language) for one in found.nodes),
        across=_across(found, names, language) if len(found.groups) > 1 else None,
    )


def _sentences(found: Coherence, names: Mapping[str, str]) -> Iterator[str]:
    said = list(_findings(found, names))
    if not said:
        yield _(
            "Nothing stands out: every indicator goes with its neighbours, is heard in the index, and counts about as"
            " its weight says."
        )
    yield from said


def _findings(found: Coherence, names: Mapping[str, str]) -> Iterator[str]:
    by_flag: dict[str, list[str]] = {}
    for one in found.indicators:
        for flag in one.flags:
            by_flag.setdefault(flag, []).append(names[one.id])
    for flag, text in _flag_sentences().items():
        if flag in by_flag:
            yield text % {"names": ", ".join(by_flag[flag])}
    for leaf, group in found.astray:
        yield _("Going more with “%(group)s” than with its own part: %(name)s.") % {
            "name": names[leaf],
            "group": names[group],
        }
    for node in found.nodes:
        for one, other, pair in node.pairs:
            text = (
                _("Saying nearly the same, so that it counts twice: %(one)s and %(other)s.")
                if pair.correlation > 0
                else _("Pulling against each other, so that they level out: %(one)s and %(other)s.")
            )
            yield text % {"one": names[one], "other": names[other]}
    held = sum(node.withheld for node in found.nodes)
    if held:
        yield ngettext(
            "%(count)d result is withheld because too little of it is there.",
            "%(count)d results are withheld because too little of them is there.",
            held,
        ) % {"count": held}


def _flag_sentences() -> dict[str, str]:
    return {
        "constant": _("Deciding nothing, since all areas score the same: %(names)s."),
        "scarce": _("Known of few areas: %(names)s."),
        "opposed": _(
            "Against the rest of their part: %(names)s. Who does better on one of these does worse on the rest."
        ),
        "silent": _("Hardly heard in the index: %(names)s. Who does well on these does not come out better for it."),
        "dominant": _("Counting more than twice their weight: %(names)s."),
        "dominated": _("Counting less than half their weight: %(names)s."),
    }


def flag_words() -> dict[str, str]:
    """Say what can be the matter with an indicator, in the active language."""
    return {
        "constant": _("decides nothing"),
        "scarce": _("few figures"),
        "opposed": _("goes against its part"),
        "silent": _("hardly heard"),
        "dominant": _("counts more than twice its weight"),
        "dominated": _("counts less than half its weight"),
    }


def _indicator(one: IndicatorReport, name: str, indicator: str, language: Language) -> IndicatorLine:
    words = flag_words()
    return IndicatorLine(
        name=name,
        indicator=indicator,
        with_siblings=_number(one.with_siblings, language),
        with_index=_number(one.with_index, language),
        nominal=percent(100 * one.nominal, language, 1),
        effective="" if one.effective is None else percent(100 * one.effective, language, 1),
        shift=_number(one.shift, language, 1),
        available=percent(100 * one.available, language, 0),
        flags=tuple(words[flag] for flag in one.flags),
    )


def _node(one: NodeReport, name: str, language: Language) -> NodeLine:
    return NodeLine(
        name=name,
        alpha=_number(one.alpha, language),
        explained="" if one.explained is None else percent(100 * one.explained, language, 0),
        available=percent(100 * one.available, language, 0),
        withheld=one.withheld,
    )


def _across(found: Coherence, names: Mapping[str, str], language: Language) -> Matrix:
    heads = tuple(names[group] for group in found.groups)
    rows = tuple(
        (names[one.id], tuple(zip(heads, (_number(float(cell), language) for cell in row), strict=True)))
        for one, row in zip(found.indicators, found.across, strict=True)
    )
    return Matrix(heads=heads, rows=rows)


def _number(value: float | None, language: Language, decimals: int = 2) -> str:
    return "" if value is None or np.isnan(value) else number(value, language, decimals)

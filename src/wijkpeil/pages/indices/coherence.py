"""Whether the parts of an index go together: what one must know before trusting it in sentences, then the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt, tanh

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkpeil.methods.composite.coherence import NORMAL_95, Coherence, IndicatorReport, NodeReport
from wijkpeil.model.base import Language, record
from wijkpeil.model.index_tree import Tree
from wijkpeil.pages.format import number, percent
from wijkpeil.pages.indices.tree_rows import node_name

LOOSE = 0.7
"""Cronbach's alpha that is usually asked: J. C. Nunnally, *Psychometric theory* (1978); Handbook, step 4."""
LEAST_FOR_CHANCE = 4
MOST_NAMED = 6
"""Indicators with the same remark that are named in its sentence; more are counted."""


@record
class IndicatorLine:
    """How one indicator stands in the index; numbers are empty where none can be had."""

    name: str
    indicator: str
    """Id of its page."""
    with_siblings: str
    interval: str
    """Where that lies 19 times in 20."""
    with_index: str
    nominal: str
    effective: str
    shift: str
    available: str
    filled: str
    """Share of the areas of which the figure was filled in; empty where none was, of any indicator."""
    flags: tuple[str, ...]
    """What is the matter with it, in words."""


@record
class NodeLine:
    """How the parts of one node go together."""

    name: str
    alpha: str
    explained: str
    together: str
    """Mean correlation of its parts with each other."""
    least: str
    """The two parts that go together least, with their correlation; empty for a node of one part."""
    most: str
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
    chance: str
    """From where on a correlation over so many areas is more than chance."""


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


def coherence_section(found: Coherence, tree: Tree, areas: int, language: Language) -> CoherenceSection:
    """Show the report over so many areas, in the active language."""
    names = {node.id: node_name(node, language) for node in tree.nodes}
    indicators = {node.id: node.node.indicator or "" for node in tree.nodes}
    any_filled = any(one.filled for one in found.indicators)
    return CoherenceSection(
        sentences=tuple(_sentences(found, names, language)),
        indicators=tuple(
            _indicator(one, names[one.id], indicators[one.id], any_filled, language) for one in found.indicators
        ),
        nodes=tuple(_node(one, names, language) for one in found.nodes),
        across=_across(found, names, language) if len(found.groups) > 1 else None,
        chance=_chance(areas, language),
    )


def _sentences(found: Coherence, names: Mapping[str, str], language: Language) -> Iterator[str]:
    said = list(_findings(found, names, language))
    if not said:
        yield _(
            "Nothing stands out: every indicator goes with its neighbours, is heard in the index, and counts about as"
            " its weight says."
        )
    yield from said


def _findings(found: Coherence, names: Mapping[str, str], language: Language) -> Iterator[str]:
    by_flag: dict[str, list[str]] = {}
    for one in found.indicators:
        for flag in one.flags:
            by_flag.setdefault(flag, []).append(names[one.id])
    for flag, text in _flag_sentences().items():
        if len(by_flag.get(flag, ())) > MOST_NAMED:
            said = _("%(count)s of the %(all)s indicators (named below)")
            named = said % {
                "count": number(len(by_flag[flag]), language),
                "all": number(len(found.indicators), language),
            }
            yield text % {"names": named}
        elif flag in by_flag:
            yield text % {"names": ", ".join(by_flag[flag])}
    yield from _astray(found, names)
    yield from _pairs(found, names)
    loose = [one for one in found.nodes if one.alpha is not None and one.alpha < LOOSE]
    if loose:
        yield _("Hanging together loosely: %(names)s. Cronbach’s alpha is usually asked to be %(asked)s or more.") % {
            "names": ", ".join(f"{names[one.id]} ({number(one.alpha or 0.0, language, 2)})" for one in loose),
            "asked": number(LOOSE, language, 1),
        }
    held = sum(node.withheld for node in found.nodes)
    if held:
        yield ngettext(
            "%(count)d result is withheld because too little of it is there.",
            "%(count)d results are withheld because too little of them is there.",
            held,
        ) % {"count": held}


def _astray(found: Coherence, names: Mapping[str, str]) -> Iterator[str]:
    elsewhere: dict[str, list[str]] = {}
    for leaf, group in found.astray:
        elsewhere.setdefault(group, []).append(names[leaf])
    for group, leaves in elsewhere.items():
        yield _("Going more with “%(group)s” than with its own part: %(name)s.") % {
            "name": ", ".join(leaves),
            "group": names[group],
        }


def _pairs(found: Coherence, names: Mapping[str, str]) -> Iterator[str]:
    said: dict[str, list[str]] = {"redundant": [], "opposed": []}
    for node in found.nodes:
        for one, other, pair in node.pairs:
            said[pair.kind].append(_("%(one)s and %(other)s") % {"one": names[one], "other": names[other]})
    if said["redundant"]:
        yield _("Saying nearly the same, so that it counts twice: %(pairs)s.") % {"pairs": "; ".join(said["redundant"])}
    if said["opposed"]:
        yield _("Pulling against each other, so that they level out: %(pairs)s.") % {
            "pairs": "; ".join(said["opposed"])
        }


def _flag_sentences() -> dict[str, str]:
    return {
        "constant": _("Deciding nothing, since all areas score the same: %(names)s."),
        "scarce": _("Known of few areas: %(names)s."),
        "opposed": _(
            "Against the rest of their part: %(names)s. Who does better on one of these does worse on the rest."
        ),
        "unrelated": _(
            "Not seen to go with the rest of their part: %(names)s. Over so few areas the link may be chance."
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
        "unrelated": _("not seen to go with its part"),
        "silent": _("hardly heard"),
        "dominant": _("counts more than twice its weight"),
        "dominated": _("counts less than half its weight"),
    }


def _chance(areas: int, language: Language) -> str:
    if areas < LEAST_FOR_CHANCE:
        return _("Over so few areas any correlation may be chance.")
    edge = number(tanh(NORMAL_95 / sqrt(areas - 3)), language, 2)
    return _("Over %(areas)s areas a correlation between −%(edge)s and %(edge)s may be chance.") % {
        "areas": number(areas, language),
        "edge": edge,
    }


def _indicator(one: IndicatorReport, name: str, indicator: str, any_filled: bool, language: Language) -> IndicatorLine:
    words = flag_words()
    ends = [_number(end, language) for end in (one.siblings_low, one.siblings_high)]
    return IndicatorLine(
        name=name,
        indicator=indicator,
        with_siblings=_number(one.with_siblings, language),
        interval=_("%(low)s to %(high)s") % {"low": ends[0], "high": ends[1]} if all(ends) else "",
        with_index=_number(one.with_index, language),
        nominal=percent(100 * one.nominal, language, 1),
        effective="" if one.effective is None else percent(100 * one.effective, language, 1),
        shift=_number(one.shift, language, 1),
        available=percent(100 * one.available, language, 0),
        filled=percent(100 * one.filled, language, 0) if any_filled else "",
        flags=tuple(words[flag] for flag in one.flags),
    )


def _node(one: NodeReport, names: Mapping[str, str], language: Language) -> NodeLine:
    pairs = [(at, to) for at in range(len(one.parts)) for to in range(at)]
    told = sorted((float(one.correlations[pair]), pair) for pair in pairs if not np.isnan(one.correlations[pair]))
    return NodeLine(
        name=names[one.id],
        alpha=_number(one.alpha, language),
        explained="" if one.explained is None else percent(100 * one.explained, language, 0),
        together=_number(float(np.mean([value for value, _pair in told])), language) if told else "",
        least=_pair(one, told[0], names, language) if told else "",
        most=_pair(one, told[-1], names, language) if len(told) > 1 else "",
        available=percent(100 * one.available, language, 0),
        withheld=one.withheld,
    )


def _pair(one: NodeReport, told: tuple[float, tuple[int, int]], names: Mapping[str, str], language: Language) -> str:
    value, (at, to) = told
    pair = _("%(one)s and %(other)s") % {"one": names[one.parts[to]], "other": names[one.parts[at]]}
    return f"{pair} ({number(value, language, 2)})"


def _across(found: Coherence, names: Mapping[str, str], language: Language) -> Matrix:
    heads = tuple(names[group] for group in found.groups)
    rows = tuple(
        (names[one.id], tuple(zip(heads, (_number(float(cell), language) for cell in row), strict=True)))
        for one, row in zip(found.indicators, found.across, strict=True)
    )
    return Matrix(heads=heads, rows=rows)


def _number(value: float | None, language: Language, decimals: int = 2) -> str:
    return "" if value is None or np.isnan(value) else number(value, language, decimals)

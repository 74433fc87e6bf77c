"""The page of one index: who stands where, how sure that is, what it is made of, by which choices, what fell out."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.errors import Fault
from wijkpeil.index.comparing import breaks_of
from wijkpeil.index.explaining import method_in_words
from wijkpeil.index.registering import registered
from wijkpeil.model.base import Language, record
from wijkpeil.model.index import Index
from wijkpeil.pages.area_names import AreaLink, area_links
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.faults import fault_in, fault_words
from wijkpeil.pages.format import day
from wijkpeil.pages.indices.certainty_words import certainty_sentence, drawn_words
from wijkpeil.pages.indices.change import ChangeSection, change_section
from wijkpeil.pages.indices.choices import ChoiceRow, choice_rows
from wijkpeil.pages.indices.coherence import CoherenceSection, coherence_section, effective_shares
from wijkpeil.pages.indices.gone import GoneRow, gone_rows
from wijkpeil.pages.indices.ranking import Ranking, ranking
from wijkpeil.pages.indices.scored import Places, Scored, dependence, drawn, report, scored
from wijkpeil.pages.indices.sensitivity import DependenceSection, dependence_section
from wijkpeil.pages.indices.sentences import first_sentence
from wijkpeil.pages.indices.shown import MapStep, index_map, map_steps
from wijkpeil.pages.indices.tree_rows import TreeRow, tree_rows
from wijkpeil.pages.map_picture import MapPicture
from wijkpeil.pages.narrowing import Query
from wijkpeil.workflows.index_certainty import Certainty


@record
class About:
    """What stands with an index on every page of it."""

    id: str
    name: str
    description: str
    why: str
    facts: tuple[tuple[str, str], ...]
    """Terms with values."""
    lines: str


@record
class Standing:
    """What comes of an index."""

    ranking: Ranking
    map: MapPicture | None
    steps: tuple[MapStep, ...]
    certainty: str
    """How sure the ranks are, in one sentence."""
    drawn: tuple[str, ...]
    """What was drawn, and how often."""
    breaks: tuple[str, ...]
    """Why places of some periods do not compare as they stand."""
    depends: DependenceSection | None
    """Which choice makes the places uncertain."""
    change: ChangeSection | None
    """What changed since the period or the release before; None where there is none."""
    gone: tuple[GoneRow, ...]


@record
class IndexPage:
    """One index."""

    about: About
    sentence: SafeString
    standing: Standing | None
    """None where it cannot be computed."""
    faults: tuple[Fault, ...]
    tree: tuple[TreeRow, ...]
    coherence: CoherenceSection | None
    """Whether its parts go together; None where that cannot be told."""
    registered: bool
    """Whether it has an entry for an algorithm register."""
    method: tuple[str, ...]
    choices: tuple[ChoiceRow, ...]


def index_page(context: ViewContext, language: Language, id: str, query: Query) -> IndexPage:
    """Make the page of an index.

    Raises:
        NotFound: there is no index of that id.
    """
    with override(language):
        found = scored(context, id)
        links, coherent = area_links(context, language), report(context, id)
        return IndexPage(
            about=about(found, language),
            sentence=first_sentence(found, links, language),
            standing=_standing(context, found, links, query, language) if found.result else None,
            faults=() if found.index.shape else tuple(fault_in(fault, language) for fault in found.faults),
            tree=tree_rows(found.tree, found.weights, language, effective_shares(found.tree, coherent)),
            coherence=coherence_section(coherent, found.tree, found.places.count, language) if coherent else None,
            registered=bool(registered([found.index])),
            method=tuple(fault_words(one, language) for one in method_in_words(found.index)),
            choices=choice_rows(found.tree, language),
        )


def about(found: Scored, language: Language) -> About:
    """Say what an index is, in the active language."""
    index = found.index
    return About(
        id=index.id,
        name=index.name.in_(language),
        description=index.description.in_(language),
        why=index.why.in_(language) if index.why else "",
        facts=tuple(_facts(found, index, language)),
        lines=index.lines,
    )


def _facts(found: Scored, index: Index, language: Language) -> list[tuple[str, str]]:
    better = _("a higher score") if index.polarity == "high-is-better" else _("a lower score")
    facts = [(_("Better is"), better), (_("Version"), index.version), (_("Author"), index.author)]
    facts += [(_("Follows"), index.reference)] if index.reference else []
    facts += [(_("Adopted on"), day(index.since, language))] if index.since else []
    facts.append((_("Looked at anew by"), day(index.review, language)))
    if found.ready is not None:
        facts.append((_("Release"), found.ready.release))
    if found.result is not None and found.result.data.period:
        facts.append((_("Period"), found.result.data.period))
    return facts


def _standing(
    context: ViewContext, found: Scored, links: Mapping[str, AreaLink], query: Query, language: Language
) -> Standing:
    assert found.result is not None
    places, sure = found.places, drawn(context, found.index.id)
    earlier = Places(found.index, found.results[-2]) if len(found.results) > 1 else None
    return Standing(
        ranking=ranking(places, sure if isinstance(sure, Certainty) else None, links, query, language, earlier),
        breaks=tuple(fault_words(one, language) for one in breaks_of(found.results)),
        map=index_map(context, found.index.id, places, links, language),
        steps=map_steps(places, language),
        certainty=certainty_sentence(sure, places, language),
        drawn=drawn_words(sure, language),
        depends=dependence_section(dependence(context, found.index.id), language),
        change=change_section(context, found, links, query, language),
        gone=gone_rows(found.result, links, language),
    )

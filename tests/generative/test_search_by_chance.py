"""Search in an index that goes on from others, against a plain search that keeps nothing."""

import re
import unicodedata
from dataclasses import fields, replace
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from small_programmes import both, ledgers, of_whole_ledgers, programme

from wijkpeil.model.base import Text
from wijkpeil.model.practices import Adoption, Practice
from wijkpeil.model.programme import Ledger, Programme
from wijkpeil.workflows.search import answer
from wijkpeil.workflows.search_entries import index_of
from wijkpeil.workflows.search_postcode import typed_postcode
from wijkpeil.workflows.visibility import visible_to_scope

TITLES = {
    "targets": "short",
    "claims": "title",
    "requests": "sentence",
    "commitments": "sentence",
    "ambitions": "sentence",
}
"""Field that a record is called by, where that is not its name."""
TEXTS = {
    "areas": ("short_name", "note"),
    "themes": (),
    "indicators": ("description", "short_name"),
    "targets": ("sentence", "scope"),
    "measures": ("description", "scope"),
    "claims": ("statement",),
    "partners": ("role",),
    "requests": ("answer",),
    "commitments": (),
    "agreements": ("description",),
    "ambitions": (),
    "budget_lines": ("heading", "note"),
    "running_programmes": ("sector", "note"),
    "practices": ("description", "place"),
    "adoptions": ("place", "result", "note"),
    "facilities": ("description", "place", "note"),
    "zones": ("criteria", "description", "streets"),
    "hotspots": ("criteria", "approach", "streets"),
    "area_plans": ("description", "document", "note"),
    "capacities": ("description", "note"),
    "instruments": ("description",),
}
LANGUAGES = st.sampled_from(["nl", "en"])
PARTNERS = st.sets(st.sampled_from(["p1", "p2"])).map(frozenset)


def words(text: str) -> list[str]:
    plain = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return re.findall("[a-z0-9]+", plain)


def title(made: Programme, register: str, record: Any) -> Text:
    if register == "budget_lines" and record.kind == "district-wide" and record.heading.nl not in record.name.nl:
        # A line for a whole district says which.
        return Text(nl=f"{record.name.nl} {record.heading.nl}", en=f"{record.name.en} {record.heading.en}")
    if register == "adoptions":
        return next((one.name for one in made.ledger.practices if one.id == record.practice), record.place)
    return getattr(record, TITLES.get(register, "name"))


def points(word: str, first: list[str], rest: list[str]) -> int:
    if word in first:
        return 8
    if [one for one in first if one.startswith(word)]:
        return 6
    return 3 if word in rest else 2 if [one for one in rest if one.startswith(word)] else 0


def naive(made: Programme, query: list[str], language: str) -> dict[tuple[str, str], int]:
    """Every record that has all words, with its points; nothing is kept and nothing is near."""
    found = {}
    for register in TEXTS:
        for record in getattr(made.definitions, register, None) or getattr(made.ledger, register, ()):
            name = title(made, register, record)
            codes = f"{record.code} {record.printed_code}" if register == "areas" else ""
            first = words(f"{record.id} {name.in_(language)} {codes}")
            texts = [name, *(getattr(record, each) for each in TEXTS[register])]
            rest = words(" ".join(_both(each) for each in texts if each))
            each = [points(word, first, rest) for word in query]
            if query and all(each):
                own = 100 if query == words(record.id) else 0
                found[register, record.id] = sum(each) + own + (2 if register == "areas" else 0)
    for register, first_id, name, codes, texts in delivered(made):
        first, rest = (
            words(f"{first_id} {name.in_(language)} {codes}"),
            words(" ".join(map(_both, [name, *filter(None, texts)]))),
        )
        each = [points(word, first, rest) for word in query]
        if query and all(each):
            found[register, first_id] = sum(each) + (100 if query == words(first_id) else 0)
    return found


def delivered(made: Programme) -> list[tuple[str, str, Text, str, list[Any]]]:
    """Outputs, expectations and stories: register, id, title, further codes, and texts of each that can be found."""
    known = {one.id: one.name for one in made.ledger.measures} | {one.id: one.short for one in made.ledger.targets}
    named = {one.id: one.name for one in (*made.definitions.groups, *made.definitions.areas)}
    found, rows = [], list(made.ledger.outputs)

    def called(own: str) -> Text:
        """What a record is called; one that is not there, or not for this viewer, by its id."""
        return known.get(own, Text(nl=own, en=own))

    while rows:
        mine = [one for one in rows if (one.measure, one.noun) == (rows[0].measure, rows[0].noun)]
        rows = [one for one in rows if one not in mine]
        plural = [tongue.split(";")[-1].strip() for tongue in (mine[0].noun.nl, mine[0].noun.en)]
        measure = called(mine[0].measure)
        title = Text(nl=f"{plural[0]} {measure.nl}", en=f"{plural[1]} {measure.en}")
        texts = [mine[0].noun, *(one.note for one in mine), *(named[one.area] for one in mine)]
        spans = Text(nl=min(one.period for one in mine), en=max(one.period for one in mine))
        found.append(("outputs", mine[0].id, title, " ".join(one.id for one in mine), [*texts, spans]))
    for one in made.ledger.expectations:
        ends = called(one.measure), called(one.target)
        title = Text(nl=" ".join(end.nl for end in ends), en=" ".join(end.en for end in ends))
        found.append(("expectations", one.id, title, "", [one.reasoning, one.evidence]))
    for story in made.ledger.stories:
        about = called(story.measure or story.target or "")
        title = Text(nl=f"{about.nl} {story.role.nl}", en=f"{about.en} {story.role.en}")
        found.append(("stories", story.id, title, "", [story.text]))
    return found


def _both(text: Any) -> str:
    return " ".join(text) if isinstance(text, tuple) else f"{text.nl} {text.en}"


KINDS = {"capacities": "capacity", "facilities": "facility", "stories": "story"}


def kind(register: str) -> str:
    return KINDS.get(register, register.removesuffix("s")).replace("_", "-")


@st.composite
def changed(draw: st.DrawFn, held: Ledger) -> Ledger:
    """The ledger after some registers lost, gained, moved or swapped records; the others are the objects they were."""
    other = draw(ledgers())
    names = draw(st.sets(st.sampled_from([each.name for each in fields(Ledger)]), max_size=3))
    return replace(held, **{each: draw(st.sampled_from(_ways(held, other, each))) for each in names})


def _ways(held: Ledger, other: Ledger, name: str) -> list[tuple[Any, ...]]:
    mine, theirs = getattr(held, name), getattr(other, name)
    swapped = {each.id: each for each in theirs}
    return [mine[::-1], mine[1:], theirs, tuple(swapped.get(each.id, each) for each in mine)]


@of_whole_ledgers
@given(st.data())
def test_an_index_that_goes_on_finds_what_a_plain_search_finds(data: st.DataObject) -> None:
    ledger = data.draw(ledgers())
    whole, before = programme(ledger), None
    for _step in range(data.draw(st.integers(1, 4))):
        language = data.draw(LANGUAGES)
        seen = visible_to_scope(whole, data.draw(PARTNERS))
        before = index_of(seen, language, before)
        vocabulary = sorted({word for entry in before.entries for word in words(entry.titled + entry.told)})
        query = data.draw(st.lists(st.sampled_from(vocabulary), min_size=1, max_size=2))
        query[-1] = query[-1][: data.draw(st.integers(1, len(query[-1])))]
        # A postcode is found in a way of its own, which has tests of its own.
        assume(typed_postcode(" ".join(query)) is None)
        hits = answer(seen, " ".join(query), language, limit=10_000, prepared=before).hits
        wanted = {(kind(name), own): score for (name, own), score in naive(seen, query, language).items()}
        if wanted:
            assert {(hit.kind, hit.id): hit.score for hit in hits} == wanted
        else:
            assert all(hit.near for hit in hits)
        assert before == index_of(seen, language)
        whole = replace(whole, ledger=data.draw(changed(whole.ledger)))


def test_the_name_of_a_practice_that_is_hidden_stays_hidden() -> None:
    closed = {"owner": "p1", "visibility": "own"}
    practice = Practice(id="r1", name=both("Zeldzaam"), description=both("R"), place=both("R"), theme="t1", **closed)
    adoption = Adoption(id="a1", practice="r1", place=both("Elders"))
    whole = programme(replace(programme().ledger, practices=(practice,), adoptions=(adoption,)))
    partner, visitor = visible_to_scope(whole, "everything"), visible_to_scope(whole, frozenset())
    first = index_of(partner, "nl")
    assert {hit.id for hit in answer(partner, "zeldzaam", "nl", prepared=first).hits} == {"r1", "a1"}
    after = index_of(visitor, "nl", first)
    assert answer(visitor, "zeldzaam", "nl", prepared=after).hits == ()
    assert "zeldzaam" not in after.vocabulary
    assert [entry.title for entry in after.entries if entry.kind == "adoption"] == ["Elders (nl)"]

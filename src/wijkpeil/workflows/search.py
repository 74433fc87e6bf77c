"""Search over all records: a postcode as it is typed, the beginnings of words, and near misses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from wijkpeil.model.programme import Programme
from wijkpeil.workflows.search_entries import Entry, HitKind, Index, folded_words, index_of
from wijkpeil.workflows.search_postcode import typed_postcode

_LONGEST = 200
_SNIPPET = 160
_CLOSE = 0.75
"""Share of a word that has to agree for a near miss; lower and *zorg* finds *zon*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A record that was found."""

    kind: HitKind
    id: str
    title: str
    snippet: str
    score: int
    """Higher is better; only the order means something."""
    on: tuple[Literal["measure", "target"], str] | None = None
    """Kind and id of the record on whose page it stands; None where it has a place of its own."""
    near: bool = False
    """True where no record has the words as typed and this one has words like them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer to a query."""

    hits: tuple[Hit, ...]
    """Best first."""
    postcode: str = ""
    """The postcode that the answer is about: its areas are among the hits, or where there is no hit it has none.
    Empty where the query was taken as words."""


def search(
    programme: Programme, query: str, language: str, limit: int = 30, prepared: Index | None = None
) -> tuple[Hit, ...]:
    """Find records, best first, at most ``limit``; ties in the order of the registers.

    A Dutch postcode, alone or in an address, gives the area with that code and every area that the source prints
    under it. Otherwise all words have to begin a word of the record (id, title, codes, text in either language),
    whatever their case and accents. Where nothing has them, words like them are tried. A caller that searches often
    keeps the ``index_of`` the programme in the language, and gives it as ``prepared``.
    """
    return answer(programme, query, language, limit, prepared).hits


def answer(programme: Programme, query: str, language: str, limit: int = 30, prepared: Index | None = None) -> Found:
    """Find records as ``search`` does, and say which postcode they were found by."""
    query = query[:_LONGEST]
    if limit < 1 or not folded_words(query):
        return Found(hits=())
    postcode = typed_postcode(query)
    areas = _areas_with_code(programme, postcode.code, language) if postcode else []
    if postcode and areas and postcode.lettered and not postcode.whole:
        return Found(hits=_best(areas, limit), postcode=postcode.code)
    index = index_of(programme, language) if prepared is None else prepared
    found = index.entries
    if postcode and postcode.whole:
        others = [hit for hit in _with_words(found, (postcode.code,)) if hit.kind != "area"]
        return Found(hits=_best(areas + others, limit), postcode="" if others and not areas else postcode.code)
    hits = _with_words(found, folded_words(query))
    if not hits and postcode and (areas or postcode.lettered):
        return Found(hits=_best(areas, limit), postcode=postcode.code)
    hits = hits or _near(index, folded_words(query))
    return Found(hits=_best(hits, limit), postcode=postcode.code if postcode and not hits else "")


def _best(hits: Sequence[Hit], limit: int) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: -hit.score)[:limit])


def _with_words(found: Sequence[Entry], words: Sequence[str]) -> list[Hit]:
    return [_hit(entry, score) for entry in found if (score := _score(entry, words)) > 0]


_BY_CODE = 1000
_BY_ID = 100


def _areas_with_code(programme: Programme, code: str, language: str) -> list[Hit]:
    """Give the area whose true code it is first, then those that are printed under it."""
    hits = []
    for area in programme.definitions.areas:
        if code in (area.code, area.id, area.printed_code):
            score = _BY_CODE if code in (area.code, area.id) else _BY_CODE - 1
            note = area.note.in_(language) if area.note else ""
            hits.append(Hit(kind="area", id=area.id, title=area.name.in_(language), snippet=_cut(note), score=score))
    return hits


def _score(entry: Entry, words: Sequence[str]) -> int:
    """Score an entry by its words: in full or begun, in its title or further on; 0 where one is missing."""
    named = entry.titled.startswith(f" {' '.join(words)} ") and tuple(words) == folded_words(entry.id)
    total = _BY_ID if named else 0
    for word in words:
        score = _word_score(word, entry)
        if not score:
            return 0
        total += score
    return total + (2 if entry.kind == "area" else 0)


def _word_score(word: str, entry: Entry) -> int:
    begun, whole = f" {word}", f" {word} "
    if begun in entry.titled:
        return 8 if whole in entry.titled else 6
    if begun in entry.told:
        return 3 if whole in entry.told else 2
    return 0


def _near(index: Index, words: Sequence[str]) -> list[Hit]:
    """Replace each word that nothing has by the words most like it, and search again."""
    best: dict[tuple[HitKind, str], Hit] = {}
    for replaced in _replacements(words, index.vocabulary):
        for entry in index.entries:
            score = _score(entry, replaced)
            if score and (entry.kind, entry.id) not in best:
                best[entry.kind, entry.id] = _hit(entry, score, near=True)
    return list(best.values())


def _replacements(words: Sequence[str], vocabulary: Sequence[str]) -> list[tuple[str, ...]]:
    """Give the queries to try: each word as it is where some record begins so, otherwise up to three like it."""
    queries: list[tuple[str, ...]] = [()]
    for word in words[:4]:
        begun = any(one.startswith(word) for one in vocabulary)
        like = [word] if begun else get_close_matches(word, vocabulary, n=3, cutoff=_CLOSE)
        queries = [(*query, one) for query in queries for one in like]
    return queries


def _hit(entry: Entry, score: int, *, near: bool = False) -> Hit:
    return Hit(
        kind=entry.kind,
        id=entry.id,
        title=entry.title,
        snippet=_cut(entry.body),
        score=score,
        on=entry.on,
        near=near,
    )


def _cut(text: str) -> str:
    """Shorten a text at a word."""
    if len(text) <= _SNIPPET:
        return text
    return text[:_SNIPPET].rsplit(" ", 1)[0].rstrip(",;:") + " …"

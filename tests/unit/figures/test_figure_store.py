"""What is written to the store of figures comes back as it was, and is found as a plain loop finds it."""

import tempfile
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from figure_strategies import ids, observations, released_figures, small_release, words
from hypothesis import given
from hypothesis import strategies as st

from wijkpeil.errors import NotFound, ReleaseExists, UserError, WrongUse
from wijkpeil.figures.store import FigureStore
from wijkpeil.model.base import Text
from wijkpeil.model.checksum import release_checksum
from wijkpeil.model.figures import Observation
from wijkpeil.model.programme import ReleasedFigures


@pytest.fixture
def store(tmp_path: Path) -> FigureStore:
    return FigureStore(tmp_path / "figures")


def printed(rows: tuple[Observation, ...]) -> list[tuple[str, ...]]:
    """The numbers as their digits; two decimals that are equal may be printed differently."""
    return [(str(row.value), str(row.lower), str(row.upper)) for row in rows]


@given(released_figures)
def test_a_release_comes_back_as_it_was(released: ReleasedFigures) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = FigureStore(Path(folder))
        manifest = store.write_release(released)
        back = FigureStore(Path(folder)).read(released.release.id)
    assert back.release == released.release
    assert back.observations == released.observations
    assert printed(back.observations) == printed(released.observations)
    assert back.checksum == manifest.checksum == release_checksum(released.observations)
    assert manifest.rows == len(released.observations)


@pytest.mark.parametrize("digits", ["-0.44", "6.0", "0", "-0.0", "0.00", "1E+3", "99999999999999.999999999999"])
def test_printed_digits_are_kept(store: FigureStore, digits: str) -> None:
    row = Observation(indicator="i", area="a", period="", value=Decimal(digits))
    store.write_release(replace(small_release(), observations=(row,)))
    assert str(store.read("application-2007").observations[0].value) == digits


@pytest.mark.parametrize("digits", ["NaN", "Infinity", "1E+30", "0.1234567890123"])
def test_a_number_that_would_lose_digits_is_refused(store: FigureStore, digits: str) -> None:
    row = Observation(indicator="income", area="3081", period="", value=Decimal(digits))
    with pytest.raises(UserError, match="income, area 3081"):
        store.write_release(replace(small_release(), observations=(row,)))
    assert store.releases() == ()


def naive_query(
    kept: Collection[ReleasedFigures],
    release: str | None,
    indicator: str | None,
    areas: Collection[str] | None,
    period: str | None,
) -> list[tuple[str, Observation]]:
    found = []
    for each in sorted(kept, key=lambda one: one.release.id):
        for row in each.observations:
            if release is not None and each.release.id != release:
                continue
            if indicator is not None and row.indicator != indicator:
                continue
            if areas is not None and row.area not in areas:
                continue
            if period is not None and row.period != period:
                continue
            found.append((each.release.id, row))
    return found


@given(
    rows=st.lists(st.lists(observations, max_size=10), min_size=1, max_size=3),
    release=st.none() | st.sampled_from(["r0"]),
    indicator=st.none() | ids,
    areas=st.none() | st.lists(ids, max_size=4),
    period=st.none() | words,
)
def test_a_query_finds_what_a_loop_finds(
    rows: list[list[Observation]],
    release: str | None,
    indicator: str | None,
    areas: list[str] | None,
    period: str | None,
) -> None:
    kept = [replace(small_release(f"r{number}"), observations=tuple(each)) for number, each in enumerate(rows)]
    with tempfile.TemporaryDirectory() as folder:
        store = FigureStore(Path(folder))
        for each in kept:
            store.write_release(each)
        found = store.query(release=release, indicator=indicator, areas=areas, period=period)
    assert [tuple(each) for each in found] == naive_query(kept, release, indicator, areas, period)


def test_a_query_by_indicator_and_areas(store: FigureStore) -> None:
    store.write_release(small_release())
    found = store.query(indicator="vi2006", areas=["3081", "3099"])
    assert [(each.release, each.observation.area, str(each.observation.value)) for each in found] == [
        ("application-2007", "3081", "3.5")
    ]
    assert store.query(areas=[]) == ()
    assert len(store.query()) == 3


def test_writing_the_same_release_again_changes_nothing(store: FigureStore) -> None:
    store.write_release(small_release())
    before = {path: path.stat().st_mtime_ns for path in store.folder.rglob("*")}
    store.write_release(small_release())
    assert {path: path.stat().st_mtime_ns for path in store.folder.rglob("*")} == before


def test_other_figures_under_the_same_id_are_refused(store: FigureStore) -> None:
    store.write_release(small_release())
    first = small_release().observations[0]
    with pytest.raises(ReleaseExists, match="differs in its figures"):
        store.write_release(replace(small_release(), observations=(replace(first, value=Decimal("3.50")),)))
    title = replace(small_release().release, title=Text(nl="Anders", en="Other"), licence="CC0-1.0")
    with pytest.raises(ReleaseExists, match="differs in title, licence"):
        store.write_release(replace(small_release(), release=title))
    assert store.read("application-2007").observations == small_release().observations


def test_a_checksum_that_is_not_that_of_the_figures_is_refused(store: FigureStore) -> None:
    with pytest.raises(UserError, match="checksum"):
        store.write_release(replace(small_release(), checksum="0" * 64))


def test_the_manifests_tell_what_is_there(store: FigureStore) -> None:
    assert store.releases() == ()
    for name in ("b", "a"):
        store.write_release(small_release(name))
    assert [(each.id, each.source, each.rows, each.quarantined) for each in store.releases()] == [
        ("a", "application-2007", 3, 0),
        ("b", "application-2007", 3, 0),
    ]
    assert store.releases()[0].checksum == release_checksum(small_release().observations)


def test_a_release_that_is_not_there(store: FigureStore) -> None:
    for ask in (store.read, store.manifest, lambda name: store.query(release=name)):
        with pytest.raises(NotFound, match="no release gone"):
            ask("gone")


@pytest.mark.parametrize("name", ["", "..", "a/b", ".hidden", "/etc"])
def test_an_id_cannot_leave_the_folder(store: FigureStore, name: str) -> None:
    with pytest.raises(WrongUse, match="cannot be the id"):
        store.write_release(small_release(name))


@given(st.lists(observations, max_size=8), st.randoms())
def test_the_checksum_does_not_depend_on_order(rows: list[Observation], random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert release_checksum(rows) == release_checksum(shuffled)


@given(st.lists(observations, min_size=1, max_size=8), st.data())
def test_the_checksum_depends_on_every_field(rows: list[Observation], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(rows) - 1))
    other = data.draw(observations.filter(lambda row: printed((row,)) != printed((rows[index],)) or row != rows[index]))
    assert release_checksum(rows) != release_checksum([*rows[:index], other, *rows[index + 1 :]])

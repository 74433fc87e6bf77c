"""The part of an address that says when: read as it was written, to the second, and never an error."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from wijkpeil.web.as_of import When, as_of_in, of_day, prefix, read_when

CITY = ZoneInfo("Europe/Amsterdam")
TICK = timedelta(microseconds=1)
days = st.dates(date(1900, 1, 2), date(2100, 1, 1))
languages = st.sampled_from(["nl", "en"])
# The night in which the clock goes back, and the one in which it goes forward.
moments = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)) | st.datetimes(
    datetime(2026, 10, 25, 1), datetime(2026, 10, 25, 4)
)


@given(days)
@example(date(2026, 10, 25))
@example(date(2026, 3, 29))
def test_a_day_ends_with_its_last_moment(day: date) -> None:
    read = read_when(day.isoformat())
    assert read is not None
    assert read.until is not None
    assert (read.until + TICK).astimezone(CITY).date() == day + timedelta(days=1)
    assert read.until.astimezone(CITY).date() == day
    assert read == of_day(day)
    assert read.written("nl") == read.written("en") == day.isoformat()


@given(moments)
@example(datetime(2026, 10, 25, 2, 30))
@example(datetime(2026, 3, 29, 2, 30))
def test_a_time_takes_in_every_moment_that_the_clock_shows_so(at: datetime) -> None:
    at = at.replace(microsecond=0)
    read = read_when(at.strftime("%Y-%m-%dT%H:%M:%S"))
    assert read is not None
    assert read.until is not None
    instants = [at.replace(tzinfo=CITY, fold=fold).astimezone(UTC) for fold in (0, 1)]
    assert read.until == max(instants) + timedelta(seconds=1) - TICK
    shown = {one.astimezone(CITY).replace(tzinfo=None) for one in instants}
    if shown == {at}:
        # A time that the clock shows is written as it was read.
        assert read_when(read.written("en")) == read
        assert timezone.localtime(read.until).replace(tzinfo=None, microsecond=0) == at


@given(st.integers(1, 10**15), languages)
def test_an_entry_is_read_in_either_language(entry: int, language: str) -> None:
    assert read_when(When(entry=entry).written(language)) == When(entry=entry)


@given(st.text() | st.from_regex(r"[0-9]{1,5}-[0-9]{1,3}-[0-9]{1,3}(T[0-9:.+Z]{0,12})?", fullmatch=True))
def test_anything_else_is_no_moment_and_no_error(text: str) -> None:
    read = read_when(text)
    assert read is None or text in (read.written("nl"), read.written("en")) or "T" in text


@given(days | st.integers(1, 10**9), languages, st.lists(st.sampled_from(["bord", "gebieden", "op", "en"]), max_size=3))
def test_an_address_gives_back_its_moment_and_its_page(what: date | int, language: str, parts: list[str]) -> None:
    when = When(entry=what) if isinstance(what, int) else of_day(what)
    page = "/" + "".join(f"{part}/" for part in parts)
    found = as_of_in(prefix("/", language, when) + page[1:], "/")
    assert found is not None
    assert (found.when, found.language, found.path) == (when, language, page)


@given(st.lists(st.sampled_from(["", "op", "en", "as-of", "2026-03-01", "bord"]), max_size=6).map("/".join))
def test_an_address_of_the_present_is_left_alone(path: str) -> None:
    found = as_of_in(f"/{path}", "/")
    timed = path.startswith(("op/", "en/as-of/"))
    assert found is None or timed
    if found is not None:
        assert f"/{path}".endswith(found.path)

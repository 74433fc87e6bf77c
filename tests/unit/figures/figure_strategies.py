"""Observations and releases of every shape that can be stored."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from wijkpeil.model.base import Text
from wijkpeil.model.figures import Observation, Release
from wijkpeil.model.programme import ReleasedFigures

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ids = st.sampled_from(["vi2006", "ppc2007", "3081", "3082", "a'b", "é", ""]) | words


@st.composite
def numbers(draw: st.DrawFn) -> Decimal:
    """A number with the digits it was printed with: ``-0.44``, ``6.0``, ``0``, ``1E+3``."""
    decimals = draw(st.integers(-3, 12))
    digits = draw(st.integers(0, 10**12))
    sign = draw(st.sampled_from([0, 1]))
    return Decimal((sign, tuple(int(each) for each in str(digits)), -decimals))


observations = st.builds(
    Observation,
    indicator=ids,
    area=ids,
    period=words,
    value=st.none() | numbers(),
    lower=st.none() | numbers(),
    upper=st.none() | numbers(),
    n=st.none() | st.integers(0, 2**63 - 1),
    status=st.sampled_from(["measured", "not-collected", "suppressed", "invalid", "not-applicable"]),
    lines=words,
)
texts = st.builds(Text, nl=words, en=words)
releases = st.builds(
    Release,
    id=st.from_regex(r"[a-z0-9][a-z0-9._-]{0,20}", fullmatch=True),
    title=texts,
    document=words,
    published=st.none() | st.dates(date(1900, 1, 1)),
    published_label=st.none() | texts,
    licence=words,
    simulated=st.booleans(),
    note=st.none() | texts,
)
released_figures = st.builds(
    ReleasedFigures, release=releases, observations=st.lists(observations, max_size=12).map(tuple)
)


def small_release(release_id: str = "application-2007") -> ReleasedFigures:
    """Three figures as printed, one of them missing."""
    made = [("vi2006", "3081", "3.5"), ("vi2006", "3082", None), ("si_participatie", "3081", "-0.44")]
    return ReleasedFigures(
        release=Release(id=release_id, title=Text(nl="Aanvraag", en="Application"), document="application-2007"),
        observations=tuple(
            Observation(
                indicator=indicator,
                area=area,
                period="2006",
                value=None if value is None else Decimal(value),
                status="measured" if value else "not-collected",
            )
            for indicator, area, value in made
        ),
    )

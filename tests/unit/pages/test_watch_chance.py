"""What is said of chance above the watch list: with findings, without, and where nothing could be tested."""

import pytest
from django.utils.translation import override

from wijkpeil.model.signals import SignalFamily, SignalReport
from wijkpeil.pages.watch_chance import chance_of


def report(*families: tuple[str, int, int, float | None]) -> SignalReport:
    made = tuple(
        SignalFamily(kind=kind, tested=tested, untested=(), found=found, expected=expected)  # type: ignore[arg-type]
        for kind, tested, found, expected in families
    )
    return SignalReport(release="r", rate=0.05, signals=(), families=made)


@pytest.mark.parametrize(
    ("families", "said"),
    [
        ([("border", 276, 198, None), ("level", 0, 0, 0.0)], "Nothing of this could be tested for chance"),
        ([("border", 276, 198, None), ("spread", 163, 0, 0.0)], "The 163 tests for chance found nothing"),
        (
            [("level", 100, 2, 0.3), ("change", 100, 1, 0.2)],
            "there are 3; if nothing at all were the matter, about 0.5",
        ),
        ([("level", 100, 1, 0.3)], "there is 1; if nothing"),
    ],
)
def test_no_chance_is_claimed_where_nothing_was_found_by_it(
    families: list[tuple[str, int, int, float | None]], said: str
) -> None:
    with override("en"):
        assert said in chance_of(report(*families), (), "en").sentence

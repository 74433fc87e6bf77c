"""What other tools say of the same data: unsafe areas from 20 to 10, now 18 after a third of the time."""

import pytest

from wijkpeil.methods.other_rules import RULES, Progress, actual_over_target, growth_ratio, margin, open_sdg

SAME = Progress(start=20, bound=10, actual=18, elapsed=1, whole=3)


def test_five_rules_say_five_things_of_the_same_data() -> None:
    said = {name: rule(SAME).label for name, rule in RULES.items()}
    assert list(said.values()) == ["insufficient", "limited", "180%", "off track", "20%"]


def test_the_growth_ratio_is_that_of_compound_rates() -> None:
    found = growth_ratio(SAME)
    assert found.number == pytest.approx((0.9 - 1) / (0.5 ** (1 / 3) - 1))


@pytest.mark.parametrize("given", [(0, 10, 5), (10, 0, 5), (-20, -10, -18), (10, 10, 9)])
def test_the_growth_ratio_breaks_where_ours_does_not(given: tuple[float, float, float]) -> None:
    start, bound, actual = given
    assert growth_ratio(Progress(start=start, bound=bound, actual=actual, elapsed=1, whole=3)).on_track is None


def test_a_target_of_zero() -> None:
    to_zero = Progress(start=20, bound=0, actual=10, elapsed=2, whole=4)
    assert actual_over_target(to_zero).number is None
    assert margin(to_zero).on_track is None
    assert open_sdg(to_zero).on_track is False
    assert open_sdg(Progress(start=20, bound=0, actual=0, elapsed=2, whole=4)).label == "target achieved"

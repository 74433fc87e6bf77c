"""The working of a claim over many records: counted in a list of claims, whole on the claim's own page."""

from dataclasses import replace

import pytest

from making import claim, line, small_programme
from wijkpeil.model.programme import Programme
from wijkpeil.pages.context import view_context
from wijkpeil.pages.recount import claim_page, recount_page
from wijkpeil.pages.working import BRIEFLY, StepView


def programme(lines: int) -> Programme:
    made = small_programme(budget_lines=tuple(line(f"b{number:04}", "5") for number in range(lines)))
    over = claim("N01", "5", 'total("budget_lines")')
    return replace(made, definitions=replace(made.definitions, claims=(over,)))


def step_in(list_or_own: str, lines: int, language: str = "nl") -> StepView:
    context = view_context(programme(lines))
    if list_or_own == "list":
        view = recount_page(context, language, {}).claims[0]
    else:
        view = claim_page(context, language, "n01").claim
    return view.readings[0].steps[0]


@pytest.mark.parametrize("where", ["list", "own"])
def test_a_step_over_few_records_names_them_everywhere(where: str) -> None:
    step = step_in(where, BRIEFLY)
    assert step.left == ""
    assert step.parts is not None
    assert len(step.parts.rows) == BRIEFLY


def test_a_step_over_more_counts_them_in_the_list_and_names_them_on_its_own_page() -> None:
    brief, whole = step_in("list", 1_234), step_in("own", 1_234)
    assert (brief.left, brief.items, brief.parts) == ("1.234", "", None)
    assert step_in("list", 1_234, "en").left == "1,234"
    assert brief.value == whole.value == "6.170"
    assert whole.left == ""
    assert whole.parts is not None
    assert len(whole.parts.rows) == 1_234

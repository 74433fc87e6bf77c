"""The areas that stand in the way of a target are those that the target is about."""

from pathlib import Path

from wijkpeil.loading import read_programme
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.names import names_of
from wijkpeil.pages.target_areas import areas_in_the_way
from wijkpeil.workflows.course import target_course


def test_areas_outside_a_target_are_in_nobodys_way(project: Path) -> None:
    context = ViewContext(programme=read_programme(project / "programmes" / "voorbeeldstad"))
    target = next(each for each in context.programme.ledger.targets if each.id == "simulated-T12")
    state = next(each for each in context.target_states if each.id == target.id)
    course = target_course(context.programme, context.evaluations, target, state)
    shown = areas_in_the_way(course, target, names_of(context, "nl"), "nl")
    assert shown is not None
    rows = [each.area.label for each in shown.rows]
    assert "Ooitland" not in rows
    assert len(rows) == len(state.failing) == 7, "as many as its status says"
    assert len(shown.others) == 1

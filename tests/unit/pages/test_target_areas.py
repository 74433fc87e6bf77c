"""The areas that stand in the way of a target are those that the target is about."""

from pathlib import Path

from wijkpeil.loading import read_programme
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.names import names_of
from wijkpeil.pages.target_areas import areas_in_the_way


def test_areas_outside_a_target_are_in_nobodys_way(project: Path) -> None:
    context = ViewContext(programme=read_programme(project / "programmes" / "voorbeeldstad"))
    target = next(each for each in context.programme.ledger.targets if each.id == "simulated-T12")
    shown = areas_in_the_way(context, target, names_of(context, "nl"), "nl")
    assert shown is not None
    rows = [each.area.label for each in shown.rows]
    assert "Ooitland" not in rows
    assert len(rows) == 7, "as many as its status says"

"""Any table with its borders: whatever its form, the same figures; and every fault at once."""

from decimal import Decimal
from pathlib import Path

import pytest

from wijkpeil.errors import FaultsFound
from wijkpeil.loading.tables import read_borders, read_plain_table, read_try

BORDERS = "indicator,negative,positive\nsafety,6.0,7.1\nincome,25,20\n"


def write(place: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """Write a file."""
    path = place / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("area,safety,income\nNoord,5.9,21\nZuidé,-0.4,\n", "utf-8"),
        ("area,safety,income\r\nNoord,5.9,21\r\nZuidé,-0.4,NA\r\n", "utf-8-sig"),
        ("area;safety;income\nNoord;5,9;21\nZuidé;-0,4;-\n", "cp1252"),
        ("area\tsafety\tincome\nNoord\t5,9\t21\nZuidé\t−0,4\t.\n", "utf-16"),
        ('area,safety,income\n"Noord","5,9","21"\n"Zuidé","-0,4",""\n', "utf-8"),
        (
            "code;area;safety;income;remark\n3011;Noord; 5.9 ;21;a\n3012;Zuidé;-0.4;;b, c; \n".replace("; \n", "\n"),
            "utf-8",
        ),
    ],
    ids=["comma", "windows line endings and mark", "semicolon", "tab", "quotes", "more columns"],
)
def test_the_form_of_a_table_does_not_matter(text: str, encoding: str, tmp_path: Path) -> None:
    table, borders = write(tmp_path, "t.csv", text, encoding), write(tmp_path, "b.csv", BORDERS)
    programme = read_try(table, borders)
    assert [area.name.nl for area in programme.definitions.areas[:-1]] == ["Noord", "Zuidé"]
    values = [(each.indicator, each.area, each.value, each.status) for each in programme.releases[0].observations]
    assert values == [
        ("safety", "noord", Decimal("5.9"), "measured"),
        ("income", "noord", Decimal("21"), "measured"),
        ("safety", "zuide", Decimal("-0.4"), "measured"),
        ("income", "zuide", None, "not-collected"),
    ]
    assert [(each.polarity, each.decimals) for each in programme.definitions.indicators] == [
        ("high-is-better", 1),
        ("low-is-better", 0),
    ]


def test_without_borders_the_columns_of_numbers_are_the_figures(tmp_path: Path) -> None:
    table = read_plain_table(write(tmp_path, "t.csv", "area,word,score,empty\nA,x,1.50,\nB,y,x,\n"))
    assert table.columns == {"score": "score"}
    assert [(each.value, each.status) for each in table.observations] == [
        (Decimal("1.50"), "measured"),
        (None, "suppressed"),
    ]
    assert table.decimals("score") == 2


def test_a_table_of_numbers_alone_is_named_by_its_first_column(tmp_path: Path) -> None:
    table = read_plain_table(write(tmp_path, "t.csv", "pc4,score\n3011,1\n3012,2\n"))
    assert [area.name.nl for area in table.areas] == ["3011", "3012"]
    assert list(table.columns) == ["score"]


def test_areas_of_one_name_stay_apart(tmp_path: Path) -> None:
    table = read_plain_table(write(tmp_path, "t.csv", "area,score\nBloemhof,1\nBloemhof,2\n"))
    assert [area.id for area in table.areas] == ["bloemhof", "bloemhof-2"]


def test_headings_that_differ_in_signs_alone_stay_apart(tmp_path: Path) -> None:
    table = read_plain_table(write(tmp_path, "t.csv", "area,score %,score €\nA,1,2\n"))
    assert table.columns == {"score %": "score", "score €": "score-2"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("area,safety\nA,5.9\nB,5.x\n", [(3, "safety")]),
        ("area,safety\nA,5.9\nB\n,7\n", [(3, ""), (4, "area")]),
        ("area;safety\nA;5,9\nB;6,1\nC;7.1\n", [(4, "safety")]),
        ("area,safety,safety\nA,1,2\n", [(1, "safety")]),
        ("safety\n1\n2\n", [(1, "")]),
        ('area,safety\nA,"5"9\n', [(2, "")]),
        ("", [(None, "")]),
    ],
    ids=["no number", "width and name", "two signs", "two headings", "no names", "quotes", "empty"],
)
def test_faults_of_a_table(text: str, found: list[tuple[int | None, str]], tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", text)
    with pytest.raises(FaultsFound) as raised:
        read_plain_table(path)
    assert [(fault.line, fault.key) for fault in raised.value.faults] == found
    assert {fault.file for fault in raised.value.faults} == {str(path)}


def test_a_table_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(FaultsFound):
            read_plain_table(path)


def test_borders_say_which_way_is_better(tmp_path: Path) -> None:
    text = (
        "indicator;negative;positive;polarity;comparison;decimals\n"
        "a;1,5;2,5;;;\nb;2;1;low-is-better;inclusive;1\nc;3;3;low-is-better;;\n"
    )
    borders = read_borders(write(tmp_path, "b.csv", text))
    assert [(each.indicator, each.polarity, each.border.comparison, each.decimals) for each in borders] == [
        ("a", "high-is-better", "strict", None),
        ("b", "low-is-better", "inclusive", 1),
        ("c", "low-is-better", "strict", None),
    ]
    assert borders[0].border.negative.value == Decimal("1.5")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("indicator,negative\na,1\n", [(1, "positive")]),
        ("indicator,negative,positive\n", [(None, "")]),
        ("indicatr,negative,positive\na,1,2\n", [(1, "indicatr"), (1, "indicator")]),
        ("indicator,negative,positive\na,1,1\n", [(2, "polarity")]),
        ("indicator,negative,positive,polarity\na,1,2,low-is-better\nb,1,2,up\n", [(2, "polarity"), (3, "polarity")]),
        ("indicator,negative,positive\na,x,\n,1,2\n", [(2, "negative"), (2, "positive"), (3, "indicator")]),
        ("indicator,negative,positive\na,1,2\na,1,3\n", [(3, "indicator")]),
        ("indicator,negative,positive,decimals\na,1,2,many\nb,1,2,-1\n", [(2, "decimals"), (3, "decimals")]),
        ("indicator,negative,positive,comparison\na,1,2,loose\n", [(2, "comparison")]),
    ],
    ids=[
        "missing column",
        "no row",
        "misspelt column",
        "equal",
        "contrary",
        "no numbers",
        "double",
        "decimals",
        "comparison",
    ],
)
def test_faults_of_borders(text: str, found: list[tuple[int | None, str]], tmp_path: Path) -> None:
    with pytest.raises(FaultsFound) as raised:
        read_borders(write(tmp_path, "b.csv", text))
    assert [(fault.line, fault.key) for fault in raised.value.faults] == found


def test_faults_of_table_and_borders_come_together(tmp_path: Path) -> None:
    table = write(tmp_path, "t.csv", "area,safety\nA,x1\n")
    borders = write(tmp_path, "b.csv", "indicator,negative,positive\nsafety,6,7\nsafty,6,7\nincome,1,1\n")
    with pytest.raises(FaultsFound) as raised:
        read_try(table, borders)
    found = {(Path(fault.file).name, fault.line, fault.key) for fault in raised.value.faults}
    assert found == {
        ("t.csv", 2, "safety"),
        *((("b.csv", line, "indicator")) for line in (3, 4)),
        ("b.csv", 4, "polarity"),
    }
    assert "Did you mean safety?" in [fault.remedy for fault in raised.value.faults]

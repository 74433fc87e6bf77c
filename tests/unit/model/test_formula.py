"""The parser: what it reads, what it refuses and where."""

from decimal import Decimal

import pytest

from wijkpeil.model.formula import LONGEST, Binary, Call, FormulaError, Number, ids_in, parse
from wijkpeil.model.formula_functions import field_names, registers

REFUSED = [
    ("", 1, "empty"),
    ("   ", 1, "empty"),
    ("1 +", None, "not an expression"),
    ('count(red("a"', None, "not an expression"),
    ("x", 1, "'x' is not part of the language"),
    ("  x", 3, "'x' is not part"),
    ("1 + x", 5, "'x' is not part"),
    ('"text"', 1, "stands where a number"),
    ("True", 1, "stands where a number"),
    ("1j", 1, "stands where a number"),
    ("0x10", 1, "not a plain decimal"),
    ("1 // 2", 1, "is not part of the language"),
    ("not 1", 1, "is not part of the language"),
    ("[1]", 1, "is not part of the language"),
    ("(lambda: 1)()", 1, "is not part of the language"),
    ("().__class__", 1, "is not part of the language"),
    ('__import__("os")', 1, "there is no function '__import__'"),
    ('fact("a").real', 1, "is not part of the language"),
    ('red("a")', 1, r"gives a set of areas; count\(…\)"),
    ('red("a") + red("b")', 1, r"\+ takes numbers"),
    ('count(red("a") & 3)', 18, "a set of areas is expected"),
    ('1 + red("a")', 5, "a number is expected"),
    ("1 & 2", 1, "& takes sets"),
    ("-count(3)", 8, "a set of areas is expected"),
    ("fact(3)", 6, "an id in double quotes is expected"),
    ("fact()", 1, "takes 1 arguments, not 0"),
    ('fact("a", "b")', 1, "takes 1 arguments, not 2"),
    ("min()", 1, "takes 1 or more arguments"),
    ('fact("a", x=1)', 13, "x is not an option"),
    ('border("a", "left")', 13, "'left' is none of negative, positive"),
    ('total("targets")', 7, "'targets' is none of budget_lines"),
    ('rows("people")', 6, "'people' is none of"),
    ('rows("targets", colour="x")', 24, "targets has no field 'colour'"),
    ('distinct("targets", "colour")', 21, "targets has no field 'colour'"),
    ('rows("targets", theme=red("x"))', 23, "a filter takes"),
    ('count(red("a"), by=3)', 20, "by takes row"),
    ('count(red("a"), to="row")', 20, "to is not an option"),
    ("round(1, 0.5)", 10, "whole number"),
    ("round(1, 99)", 10, "whole number"),
    ("1 +" * LONGEST + "1", LONGEST, "longer than"),
    ("-" * 101 + "1", 101, "more than 100 parts within parts"),
    ("-" * 900 + "1", 101, "more than 100 parts within parts"),
    ("(" * 300 + "1" + ")" * 300, None, "nested|not an expression"),
]


@pytest.mark.parametrize(("text", "column", "message"), REFUSED, ids=[row[0][:30] for row in REFUSED])
def test_what_is_not_of_the_language_is_refused_where_it_stands(text: str, column: int | None, message: str) -> None:
    with pytest.raises(FormulaError, match=message) as caught:
        parse(text)
    assert column is None or caught.value.column == column


def test_a_number_keeps_its_digits() -> None:
    node = parse("6.00")
    assert isinstance(node, Number)
    assert str(node.value) == "6.00"
    assert parse("1e3") == Number(Decimal("1e3"), "1e3")
    assert parse("5_000") == Number(Decimal(5000), "5_000")


def test_parts_keep_their_text_and_lines_are_one() -> None:
    node = parse('\n count(red("a")\n  | red("b"), by="name") / 2 ')
    assert isinstance(node, Binary)
    assert isinstance(node.left, Call)
    assert node.left.by == "name"
    assert node.left.text == 'count(red("a")   | red("b"), by="name")'


def test_filters_are_read() -> None:
    node = parse('rows("running_programmes", amount=None, kind="area", unit_printed=True, lines=-2)')
    assert isinstance(node, Call)
    assert node.filters == (("amount", None), ("kind", "area"), ("unit_printed", True), ("lines", Decimal(-2)))


def test_what_a_formula_refers_to_is_listed_once_in_order() -> None:
    text = (
        'fact("f") + count(in_band("i", "b") & group("g") - under("u"), by="krachtwijk") + matching("c", "i", "j")'
        ' - bound("t") + baseline("t") + value("i", "a") + -rows("targets", theme="x") + border("k", "negative")'
    )
    assert ids_in(parse(text)) == (
        ("fact", "f"),
        ("indicator", "i"),
        ("band", "i.b"),
        ("group", "g"),
        ("area", "u"),
        ("level", "krachtwijk"),
        ("count", "c"),
        ("indicator", "j"),
        ("target-or-ambition", "t"),
        ("target", "t"),
        ("area", "a"),
        ("indicator", "k"),
    )


def test_registers_are_those_of_the_model() -> None:
    assert {"targets", "budget_lines", "areas", "claims", "published_counts"} <= set(registers())
    assert not {"info", "hash"} & set(registers())
    assert "amount" in field_names("budget_lines")

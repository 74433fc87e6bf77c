"""Every register, field and choice of the workplace is said in both languages."""

import csv
from importlib.resources import files

import pytest

from wijkpeil.ledger.models import REGISTERS
from wijkpeil.ledger.rights import KEPT
from wijkpeil.loading.fields import Field, fields_of
from wijkpeil.pages.work.desk import record_type_of
from wijkpeil.pages.work.reading import form_fields, proposed_id, read_cells, shape_of
from wijkpeil.pages.work.words import choice_words, field_words, kept_registers, register_of_slug, register_words


def words_of(field: Field) -> tuple[str, ...]:
    """The words of a choice, or of a list of them."""
    return field.kind.words or (field.kind.inner.words if field.kind.inner is not None else ())


def test_every_register_that_is_kept_has_words_and_an_address_of_its_own() -> None:
    assert set(kept_registers()) == KEPT & set(REGISTERS)
    for language in ("nl", "en"):
        slugs = [register_words(each, language).slug for each in kept_registers()]
        assert len(set(slugs)) == len(slugs)
        assert [register_of_slug(slug) for slug in slugs] == list(kept_registers())
    assert register_of_slug("targets") is None


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("register", kept_registers())
def test_every_field_has_a_label_and_a_hint_and_every_choice_a_word(register: str, language: str) -> None:
    labels = []
    for field in fields_of(record_type_of(register)).values():
        words = field_words(register, field.name, language)
        assert words.label.strip(), field.name
        assert words.hint.endswith((".", "?")), field.name
        labels.append(words.label)
        said = choice_words(register, field.name, language)
        assert set(words_of(field)) <= set(said), field.name
        assert all(text.strip() for text in said.values())
        assert shape_of(record_type_of(register), field)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("name", ["registers", "fields"])
def test_the_catalogues_have_no_gap_and_say_nothing_twice(name: str) -> None:
    with files("wijkpeil.pages.work").joinpath(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(all((cell or "").strip() for cell in row.values()) for row in rows)
    keys = [(row["register"], row.get("field"), row.get("word")) for row in rows]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("register", kept_registers())
def test_the_form_asks_for_every_field_and_who_sees_it_only_where_that_may_be_said(register: str) -> None:
    kept = record_type_of(register)
    every = {name for name in fields_of(kept) if name != "id"}
    assert {field.name for field in form_fields(kept, sharing=True)} == every
    assert {field.name for field in form_fields(kept, sharing=False)} == every - {"owner", "visibility", "visible_to"}
    assert form_fields(kept, sharing=True)[0].name in ("name", "practice", "measure", "target", "area")


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("Groen in de wijk", (), "groen-in-de-wijk"),
        ("Café ’t Plein", (), "cafe-t-plein"),
        ("Groen", ("groen", "GROEN-2"), "groen-3"),
        ("…", (), "record"),
        ("", (), "record"),
        ("a" * 90, (), "a" * 40),
    ],
)
def test_an_id_is_made_of_the_name(name: str, taken: tuple[str, ...], expected: str) -> None:
    assert proposed_id({"name_nl": name}, taken) == expected


def test_what_a_browser_adds_is_left_out_and_the_order_of_a_list_stays() -> None:
    kept = record_type_of("measures")
    fields = [field for field in form_fields(kept, sharing=False) if field.name in ("description", "partners")]
    posted = {"c-description_nl": ["een\r\ntwee\x00"], "c-description_en": [" x "], "c-partners": ["a", "c", "b", "a"]}
    cells = read_cells(kept, fields, lambda name: posted.get(name, []), {"partners": "b; a"})
    assert cells == {"description_nl": "een\ntwee", "description_en": "x", "partners": "b; a; c"}

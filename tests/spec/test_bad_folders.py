"""What a reader of the faults is promised: all at once, each with its place, its reason and its remedy."""

import re
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest
from folders import BAD, MINIMAL, bad_folder, copy_minimal, expected, kinds, spoil

from wijkpeil.errors import FaultsFound
from wijkpeil.loading import check_folder, read_figures, read_ledger, read_programme
from wijkpeil.loading.content import read_content
from wijkpeil.loading.files import folder_files
from wijkpeil.loading.rules import RULES, Rule

TEN = (
    "weights-are-shares",
    "figures-are-given-once",
    "texts-stand-in-both-languages",
    "claims-are-read-or-judged",
    "sensitive-indicators-have-a-ground",
    "date-is-none",
    "word-is-none-of-the-choices",
    "references-resolve",
    "csv-column-is-missing",
    "key-is-unknown--inside-a-list",
)
"""Ten different faults in ten different files."""


def rule_name(rule: Rule) -> str:
    """The name of a rule as its bad folders carry it."""
    return rule.__name__.replace("_", "-")


@pytest.mark.parametrize("kind", kinds())
def test_a_bad_folder_gives_its_faults(kind: str, tmp_path: Path) -> None:
    result = check_folder(bad_folder(kind, tmp_path))
    assert [asdict(fault) for fault in result.faults] == expected(kind)
    assert result.faults
    refused = any(fault.severity == "error" for fault in result.faults)
    assert (result.programme is None) == refused


@pytest.mark.parametrize("kind", kinds())
def test_a_fault_says_what_where_and_what_to_do(kind: str) -> None:
    for fault in expected(kind):
        assert str(fault["message"]).endswith(".")
        assert str(fault["remedy"]).endswith((".", "?"))
        assert fault["file"]


@pytest.mark.parametrize("rule", RULES, ids=rule_name)
def test_every_rule_has_a_folder_that_breaks_it(rule: Rule, tmp_path: Path) -> None:
    named = [kind for kind in kinds() if kind.partition("--")[0] == rule_name(rule)]
    assert named
    for kind in named:
        (tmp_path / kind).mkdir()
        files = folder_files(bad_folder(kind, tmp_path / kind)).files
        content, _ = read_content(files, ("definitions", "figures", "ledger"))
        found = [asdict(fault) for fault in rule(content)]
        assert found
        assert [fault for fault in found if fault not in expected(kind)] == []


def test_the_minimal_folder_has_no_fault(tmp_path: Path) -> None:
    assert check_folder(MINIMAL).faults == ()
    assert check_folder(copy_minimal(tmp_path)).programme == read_programme(MINIMAL)


def test_ten_planted_faults_are_reported_at_once(tmp_path: Path) -> None:
    folder = copy_minimal(tmp_path)
    for kind in TEN:
        spoil(kind, folder)
    planted = [fault for kind in TEN for fault in expected(kind)]
    assert len({fault["file"] for fault in planted}) == len(TEN)
    result = check_folder(folder)
    assert result.programme is None
    found = [asdict(fault) for fault in result.faults]
    assert [fault for fault in planted if fault not in found] == []
    assert len(found) == len(planted) == len(TEN)
    with pytest.raises(FaultsFound) as raised:
        read_programme(folder)
    assert raised.value.faults == result.faults


def test_warnings_alone_do_not_refuse_a_folder(tmp_path: Path) -> None:
    folder = bad_folder("file-has-a-byte-order-mark", tmp_path)
    assert read_programme(folder) == check_folder(folder).programme


def test_a_folder_that_is_not_there_or_a_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for path, word in ((tmp_path / "none", "does not exist"), (tmp_path / "file", "is a file")):
        (fault,) = check_folder(path).faults
        assert (fault.file, fault.line, fault.severity) == (str(path), None, "error")
        assert word in fault.message
        for read in (read_programme, read_ledger, read_figures):
            with pytest.raises(FaultsFound):
                read(path)


def test_a_misspelt_register_is_not_passed_over(tmp_path: Path) -> None:
    folder = bad_folder("file-is-misspelt", tmp_path)
    with pytest.raises(FaultsFound):
        read_ledger(folder)
    assert read_figures(folder) == read_figures(MINIMAL)


def test_an_empty_folder_says_what_it_lacks(tmp_path: Path) -> None:
    faults = check_folder(tmp_path).faults
    assert [fault.file for fault in faults] == ["areas.csv", "groups.csv", "memberships.csv", "programme.yaml"]


def test_a_group_without_a_level_is_no_fault_of_its_members(tmp_path: Path) -> None:
    folder = copy_minimal(tmp_path)
    replaced(folder / "groups.csv", (",level,", ",levl,"))
    assert {(fault.file, fault.key) for fault in check_folder(folder).faults} == {
        ("groups.csv", "level"),
        ("groups.csv", "levl"),
    }


def test_a_folder_in_place_of_a_file_is_a_fault(tmp_path: Path) -> None:
    folder = copy_minimal(tmp_path)
    (folder / "facts.csv").unlink()
    (folder / "facts.csv").mkdir()
    assert [fault.file for fault in check_folder(folder).faults] == ["facts.csv"]


def test_a_record_gives_all_its_faults_of_form_and_reference_at_once(tmp_path: Path) -> None:
    folder = copy_minimal(tmp_path)
    row = "R02,nothing,money,Vraag,,city,stat,12.x,33\n"
    with (folder / "ledger" / "requests.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    found = {(fault.line, fault.key) for fault in check_folder(folder).faults}
    assert found == {(3, "theme"), (3, "sentence_en"), (3, "to_partner"), (3, "amount")}


def test_a_contradicted_claim_is_no_fault(tmp_path: Path) -> None:
    folder = copy_minimal(tmp_path)
    claims = folder / "claims.yaml"
    claims.write_text(claims.read_text(encoding="utf-8").replace("printed: 1", "printed: 99"), encoding="utf-8")
    assert check_folder(folder).faults == ()


def test_every_bad_folder_states_its_expectation() -> None:
    assert [kind for kind in kinds() if not (BAD / kind / "expected.json").exists()] == []


def replaced(file: Path, *pairs: tuple[str, str]) -> None:
    """Replace texts of a file that must be there."""
    text = file.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("written", ["ci ty", "", "cyti"])
def test_a_bad_id_is_one_fault_however_many_name_it(rotterdam: Path, tmp_path: Path, written: str) -> None:
    folder = tmp_path / rotterdam.name
    shutil.copytree(rotterdam, folder)
    replaced(folder / "ledger" / "partners.csv", ("\ncity,", f"\n{written},"))
    errors = [fault for fault in check_folder(folder).faults if fault.severity == "error"]
    assert len(errors) == 1
    assert ("more." in errors[0].message) == (written == "cyti")


def test_a_bad_value_hides_no_other_fault(rotterdam: Path, tmp_path: Path) -> None:
    folder = tmp_path / rotterdam.name
    shutil.copytree(rotterdam, folder)
    figures = folder / "figures" / "application-2007.csv"
    header, first, second, *rest = figures.read_text(encoding="utf-8").splitlines()
    columns = header.split(",")
    double = first.split(",")
    double[columns.index("value")] = "5.x"
    figures.write_text("\n".join([header, first, ",".join(double), second, *rest]) + "\n", encoding="utf-8")
    indicator = folder / "indicators" / "vi2006.yaml"
    replaced(indicator, ("\ndecimals: 1\n", "\ndecimals: one\n"))
    bands = indicator.read_text(encoding="utf-8")
    edge = re.findall(r"upper: (\S+)", bands)[0]
    indicator.write_text(bands.replace(f"upper: {edge}", "upper: 0.001", 1), encoding="utf-8")
    errors = [fault for fault in check_folder(folder).faults if fault.severity == "error"]
    at_figures = {fault.key for fault in errors if fault.file == "figures/application-2007.csv"}
    assert at_figures == {"value", "area"}
    at_indicator = " ".join(fault.message for fault in errors if fault.file == "indicators/vi2006.yaml")
    assert "whole number" in at_indicator
    assert "do not join" in at_indicator

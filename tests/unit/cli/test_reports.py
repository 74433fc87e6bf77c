"""The reporting verbs on the Rotterdam folder: what they print, where, and what they exit with."""

import csv
import io
import json
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from folders import bad_folder, spoil

from wijkpeil.cli.app import run
from wijkpeil.cli.output import VERDICT_SIGNS

Capture = pytest.CaptureFixture[str]


def json_of(arguments: list[str], capsys: Capture) -> list[dict]:
    """Run a verb with ``--format json`` and read what it printed."""
    assert run([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def csv_of(arguments: list[str], capsys: Capture) -> list[dict]:
    """Run a verb with ``--format csv`` and read what it printed."""
    assert run([*arguments, "--format", "csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_check_finds_no_error_and_counts_the_verdicts(rotterdam: Path, capsys: Capture) -> None:
    assert run(["check", str(rotterdam)]) == 0
    shown = capsys.readouterr()
    assert "0 errors" in shown.err
    assert sum(int(n) for n in re.findall(r"(\d+)\s*$", shown.out, re.MULTILINE)) == 55


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A folder with one error and one warning."""
    folder = bad_folder("key-is-unknown", tmp_path)
    spoil("file-has-a-byte-order-mark", folder)
    return folder


IN_ENGLISH = [
    "error: indicators/safety.yaml:10 [polaritty]: There is no key 'polaritty' here. Did you mean polarity?",
    "warning: facts.csv:1: The file starts with a byte order mark. Save the file as UTF-8 without a byte order mark.",
    "1 error, 1 warning.",
]
IN_DUTCH = [
    "fout: indicators/safety.yaml:10 [polaritty]: Hier bestaat geen veld 'polaritty'. Bedoelt u polarity?",
    "waarschuwing: facts.csv:1: Het bestand begint met een byte order mark (BOM). "
    "Sla het bestand op als UTF-8, zonder byte order mark (BOM).",
    "1 fout, 1 waarschuwing.",
]


@pytest.mark.parametrize(
    ("language", "said"), [([], IN_ENGLISH), (["--language", "en"], IN_ENGLISH), (["--language", "nl"], IN_DUTCH)]
)
def test_faults_are_said_in_the_language_asked_for(
    language: list[str], said: list[str], faulty: Path, capsys: Capture
) -> None:
    assert run(["check", str(faulty), *language]) == 1
    shown = capsys.readouterr()
    assert sorted(shown.err.splitlines()) == sorted(said)
    assert shown.out == ""


def test_a_verb_that_stops_at_faults_says_them_in_that_language_too(faulty: Path, capsys: Capture) -> None:
    assert run(["board", str(faulty), "--language", "nl"]) == 1
    assert capsys.readouterr().err.splitlines() == [IN_DUTCH[0], "1 fout, 0 waarschuwingen."]
    assert run(["board", str(faulty)]) == 1
    assert capsys.readouterr().err.splitlines() == [IN_ENGLISH[0], "1 error, 0 warnings."]


def test_faults_for_a_machine_are_said_in_the_language_asked_for(faulty: Path, capsys: Capture) -> None:
    assert run(["check", str(faulty), "--format", "json", "--language", "nl"]) == 1
    faults = json.loads(capsys.readouterr().out)
    assert {fault["severity"] for fault in faults} == {"error", "warning"}
    assert "Hier bestaat geen veld 'polaritty'." in [fault["message"] for fault in faults]


def test_an_explanation_of_another_verdict_is_a_warning(rotterdam: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "rotterdam-2007"
    shutil.copytree(rotterdam, folder)
    claims = folder / "claims.yaml"
    text = claims.read_text(encoding="utf-8")
    at = text.index("explains:", text.index("id: N31"))
    claims.write_text(text[:at] + "explains: contradicts" + text[text.index("\n", at) :], encoding="utf-8")
    faults = {fault["key"]: fault for fault in json_of(["check", str(folder)], capsys)}
    assert "N31" in faults["explains"]["message"]
    assert text.splitlines()[faults["explains"]["line"] - 1].endswith("id: N31")


def test_the_board_as_csv_has_23_rows_with_values_colours_and_both_counts(rotterdam: Path, capsys: Capture) -> None:
    rows = csv_of(["board", str(rotterdam)], capsys)
    assert len(rows) == 23
    for row in rows:
        assert sum(key.startswith("values.") for key in row) == 12
        assert {value for key, value in row.items() if key.startswith("colours.")} <= {"red", "neutral", "green"}
        assert {"counts.rotterdam.printed", "counts.rotterdam.recounted"} <= set(row)
        assert {"counts.national.printed", "counts.national.recounted"} <= set(row)


def test_the_board_as_json_agrees_with_the_figures_file(rotterdam: Path, capsys: Capture) -> None:
    with (rotterdam / "figures" / "application-2007.csv").open(encoding="utf-8", newline="") as lines:
        figures = {(row["area"], row["indicator"]): Decimal(row["value"]) for row in csv.DictReader(lines)}
    board = json_of(["board", str(rotterdam)], capsys)
    shown = {(row["area"], key): Decimal(str(value)) for row in board for key, value in row["values"].items()}
    assert shown == figures


def test_the_comparison_decides_what_a_value_on_the_border_does(rotterdam: Path, capsys: Capture) -> None:
    counted = {}
    for comparison in ("strict", "inclusive"):
        board = json_of(["board", str(rotterdam), "--comparison", comparison], capsys)
        counted[comparison] = sum(
            r["counts"]["national"]["printed"] == r["counts"]["national"]["recounted"] for r in board
        )
    assert counted == {"strict": 23, "inclusive": 16}


def test_claims_say_what_the_issue_asks_for(rotterdam: Path, capsys: Capture) -> None:
    claims = {claim["id"]: claim for claim in json_of(["claims", str(rotterdam)], capsys)}
    assert len(claims) == 55
    assert {claim["verdict"] for claim in claims.values()} <= set(VERDICT_SIGNS)
    assert claims["N31"]["recomputed"] == 507179000
    assert claims["N31"]["verdict"] == "reproduces"
    assert claims["N02"]["verdict"] == "contradicts"
    assert claims["N02"]["recomputed"] == 10
    assert all(claim["explanation"] and "{" not in claim["explanation"] for claim in claims.values())


def test_claims_say_how_the_two_numbers_must_stand(rotterdam: Path, capsys: Capture) -> None:
    keys = ("relation", "margin", "unit")
    claims = {claim["id"]: claim for claim in json_of(["claims", str(rotterdam)], capsys)}
    assert [claims["N42"][key] for key in keys] == ["about", 1, "%"]
    assert [claims["N22"][key] for key in keys] == ["at-least", None, "persons"]
    assert [claims["N31"][key] for key in keys] == ["equals", None, "EUR"]
    assert {row["id"]: row["relation"] for row in csv_of(["claims", str(rotterdam)], capsys)} == {
        id: claim["relation"] for id, claim in claims.items()
    }
    assert run(["claims", str(rotterdam), "--format", "text", "--language", "en"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for test in ("3,500 ≥ 3,500 5,000", "45 ≤ 45 23", "25 ≈ 25 ± 1 24.3", "7.1 > 7.1 7.2"):
        assert test in shown


def test_one_verdict_can_be_asked_for(rotterdam: Path, capsys: Capture) -> None:
    claims = json_of(["claims", str(rotterdam), "--verdict", "contradicts"], capsys)
    assert claims
    assert {claim["verdict"] for claim in claims} == {"contradicts"}


@pytest.mark.parametrize("verb", ["board", "claims", "targets", "money"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_text_is_a_table_in_either_language(verb: str, language: str, rotterdam: Path, capsys: Capture) -> None:
    assert run([verb, str(rotterdam), "--language", language]) == 0
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) > 20
    assert "Traceback" not in shown.err


def test_targets_carry_status_and_reason(rotterdam: Path, capsys: Capture) -> None:
    targets = json_of(["targets", str(rotterdam)], capsys)
    assert len(targets) == 42
    assert all(target["status"] and target["reason"] for target in targets)
    assert next(t for t in targets if t["id"] == "O2")["actual"] == 5
    assert {t["theme"] for t in json_of(["targets", str(rotterdam), "--theme", "work"], capsys)} == {"work"}


def test_targets_are_given_as_of_a_day(rotterdam: Path, capsys: Capture) -> None:
    now, later, before = (
        {one["id"]: one for one in json_of(["targets", str(rotterdam), *day], capsys)}
        for day in ([], ["--as-of", "2011-12-31"], ["--as-of", "2005-12-31"])
    )
    assert [found["O2"]["status"] for found in (now, later, before)] == ["too-early", "not-measured", "not-measured"]
    assert (now["O2"]["as_of"], now["O2"]["actual_on"]) == ("2007-12-31", "2006-12-31")
    assert now["O2"]["sentence"].startswith("Eind 2010 is de veiligheidsindex in geen van de gebieden")
    assert len(now["O3"]["failing"]) == 13
    assert now["O2"]["readings"] == [{"id": "O2-names", "actual": 4, "status": "too-early", "failing": 0}]
    assert now["W3"]["missing"] == ["no-indicator", "no-baseline", "ambiguous"]


def test_targets_end_with_how_many_can_be_checked(rotterdam: Path, capsys: Capture) -> None:
    assert run(["targets", str(rotterdam), "--language", "en"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("Of the 42, 32 name a number and a term; 7 can be measured")


def test_a_table_of_targets_begins_with_the_worst_and_tells_all_that_the_records_tell(
    project: Path, capsys: Capture
) -> None:
    folder = str(project / "programmes" / "voorbeeldstad")
    assert run(["targets", folder, "--language", "en"]) == 0
    text = capsys.readouterr().out
    lines = text.splitlines()
    said = ["moving away", "off track", "behind", "uncertain", "too early", "on track", "achieved", "withheld"]
    said += ["not measured", "not measurable"]
    places = [next(at for at, one in enumerate(lines) if word in one) for word in said]
    assert places == sorted(places)
    assert lines[-1].endswith("As of 2010-12-31, by rule 2.")
    words = " ".join(text.split())
    for told in json_of(["targets", folder, "--language", "en"], capsys):
        assert told["rule"] == "2"
        assert told["id"] in text
        assert (told["probability"] is None) == (told["id"] != "simulated-T7")
    for part in ("44%", "By the figure alone: behind.", "Read otherwise (", "the figures do not decide"):
        assert part.casefold() in words.casefold(), part


def test_money_ends_with_the_totals(rotterdam: Path, capsys: Capture) -> None:
    money = json_of(["money", str(rotterdam)], capsys)
    assert len(money) == 30
    lines = [line["amount"] for line in money[:-2]]
    assert money[-2]["amount"] == money[-1]["amount"] == sum(lines) == 507179000
    other = json_of(["money", str(rotterdam), "--budget", "associations"], capsys)
    assert other[-2]["amount"] == 73500000


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["board", "nowhere"], 1, "no folder nowhere"),
        (["board", "--comparison", "loose"], 2, "loose"),
        (["claims", "{rotterdam}", "--verdict", "true"], 2, "reproduces"),
        (["targets", "{rotterdam}", "--theme", "sport"], 2, "housing"),
        (["targets", "{rotterdam}", "--as-of", "soon"], 2, "soon"),
        (["money", "{rotterdam}", "--budget", "x"], 2, "extra-effort"),
        (["board", "{rotterdam}", "--workspace", "w"], 2, "not both"),
        (["nonsense"], 2, "nonsense"),
        (["board", "--workspace", "{tmp}"], 1, "wijkpeil init"),
    ],
)
def test_wrong_use_is_said_plainly(
    arguments: list[str], code: int, said: str, rotterdam: Path, tmp_path: Path, capsys: Capture
) -> None:
    filled = [argument.format(rotterdam=rotterdam, tmp=tmp_path) for argument in arguments]
    assert run(filled) == code
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""


def test_a_failure_of_the_software_exits_with_3(
    rotterdam: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wijkpeil.workflows.board.make_board", lambda *_, **__: 1 / 0)
    monkeypatch.delenv("WIJKPEIL_DEBUG", raising=False)
    assert run(["board", str(rotterdam)]) == 3
    assert "fault of the software" in capsys.readouterr().err

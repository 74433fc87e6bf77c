"""Accounts by command, from the outside: the first administrator, roles, export, and erasure down to the bytes."""

import csv
import io
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

import forks

Run = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def workspace(rotterdam: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("accounts") / "workspace"
    for arguments in (["init"], ["load", str(rotterdam)]):
        assert run(path, *arguments).returncode == 0
    return path


def run(workspace: Path, *arguments: str, **more: str) -> Run:
    environment = {**os.environ, "WIJKPEIL_WORKSPACE": str(workspace), **more}
    environment.pop("WIJKPEIL_MAIL_URL", None) if "WIJKPEIL_MAIL_URL" not in more else None
    return forks.run(forks.COMMAND, *arguments, env=environment)


def account(workspace: Path, *arguments: str, **more: str) -> Run:
    return run(workspace, "account", *arguments, **more)


def listed(workspace: Path) -> dict[str, dict]:
    told = account(workspace, "list", "--format", "json")
    assert told.returncode == 0, told.stderr
    return {each["email"]: each for each in json.loads(told.stdout)}


def test_the_first_administrator_is_invited_by_a_link(workspace: Path) -> None:
    made = account(
        workspace, "invite", "a@example.org", "--name", "Ann", "--role", "administrator", "--site", "https://w.nl"
    )
    assert made.returncode == 0, made.stderr
    assert re.fullmatch(r"https://w\.nl/account/uitnodiging/p-[0-9a-f]{12}/[0-9a-z]+-[0-9a-f]+/\n", made.stdout)
    one = listed(workspace)["a@example.org"]
    assert (one["name"], one["state"], one["roles"][0]["role"]) == ("Ann", "invited", "administrator")


def test_mail_goes_where_the_setting_says(workspace: Path, tmp_path: Path) -> None:
    told = {"WIJKPEIL_MAIL_URL": f"file://{tmp_path}", "WIJKPEIL_MAIL_FROM": "office@example.org"}
    made = account(workspace, "invite", "m@example.org", "--name", "Mia", "--language", "en", **told)
    assert made.stdout == ""
    mail = next(tmp_path.iterdir()).read_text(encoding="utf-8")
    assert "To: m@example.org" in mail
    assert "From: office@example.org" in mail
    assert "/en/account/invitation/" in mail


def test_roles_are_given_and_withdrawn_and_access_ends(workspace: Path) -> None:
    account(workspace, "invite", "r@example.org", "--name", "Rik")
    assert account(workspace, "grant", "R@example.org", "--role", "reader", "--area", "3081").returncode == 0
    held = listed(workspace)["r@example.org"]["roles"]
    assert [(each["role"], each["area"]) for each in held] == [("reader", "3081")]
    rows = list(csv.DictReader(io.StringIO(account(workspace, "list", "--format", "csv").stdout)))
    assert next(row for row in rows if row["email"] == "r@example.org")["roles"].endswith("reader 3081")
    assert account(workspace, "withdraw", held[0]["id"], "--why", "ended").returncode == 0
    assert listed(workspace)["r@example.org"]["roles"] == []
    assert account(workspace, "suspend", "r@example.org").returncode == 0
    assert listed(workspace)["r@example.org"]["state"] == "suspended"
    assert account(workspace, "resume", "r@example.org").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["grant", "nobody@example.org", "--role", "reader"], 1, "There is no account nobody@example.org"),
        (["grant", "a@example.org", "--role", "king"], 2, "There is no role king"),
        (["invite", "nonsense", "--name", ""], 1, "not an e-mail address"),
        (["invite", "new@example.org", "--name", "New", "--role", "auditor", "--area", "3081"], 1, "whole workspace"),
        (["withdraw", "g-none"], 1, "There is no grant g-none"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_half_done(
    workspace: Path, arguments: list[str], code: int, words: str
) -> None:
    account(workspace, "invite", "a@example.org", "--name", "Ann")
    told = account(workspace, *arguments)
    assert told.returncode == code
    assert words in told.stderr
    assert "new@example.org" not in listed(workspace)


def test_erasure_leaves_no_byte_of_a_name_in_any_file(workspace: Path) -> None:
    account(workspace, "invite", "zebulon.quist@example.org", "--name", "Zebulon Quist", "--role", "reader")
    exported = account(workspace, "export", "zebulon.quist@example.org")
    assert json.loads(exported.stdout)["name"] == "Zebulon Quist"
    assert held_in(workspace, b"Zebulon Quist")
    asked = ("account", "erase", "zebulon.quist@example.org", "--workspace", str(workspace))
    refused = forks.run(forks.COMMAND, *asked, env=dict(os.environ), given="n\n")
    assert refused.returncode == 2
    assert "zebulon.quist@example.org" in listed(workspace)
    assert account(workspace, "erase", "zebulon.quist@example.org", "--yes").returncode == 0
    for word in (b"Zebulon Quist", b"zebulon.quist"):
        assert held_in(workspace, word) == []


def held_in(workspace: Path, word: bytes) -> list[str]:
    """The files of the workspace, the database's log among them, that hold ``word``."""
    files = [path for path in workspace.rglob("*") if path.is_file()]
    return [path.name for path in files if word in path.read_bytes()]


def test_what_is_past_its_term_goes_and_again_nothing(workspace: Path) -> None:
    for _ in range(2):
        told = run(workspace, "tick", "--format", "json")
        assert told.returncode == 0, told.stderr
        assert {each["what"]: each["removed"] for each in json.loads(told.stdout)} == {
            "sessions": 0,
            "records of signing in": 0,
            "invitations": 0,
            "drafts": 0,
            "texts": 0,
            "records of security": 0,
            "secrets under an older key": 0,
            "counted attempts": 0,
        }
    assert "records of signing in" in run(workspace, "tick").stdout
    assert run(workspace, "tick", "--format", "csv").stdout.startswith("what,removed\n")

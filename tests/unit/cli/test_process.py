"""The command as a process of its own: exit codes and streams as a shell sees them."""

import json
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from folders import bad_folder, copy_minimal

CODE = "from wijkpeil.cli import main; main()"


def wijkpeil(*arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Run the command and capture its streams."""
    return subprocess.run(
        [sys.executable, "-c", CODE, *arguments], capture_output=True, text=True, check=False, **given
    )


def test_figures_go_to_standard_output_and_messages_to_standard_error(rotterdam: Path) -> None:
    done = wijkpeil("claims", str(rotterdam), "--format", "json")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)) == 55
    assert done.stderr == ""


@pytest.mark.parametrize("arguments", ["claims", "board --format json"])
def test_a_closed_pipe_is_no_failure(rotterdam: Path, arguments: str) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash on this machine")
    command = [sys.executable, "-c", CODE, *arguments.split(), str(rotterdam)]
    line = f"{shlex.join(command)} | head -c 10 >/dev/null; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run([bash, "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_stopped_already_is_no_failure() -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash on this machine")
    line = f"{shlex.join([sys.executable, '-c', CODE, '--version'])} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run([bash, "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_programme_goes_in_and_comes_out_the_same(rotterdam: Path, tmp_path: Path) -> None:
    workspace, out = str(tmp_path / "w"), tmp_path / "out"
    assert wijkpeil("init", "--workspace", workspace).returncode == 0
    loaded = wijkpeil("load", str(rotterdam), "--workspace", workspace)
    assert (loaded.returncode, loaded.stdout) == (0, "")
    assert wijkpeil("dump", str(out), "--workspace", workspace).returncode == 0
    files = {path.relative_to(rotterdam) for path in rotterdam.rglob("*") if path.is_file()}
    assert {path.relative_to(out) for path in out.rglob("*") if path.is_file()} == files
    assert [str(path) for path in files if (out / path).read_bytes() != (rotterdam / path).read_bytes()] == []
    refused = wijkpeil("dump", str(out), "--workspace", workspace)
    assert (refused.returncode, "not empty" in refused.stderr) == (1, True)
    from_folder = wijkpeil("board", str(rotterdam), "--format", "json")
    assert wijkpeil("board", "--workspace", workspace, "--format", "json").stdout == from_folder.stdout
    releases = json.loads(wijkpeil("releases", "--workspace", workspace, "--format", "json").stdout)
    assert [(item["id"], item["rows"], item["quarantined"]) for item in releases] == [("application-2007", 276, 0)]


def test_a_load_says_in_dutch_what_it_did_or_what_is_wrong(tmp_path: Path) -> None:
    workspace = ("--workspace", str(tmp_path / "w"), "--language", "nl")
    assert wijkpeil("init", *workspace[:2]).returncode == 0
    for said in ("minimal geladen: ", "In de werkmap staat minimal precies zoals in de map; er is niets gewijzigd."):
        loaded = wijkpeil("load", str(copy_minimal(tmp_path / said[:2])), *workspace)
        assert loaded.returncode == 0
        assert said in loaded.stderr
    refused = wijkpeil("load", str(bad_folder("key-is-unknown", tmp_path)), *workspace)
    assert refused.returncode == 1
    assert "Hier bestaat geen veld 'polaritty'. Bedoelt u polarity?" in refused.stderr
    assert refused.stderr.rstrip().endswith("1 fout, 0 waarschuwingen.")


def test_schemas_are_written(tmp_path: Path) -> None:
    assert wijkpeil("schemas", str(tmp_path / "s")).returncode == 0
    written = [json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "s").iterdir()]
    assert len(written) > 5
    assert all("$schema" in schema for schema in written)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


CHANGE = """
import os, sys
from pathlib import Path
from wijkpeil.ledger.workspace import init_workspace
path = Path(sys.argv[1])
init_workspace(path)
from wijkpeil.cli.source import shipped_programme
from wijkpeil.ledger.services import programme_load, record_add
from wijkpeil.model.people import Actor, Grant, command_actor
programme_load(shipped_programme("rotterdam-2007"), command_actor("demo"), path)
manager = Actor(id="p-1", kind="person", grants=(Grant(id="g", account="p-1", role="programme-manager"),))
record_add(manager, "rotterdam-2007", "themes", "green", {"name_nl": "Groen", "name_en": "Green", "main": "true"})
"""


@pytest.mark.parametrize("changed", [False, True])
def test_the_demonstration_serves_and_stops_when_told(tmp_path: Path, changed: bool) -> None:
    if changed:
        subprocess.run([sys.executable, "-c", CHANGE, str(tmp_path / "w")], check=True, capture_output=True)
    port = free_port()
    arguments = ["demo", "--port", str(port), "--workspace", str(tmp_path / "w")]
    served = subprocess.Popen([sys.executable, "-c", CODE, *arguments], stderr=subprocess.PIPE, text=True)
    try:
        assert served.stderr is not None
        said = next((line for line in served.stderr if "Wijkpeil is on" in line), "")
        assert str(port) in said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
            assert (page.status, "Bloemhof" in page.read().decode()) == (200, True)
        taken = wijkpeil("demo", "--port", str(port), "--workspace", str(tmp_path / "other"))
        assert (taken.returncode, f"Port {port}" in taken.stderr) == (1, True)
    finally:
        served.send_signal(signal.SIGINT)
        assert served.wait(timeout=30) == 0

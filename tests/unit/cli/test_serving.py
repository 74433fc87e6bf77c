"""The site as its administrator runs it: processes that count together, a log of JSON, a check before it starts."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

CODE = "from wijkpeil.cli import main; main()"


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**given: str) -> dict[str, str]:
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("WIJKPEIL", "DJANGO"))}
    return {**mine, **given}


def wijkpeil(*arguments: object, **given: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CODE, *map(str, arguments)]
    return subprocess.run(
        command, env=environment(**given), capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


@pytest.fixture(scope="module")
def workspace(rotterdam: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the Rotterdam programme."""
    path = tmp_path_factory.mktemp("serving") / "w"
    for command in (["init"], ["load", rotterdam]):
        assert wijkpeil(*command, "--workspace", path).returncode == 0
    return path


@contextmanager
def served(*arguments: object, **given: str) -> Iterator[tuple[str, list[str]]]:
    """A site that is being served: its address, and the lines of its log once it has stopped."""
    port, lines = free_port(), []
    command = [sys.executable, "-c", CODE, "serve", "--port", str(port), *map(str, arguments)]
    process = subprocess.Popen(command, env=environment(**given), stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        for line in process.stderr:
            lines.append(line)
            if "Wijkpeil is on" in line:
                break
        yield f"http://127.0.0.1:{port}", lines
    finally:
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        lines += process.stderr.readlines()
        assert process.wait(timeout=30) == 0


def read(address: str, **headers: str) -> str:
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as answer:
        return str(answer.read().decode())


def test_processes_count_together_and_log_json_alone(workspace: Path, tmp_path: Path) -> None:
    given = {"WIJKPEIL_LOG": "json", "TMPDIR": str(tmp_path)}
    with served("--workspace", workspace, "--workers", 3, **given) as (address, lines):
        for _ in range(12):
            read(f"{address}/bord/?q=zoekwoord", **{"X-Request-ID": "from-a-test"})
        counted = read(f"{address}/metrics")
        assert json.loads(read(f"{address}/health/ready"))["status"] == "ok"
        assert [path.name[:16] for path in tmp_path.iterdir()] == ["wijkpeil-metrics"]
    assert 'wijkpeil_request_seconds_count{status="200",view="board"} 12.0' in counted
    told = [json.loads(line) for line in lines]
    assert [each["request"] for each in told if each["logger"] == "wijkpeil.request"] == ["from-a-test"] * 12
    assert "zoekwoord" not in "".join(lines)
    assert "Wijkpeil is on" in "".join(each["message"] for each in told)
    assert list(tmp_path.iterdir()) == []


def test_a_limit_holds_over_all_processes_together(workspace: Path) -> None:
    """Many at once, so that more than one of the three processes answers."""

    def status(address: str) -> int:
        try:
            read(address)
        except urllib.error.HTTPError as refused:
            return refused.code
        return 200

    with served("--workspace", workspace, "--workers", 3, WIJKPEIL_API_READS="7") as (address, _):
        if time.time() % 60 > 40:
            time.sleep(61 - time.time() % 60)
        with ThreadPoolExecutor(8) as pool:
            told = Counter(pool.map(status, [f"{address}/api/v1/programmes"] * 24))
    assert told == {200: 7, 429: 17}


SAFE = {"WIJKPEIL_SECURE": "1", "WIJKPEIL_ALLOWED_HOSTS": "wijkpeil.example.org"}


@pytest.mark.parametrize(
    ("arguments", "given"),
    [(["--host", "0.0.0.0"], {}), ([], {"WIJKPEIL_ALLOWED_HOSTS": "wijkpeil.example.org,*"})],
)
def test_a_site_that_others_reach_does_not_start_on_unsafe_settings(
    workspace: Path, arguments: list[str], given: dict[str, str]
) -> None:
    given = {**given, "WIJKPEIL_SECRET_KEY": "short", "WIJKPEIL_LOG": "xml"}
    refused = wijkpeil("serve", "--workspace", workspace, "--port", free_port(), *arguments, **given)
    assert refused.returncode == 1
    named = [line.split(":")[1].strip() for line in refused.stderr.splitlines() if line.startswith("error: ")]
    assert named == ["WIJKPEIL_SECRET_KEY", "WIJKPEIL_SECURE", "WIJKPEIL_ALLOWED_HOSTS", "WIJKPEIL_LOG"]
    assert "4 errors" in refused.stderr


def test_a_site_that_others_reach_starts_on_safe_settings(workspace: Path) -> None:
    with served("--workspace", workspace, "--host", "0.0.0.0", **SAFE) as (address, _):
        page = read(f"{address}/bord/", Host="wijkpeil.example.org", **{"X-Forwarded-Proto": "https"})
        assert "Bloemhof" in page
        assert json.loads(read(f"{address}/health/ready"))["status"] == "ok"


def test_the_doctor_tells_of_every_check(workspace: Path) -> None:
    ill = wijkpeil("doctor", "--workspace", workspace, "--format", "json")
    found = {each["check"]: each for each in json.loads(ill.stdout)}
    assert (ill.returncode, found["encryption"]["code"]) == (1, "wijkpeil.E004")
    assert set(found["encryption"]) == {"check", "result", "code", "where", "message", "remedy"}
    well = wijkpeil("doctor", "--workspace", workspace, **SAFE)
    assert well.returncode == 0, well.stdout
    assert "0 to be mended" in well.stdout
    as_csv = wijkpeil("doctor", "--workspace", workspace, "--format", "csv", **SAFE)
    assert (as_csv.returncode, as_csv.stdout.splitlines()[0]) == (0, "check,result,code,where,message,remedy")
    nowhere = wijkpeil("doctor", "--workspace", workspace / "none")
    assert (nowhere.returncode, "There is no workspace" in nowhere.stderr) == (1, True)

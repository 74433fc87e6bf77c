"""What is shipped to run the site with: units that systemd takes and that are closed, an image, a web server's file."""

import re
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest
import yaml
from repo_commands import commands

from wijkpeil.ledger.secret import FILED
from wijkpeil.web import metrics, security

VARIABLE = re.compile(r"\bWIJKPEIL_[A-Z][A-Z_]*")
VERB = re.compile(r"(?<![\w/-])(?:/opt/wijkpeil/bin/)?wijkpeil ([a-z]+)\b(?=[\s\"'&]|$)")
CODE = re.compile(r"^(?:Exec\w+=|CMD |    CMD )(.*)$", re.MULTILINE)
LONGEST_EXPOSURE = 20
"""Tenths: what `systemd-analyze security` still calls OK."""


@pytest.fixture(scope="module")
def deploy(project: Path) -> Path:
    """The folder of these files."""
    return project / "deploy"


def files_of(deploy: Path) -> list[Path]:
    return sorted(path for path in deploy.rglob("*") if path.is_file())


def test_every_setting_that_is_named_is_described(deploy: Path, project: Path) -> None:
    described = set(VARIABLE.findall((project / "docs" / "administrator.md").read_text(encoding="utf-8")))
    named = {name for path in files_of(deploy) for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    assert {"WIJKPEIL_WORKSPACE", "WIJKPEIL_SECURE"} <= named
    assert named - described == set()


def test_every_file_is_named_in_the_manual(deploy: Path, project: Path) -> None:
    manual = (project / "docs" / "administrator.md").read_text(encoding="utf-8")
    assert [path.name for path in files_of(deploy) if path.name not in manual] == []


def test_every_command_that_is_run_is_there(deploy: Path) -> None:
    run = {
        verb
        for path in files_of(deploy)
        for line in CODE.findall(path.read_text(encoding="utf-8"))
        for verb in VERB.findall(line)
    }
    assert {"init", "serve", "backup", "tick"} <= run
    assert run - set(commands()) == set()


def analyze() -> str:
    found = shutil.which("systemd-analyze")
    if found is None:
        pytest.skip("no systemd-analyze on this machine")
    return found


@pytest.fixture
def units(deploy: Path, tmp_path: Path) -> list[Path]:
    """The units, with a program that is on every machine in place of one that is installed with the site."""
    for path in (deploy / "systemd").iterdir():
        text = path.read_text(encoding="utf-8").replace("/opt/wijkpeil/bin/wijkpeil", "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    return sorted(tmp_path.iterdir())


def test_systemd_takes_the_units(units: list[Path]) -> None:
    command = [analyze(), "verify", "--man=no", *map(str, units)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "")
    wrong = units[0].with_name("wrong.service")
    wrong.write_text("[Service]\nExecStart=/bin/true\nProtectEverything=yes\n", encoding="utf-8")
    done = subprocess.run([*command[:3], str(wrong)], capture_output=True, text=True, check=False)
    assert "ProtectEverything" in done.stderr


def test_the_services_are_closed(units: list[Path]) -> None:
    for unit in (path for path in units if path.suffix == ".service"):
        command = [analyze(), "security", "--offline=true", f"--threshold={LONGEST_EXPOSURE}", "--no-pager", str(unit)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{unit.name}: {done.stdout}{done.stderr}"


def section(path: Path, name: str) -> list[str]:
    text = path.read_text(encoding="utf-8").partition(f"[{name}]\n")[2].partition("\n[")[0]
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_the_services_run_as_one_user_and_are_closed_alike(deploy: Path) -> None:
    services = sorted(path for path in (deploy / "systemd").glob("*.service") if "keys" not in path.name)
    own = ("Type=", "Exec", "Timeout", "KillMode", "Restart=", "RestartSec", "StateDirectory=wijkpeil-backup")
    shared = [[line for line in section(path, "Service") if not line.startswith(own)] for path in services]
    assert len(services) == 3
    assert shared[0] == shared[1] == shared[2]
    assert "User=wijkpeil" in shared[0]
    for timer in (deploy / "systemd").glob("*.timer"):
        assert timer.with_suffix(".service").is_file()
        assert "Persistent=yes" in section(timer, "Timer")


def test_the_process_of_keys_runs_as_another_user_and_reaches_no_network(deploy: Path) -> None:
    site, keys = (section(deploy / "systemd" / f"{name}.service", "Service") for name in ("wijkpeil", "wijkpeil-keys"))
    reached = dict(line.split("=", 1) for line in section(deploy / "systemd" / "wijkpeil-keys.socket", "Socket"))
    assert {"User=wijkpeil-keys", "Group=wijkpeil-keys"} <= set(keys)
    assert (reached["SocketUser"], reached["SocketMode"]) == ("wijkpeil-keys", "0660")
    assert f"Group={reached['SocketGroup']}" in site, "the site has the group of the socket as its own"
    closing = site[site.index("UMask=0027") :]
    opened = {"PrivateUsers=yes", "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6"}
    assert set(closing) - set(keys) == opened
    assert {"RestrictAddressFamilies=AF_UNIX", "PrivateNetwork=yes", "IPAddressDeny=any"} <= set(keys)
    assert not any(line.startswith("EnvironmentFile") for line in keys), "settings of the site are none of its business"
    example = (deploy / "environment.example").read_text(encoding="utf-8")
    assert f"WIJKPEIL_KEYS_SOCKET={reached['ListenStream']}" in example


def test_the_image_is_built_in_stages_and_runs_closed(deploy: Path, project: Path) -> None:
    text = (deploy / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    steps = [line.split(None, 1) for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    stages = [rest for name, rest in steps if name == "FROM"]
    known = {stage.split()[-1] for stage in stages if " AS " in stage}
    assert len(stages) >= 3
    assert all(":" in stage.split()[0] or stage.split()[0] in known for stage in stages), "every base has a version"
    last = steps[len(steps) - steps[::-1].index(["FROM", stages[-1]]) :]
    named = [name for name, _ in last]
    user = next(rest for name, rest in last if name == "USER")
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user)
    assert named.index("USER") < named.index("CMD")
    assert {"HEALTHCHECK", "VOLUME", "STOPSIGNAL"} <= set(named)
    assert "/health/ready" in next(rest for name, rest in last if name == "HEALTHCHECK")
    settings = " ".join(rest for name, rest in steps if name in ("ENV", "ARG"))
    assert not re.search(r"SECRET|TOKEN|PASSWORD|DATABASE_URL|MAIL_URL", settings), "an image holds no secret"
    for rest in (rest for name, rest in steps if name == "COPY" and not rest.startswith("--from")):
        assert (project / rest.split()[0]).exists(), rest
    assert ".venv" in (project / ".containerignore").read_text(encoding="utf-8").splitlines()


def test_the_web_server_sets_what_the_site_believes(deploy: Path) -> None:
    text = (deploy / "nginx.conf").read_text(encoding="utf-8")
    for header in (
        "Host $host",
        "X-Forwarded-Proto $scheme",
        "X-Forwarded-For $remote_addr",
        "X-Request-ID $request_id",
    ):
        assert f"proxy_set_header {header};" in text
    assert "location = /metrics { return 404; }" in text
    assert "access_log off;" in text


def test_the_web_server_takes_strong_ciphers_alone(deploy: Path) -> None:
    text = (deploy / "nginx.conf").read_text(encoding="utf-8")
    said = dict(re.findall(r"^ +(ssl_\w+) +(.+);$", text, re.MULTILINE))
    assert said["ssl_protocols"] == "TLSv1.2 TLSv1.3"
    assert said["ssl_prefer_server_ciphers"] == said["ssl_stapling"] == said["ssl_stapling_verify"] == "on"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers(said["ssl_ciphers"])
    old = [each for each in context.get_ciphers() if each["protocol"] != "TLSv1.3"]
    assert {each["name"] for each in old} == set(said["ssl_ciphers"].split(":")), "OpenSSL knows each of them"
    assert all(each["aead"] and each["kea"].startswith("kx-ecdhe") and each["strength_bits"] >= 128 for each in old)
    assert [each["strength_bits"] for each in old][:2] == [256, 256], "the strongest come first"


def test_no_dump_of_memory_is_written(deploy: Path, project: Path) -> None:
    for path in (deploy / "systemd").glob("*.service"):
        assert "LimitCORE=0" in section(path, "Service"), path.name
    assert "--ulimit core=0" in (project / "docs" / "administrator.md").read_text(encoding="utf-8")


def test_alarms_speak_of_metrics_that_there_are(deploy: Path) -> None:
    rules = [
        rule
        for group in yaml.safe_load((deploy / "alerts.yml").read_text(encoding="utf-8"))["groups"]
        for rule in group["rules"]
    ]
    named = {name for rule in rules for name in re.findall(r"\bwijkpeil_\w+", rule["expr"])}
    assert named == {
        "wijkpeil_request_seconds_count",
        "wijkpeil_version",
        "wijkpeil_security_total",
        "wijkpeil_requests_total",
    }
    made = {sample.name for family in metrics._registry.collect() for sample in family.samples} | {
        f"{family.name}{end}" for family in metrics._registry.collect() for end in ("", "_count", "_total")
    }
    assert named <= made
    for rule in rules:
        assert rule["annotations"]["summary"].endswith("."), rule["alert"]
        for pattern in re.findall(r'event=~?"([^"]+)"', rule["expr"]):
            assert any(re.fullmatch(pattern, event) for event in security.EVENTS), pattern


def test_every_event_is_described(project: Path) -> None:
    manual = (project / "docs" / "administrator.md").read_text(encoding="utf-8")
    assert [event for event in security.EVENTS if f"`{event}`" not in manual] == []


def test_every_secret_can_be_a_file_and_that_is_described(project: Path) -> None:
    manual = (project / "docs" / "administrator.md").read_text(encoding="utf-8")
    assert [name for name in FILED if f"`{name}_FILE`" not in manual] == []


def test_nginx_takes_its_file(deploy: Path, tmp_path: Path) -> None:
    nginx, openssl = shutil.which("nginx"), shutil.which("openssl")
    if nginx is None or openssl is None:
        pytest.skip("no nginx, or no openssl, on this machine")
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    make = [
        openssl,
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "1",
    ]
    subject = ["-subj", "/CN=wijkpeil.example.org", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*make, *subject], check=True, capture_output=True)
    text = (deploy / "nginx.conf").read_text(encoding="utf-8").replace("/etc/ssl/wijkpeil", str(tmp_path))
    (tmp_path / "site.conf").write_text(text.replace("/var/log/nginx", str(tmp_path)), encoding="utf-8")
    around = f"pid {tmp_path}/pid; events {{}} http {{ include {tmp_path}/site.conf; }}"
    (tmp_path / "nginx.conf").write_text(around, encoding="utf-8")
    command = [nginx, "-t", "-q", "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "error.log")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

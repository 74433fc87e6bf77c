"""What is installed is locked by hash, for every platform, without saying where it comes from."""

import json
import re
import tomllib
from pathlib import Path

import pytest

LOCKS = ("web.txt", "dev.txt", "node.txt")


def normal(requirement: str) -> str:
    """The name in a requirement, as registries normalise it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", requirement, maxsplit=1)[0]).lower()


def locked(path: Path) -> dict[str, str]:
    """Each locked name with its whole entry."""
    entries = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
    return {normal(entry): entry for entry in entries}


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_version_and_a_hash(project: Path, name: str) -> None:
    entries = locked(project / "requirements" / name)
    assert entries
    for package, entry in entries.items():
        assert "==" in entry, package
        assert "--hash=sha256:" in entry, package


@pytest.mark.parametrize(("name", "extras"), [("web.txt", ["web", "postgresql"]), ("dev.txt", ["web", "dev"])])
def test_every_declared_package_is_locked(project: Path, name: str, extras: list[str]) -> None:
    declared = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(declared["dependencies"])
    for extra in extras:
        wanted += declared["optional-dependencies"][extra]
    missing = {normal(each) for each in wanted} - set(locked(project / "requirements" / name)) - {"wijkpeil"}
    assert missing == set(), "declared in pyproject.toml but not locked: run make lock"


def test_locks_agree_with_each_other(project: Path) -> None:
    web, dev = (locked(project / "requirements" / name) for name in ("web.txt", "dev.txt"))
    shared = set(web) & set(dev)
    pick = re.compile(r"==(\S+)")
    assert {name for name in shared if pick.findall(web[name]) != pick.findall(dev[name])} == set()
    assert set(web) <= set(dev)


def test_front_end_packages_are_locked_without_address(project: Path) -> None:
    packages = json.loads((project / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    declared = json.loads((project / "package.json").read_text(encoding="utf-8"))
    installed = {name: entry for name, entry in packages.items() if name}
    assert all("integrity" in entry and "resolved" not in entry for entry in installed.values())
    for name, version in {**declared["dependencies"], **declared["devDependencies"]}.items():
        assert packages[f"node_modules/{name}"]["version"] == version


def test_every_lock_is_audited(project: Path) -> None:
    recipe = (project / "Makefile").read_text(encoding="utf-8").partition("\naudit: ")[2].partition("\n\n")[0]
    looped = re.search(r"for lock in ([a-z ]+);", recipe)
    assert looped
    assert {f"{name}.txt" for name in looped[1].split()} == set(LOCKS)
    assert "npm audit" in recipe
    assert "exit $$failed" in recipe, "what was found, or could not be asked, fails the build"
    assert {path.name for path in (project / "requirements").glob("*.txt")} == set(LOCKS)

"""No file names a place of the machine it was made on, or an address that a package was fetched from."""

import re
from pathlib import Path

# Put together here, so that this file does not hold what it looks for.
HOSTS = ("py" + "pi.org", "python" + "hosted", "registry.npm" + "js", "yarn" + "pkg.com")
FOLDERS = ("work", "root", "home", "Users")
FORBIDDEN = re.compile("|".join([*map(re.escape, HOSTS), rf"(?<![\w.\-}}/\])])/(?:{'|'.join(FOLDERS)})/\w"]))


def test_no_file_names_a_machine_or_a_registry(files: list[Path], project: Path) -> None:
    found = []
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(project)}: {match.group()}" for match in FORBIDDEN.finditer(text)]
    assert found == []


def test_the_pattern_finds_what_it_looks_for() -> None:
    for bad in ("see /" + "work/main/x", '"/' + 'home/me"', "https://" + HOSTS[0] + "/simple"):
        assert FORBIDDEN.search(bad), bad
    for good in ("../shared/reference", "docs/work/x", "{{ root }}/home/x", "https://example.org/home/x"):
        assert not FORBIDDEN.search(good), good

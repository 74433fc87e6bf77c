"""The project as files, for the tests that hold the house."""

import subprocess
from pathlib import Path

import pytest

UNTRACKED = {".venv", "node_modules", "vendor", "__pycache__", ".git"}


def all_files(root: Path) -> list[Path]:
    """Every file of the project: what git tracks or would; without git, all but what set-up brings."""
    if (root / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.decode()
        files = [root / name for name in listed.split("\0") if name]
    else:
        files = [path for path in root.rglob("*") if not UNTRACKED & set(path.relative_to(root).parts)]
    return sorted(path for path in files if path.is_file())


@pytest.fixture(scope="session")
def files(project: Path) -> list[Path]:
    """Every file of the project."""
    return all_files(project)


@pytest.fixture(scope="session")
def sources(files: list[Path], project: Path) -> list[Path]:
    """Every Python file of the package."""
    return [path for path in files if path.is_relative_to(project / "src") and path.suffix == ".py"]

"""A column that comes with a later release: what was written before it still proves itself, and hides nothing in it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from later_columns import next_release
from small_programmes import programme, write

HERE = Path(__file__).parent


def run(what: str, workspace: Path, folder: Path, path: Path | None = None) -> Any:
    """Have a release do something with a workspace; ``path``: where it is, other than this one."""
    more = {"PYTHONPATH": str(path)} if path else {}
    command = [sys.executable, str(HERE / "two_releases.py"), what, str(workspace), str(folder)]
    done = subprocess.run(command, env={**os.environ, **more}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_later_column_proves_itself_and_what_was_before_it(database_url: str, project: Path, tmp_path: Path) -> None:
    workspace, folder = tmp_path / "workspace", write(programme(), tmp_path / "folder")
    later = next_release(project, tmp_path / "next")
    assert run("before", workspace, folder) == []
    assert run("verify", workspace, folder, later) == []
    run("late", workspace, folder)
    told = run("after", workspace, folder, later)
    assert told["migrated"] == told["written"] == told["at last"] == []
    assert told["urgent"] == ["new"]
    unseen = [sql for sql, found in told["tampered"].items() if not found]
    assert unseen == []
    older = "It is older than these columns, and holds something in them"
    assert [f"Theme small/old revision 1: {older}: urgent."] == next(iter(told["tampered"].values()))
    said = "\n".join(each for found in told["tampered"].values() for each in found)
    for name in ("Pillar small/old revision 1", "entry 1"):
        assert f"{name}: {older}" in said
    assert "entry 2: A later version of the software wrote it: verify with that one." in said
    # The release before reads on, and says what it cannot judge.
    assert any("A later version" in each for each in run("verify", workspace, folder))

"""What the tests of rights share."""

from pathlib import Path

import pytest
from worlds import world as world


@pytest.fixture(scope="session")
def sources(project: Path) -> list[Path]:
    """Every Python file of the package."""
    return sorted((project / "src").rglob("*.py"))

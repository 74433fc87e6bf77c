"""What cookies are called: of this host alone where pages go over HTTPS, and plain on a machine of one's own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

READ = (
    "import json; from wijkpeil.web import settings as s; "
    "print(json.dumps([s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
    "getattr(s, 'SESSION_COOKIE_DOMAIN', None), getattr(s, 'SESSION_COOKIE_PATH', '/')]))"
)


@pytest.mark.parametrize(("secure", "prefix"), [("1", "__Host-"), ("", "")])
def test_cookies_are_of_this_host_alone_over_https(tmp_path: Path, secure: str, prefix: str) -> None:
    """A browser takes the prefix with Secure, the path / and no domain alone (RFC 6265bis, section 4.1.3)."""
    told = os.environ | {"WIJKPEIL_WORKSPACE": str(tmp_path), "WIJKPEIL_SECURE": secure}
    done = subprocess.run([sys.executable, "-c", READ], env=told, capture_output=True, text=True, check=True)
    held = bool(secure)
    assert json.loads(done.stdout) == [f"{prefix}wijkpeil", f"{prefix}wijkpeil-form", held, held, None, "/"]

#!/bin/sh
# Makes sure that the browser tests find Chromium, where Debian's packages can bring it; says why where they cannot.
# Never fails: without a browser those tests are skipped, and say so themselves.

for name in "${WIJKPEIL_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null; then exit 0; fi
done

if ! command -v apt-get >/dev/null; then
    echo "browser tests will not run: no Chromium here, and no apt-get to install it with (set WIJKPEIL_CHROMIUM to one)" >&2
    exit 0
elif [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "browser tests will not run: no Chromium here, and installing it needs root (apt-get install chromium)" >&2
    exit 0
fi

echo "installing Chromium for the browser tests"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get -qq update >/dev/null 2>&1
$as_root apt-get -qq install -y --no-install-recommends chromium >/dev/null 2>&1 ||
    echo "browser tests will not run: apt-get could not install Chromium" >&2

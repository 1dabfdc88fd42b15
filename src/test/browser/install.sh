#!/bin/sh
# Installs the browser that pages are tested in, Debian's chromium and its driver, unless it is there.
set -eu
if command -v chromium && command -v chromedriver; then
  exit 0
fi
if [ "$(id -u)" != 0 ]; then
  echo "chromium and chromium-driver are not installed, and only root can install them" >&2
  exit 1
fi
if ! command -v apt-get; then
  echo "chromium and chromium-driver are not installed, and there is no apt-get to install them" >&2
  exit 1
fi
# Several tests may come here at once, and apt waits for no other that fetches lists.
exec 9>"${TMPDIR:-/tmp}/heed-apt.lock"
flock 9
if command -v chromium && command -v chromedriver; then
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -o DPkg::Lock::Timeout=120 -q update
apt-get -o DPkg::Lock::Timeout=120 -q install -y --no-install-recommends chromium chromium-driver

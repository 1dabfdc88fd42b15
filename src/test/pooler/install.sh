#!/bin/sh
# Puts Debian's pgbouncer and what it needs into a folder, without installing it or starting a service.
set -eu
folder=$1
if [ -x "$folder/usr/sbin/pgbouncer" ]; then
  exit 0
fi
if ! command -v apt-get >&2 || ! command -v dpkg >&2; then
  echo "there is no apt-get to fetch pgbouncer with" >&2
  exit 1
fi
# apt waits for no other that fetches lists.
exec 9>"${TMPDIR:-/tmp}/heed-apt.lock"
flock 9
mkdir -p "$folder"
cd "$folder"
names='pgbouncer libc-ares2 libevent-2.1-7'
# shellcheck disable=SC2086 # several names
apt-get -o DPkg::Lock::Timeout=120 -q download $names || { apt-get -q update && apt-get -q download $names; }
for package in ./*.deb; do
  dpkg -x "$package" .
done

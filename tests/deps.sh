#!/bin/sh
#
# deps.sh - install the named Debian packages that are missing.
#
# Needs nothing but what a bare debootstrap has.  Run by `make deps`.

set -eu

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
	cat >&2 <<END
make deps installs packages on Debian and its relatives only.
Elsewhere, please install what corresponds to these Debian packages:
  $*
END
	exit 1
fi

missing=
for package; do
	if ! dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
	    grep -q 'ok installed'; then
		missing="$missing $package"
	fi
done
if [ -z "$missing" ]; then
	echo "deps: all packages are there"
	exit 0
fi

# As root directly, else through sudo.
as_root=
if [ "$(id -u)" != 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "deps: please run as root: apt-get install$missing" >&2
		exit 1
	fi
	as_root='sudo'
fi

echo "deps: installing$missing"
run() {
	$as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C \
	    apt-get -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" </dev/null
}
run update -qq
# One package a word.
# shellcheck disable=SC2086
run install -qq -y --no-install-recommends $missing

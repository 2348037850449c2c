#!/bin/bash
#
# distcheck.sh - what is released builds, passes its tests, and installs and
# uninstalls without a trace, from the archive alone.

set -euo pipefail
cd "$(dirname "$0")/.."
name=pos-${VERSION:?}
work=$(mktemp -d "${TMPDIR:-/tmp}/pos-dist.XXXXXX")
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MAKELEVEL POS_BUILD POS_SHARE

mkdir -p build
if [ -e .git ]; then
	git ls-files -co --exclude-standard -z
else
	find . -path ./build -prune -o -type f -print0
fi | tar -czf "build/$name.tar.gz" --null --files-from=- \
    --transform="s,^\(\./\)\?,$name/," --owner=0 --group=0 --sort=name
tar -xzf "build/$name.tar.gz" -C "$work"
cd "$work/$name"
make -j"${JOBS:-2}"
make check
make install DESTDIR="$work/root" PREFIX=/usr
(
	export PATH="$work/root/usr/bin:$PATH" POS_SHARE="$work/root/usr/share/pos"
	for program in "$work"/root/usr/bin/pos-*; do
		"$program" --version
	done
)
make uninstall DESTDIR="$work/root" PREFIX=/usr
left=$(find "$work/root" -type f -o -type l)
if [ -n "$left" ]; then
	echo "left behind by make uninstall:"
	echo "$left"
	exit 1
fi
echo "$name.tar.gz is good"

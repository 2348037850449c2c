#!/bin/bash
#
# layers.sh - each layer includes only what is below it, and a third-party
# header appears in one layer.

cd "$(dirname "$0")/../.." || exit 1
bad=0

# layer: the layers it may include, itself aside
declare -A below=(
	[base]='' [rec]='base' [promo]='base rec' [store]='base rec stats'
	[shop]='base rec store stats promo' [stats]='base' [link]='base rec'
	[cli]='base rec'
)
# third-party header (an extended expression): its layer
declare -A owner=(
	['openssl/.*']=base ['jansson\.h']=rec ['csv\.h']=rec
	['sqlite3\.h']=store ['libpq-fe\.h']=store ['curl/.*']=link
)

for dir in lib/*/; do
	layer=$(basename "$dir")
	if [ -z "${below[$layer]+known}" ]; then
		echo "lib/$layer: no such layer in tests/checks/layers.sh"
		bad=1
		continue
	fi
	while IFS=: read -r file line included; do
		case " $layer ${below[$layer]} " in
		*" $included "*) ;;
		*)
			echo "$file:$line: $layer may not include $included/"
			bad=1
			;;
		esac
	done < <(grep -rnE '^#[[:space:]]*include "' "$dir" --include='*.[ch]' |
	    sed -E 's|^([^:]+:[0-9]+):.*"([^"/]*)/?.*".*|\1:\2|')
done

for header in "${!owner[@]}"; do
	while IFS=: read -r file line _; do
		case $file in
		lib/"${owner[$header]}"/*) ;;
		*)
			echo "$file:$line: belongs into lib/${owner[$header]}"
			bad=1
			;;
		esac
	done < <(grep -rnE "^#[[:space:]]*include <$header>" lib cmd \
	    --include='*.[ch]')
done
exit $bad

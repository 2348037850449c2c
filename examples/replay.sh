#!/bin/sh
#
# replay.sh - sell again what another till sold, in its own time.
#
# usage: replay.sh --ticket COL --item COL --date COL [--time COL]
#	    [--qty COL] [--price COL] [--zone ZONE] [--skip ITEM]
#	    [--channel NAME] [--method NAME] [--decimals N]
#	    [--new-shop NAME [--currency CODE] [--cutoff HH:MM] [--flat PRICE]]
#	    FILE.csv
#
# FILE has a header and a row for each item of a ticket; the COLs are names
# from that header.  Each ticket becomes a sale at its date and time (local
# time of ZONE, else of the shop; YYYY-MM-DD and HH:MM[:SS], or both in the
# --date column), paid by METHOD (card).  A row that is there twice means
# quantity 2.  Rows whose item is ITEM are left out.
#
# --new-shop makes the store first, and a menu of the items in FILE, at their
# last --price there, or all at the --flat price (1.00); what was sold in
# fractions is sold by the kilogram.
#
# A ticket is known by the CHANNEL (replay) and its number: run it again after
# it broke off, and it goes on where it was.  Needs sqlite3 and jq.
#
#	replay.sh --ticket Transaction --item Item --date Date --time Time \
#	    --new-shop Bakery --currency GBP --zone Europe/London sales.csv

set -eu

ticket='' item='' date='' time='' qty='' price='' zone='' skip=''
channel=replay method=card decimals=2
shop='' currency=EUR cutoff=00:00 flat=1.00

usage() {
	sed -n '/^# usage:/,/^$/s/^# \{0,1\}//p' "$0" >&2
	exit 64
}

fail() {
	echo "replay.sh: $2" >&2
	exit "$1"
}

while [ $# -gt 1 ]; do
	case $1 in
	--ticket) ticket=$2 ;;
	--item) item=$2 ;;
	--date) date=$2 ;;
	--time) time=$2 ;;
	--qty) qty=$2 ;;
	--price) price=$2 ;;
	--zone) zone=$2 ;;
	--skip) skip=$2 ;;
	--channel) channel=$2 ;;
	--method) method=$2 ;;
	--decimals) decimals=$2 ;;
	--new-shop) shop=$2 ;;
	--currency) currency=$2 ;;
	--cutoff) cutoff=$2 ;;
	--flat) flat=$2 ;;
	*) usage ;;
	esac
	shift 2
done
if [ $# != 1 ] || [ -z "$ticket" ] || [ -z "$item" ] || [ -z "$date" ]; then
	usage
fi
file=$1
[ -r "$file" ] || fail 74 "cannot read '$file'"
case $decimals in
[0-4]) ;;
*) usage ;;
esac

if [ -n "$shop" ]; then
	[ -n "$zone" ] || fail 64 '--new-shop wants --zone'
	pos-admin init --name "$shop" --currency "$currency" --zone "$zone" \
	    --cutoff "$cutoff" >/dev/null
elif [ -z "$zone" ]; then
	zone=$(pos-admin config get zone | jq -r .value)
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A name of a column, and a text, as SQL has them.
column() {
	printf '"%s"' "$(printf %s "$1" | sed 's/"/""/g')"
}

text() {
	printf "'%s'" "$(printf %s "$1" | sed "s/'/''/g")"
}

clean() {
	printf 'trim(%s, char(9, 10, 13, 32))' "$1"
}

# A decimal without any floating point: $1 in units of 10^-$2.
decimal() {
	scale=1
	while [ "${#scale}" -le "$2" ]; do
		scale=${scale}0
	done
	printf %s "(CAST(substr($1 || '.', 1, instr($1 || '.', '.') - 1)
	    AS INTEGER) * $scale
	    + CAST(substr(substr($1, instr($1 || '.', '.') + 1) || '0000', 1, $2)
	    AS INTEGER))"
}

when="replace($(clean "$(column "$date")"), 'T', ' ')"
[ -z "$time" ] || when="$when || ' ' || $(clean "$(column "$time")")"
quantity="'1'"
[ -z "$qty" ] || quantity=$(clean "$(column "$qty")")
amount=NULL
[ -z "$price" ] || amount=$(clean "$(column "$price")")

# sqlite3 reads the CSV; what it made is kept for the two questions below.
# (It takes a column that is not there for a text, unless told not to.)
sqlite3 -bail -cmd '.import --csv /dev/stdin source' \
    -cmd '.dbconfig dqs_dml off' -cmd '.dbconfig dqs_ddl off' "$work/db" "
	CREATE TABLE sold AS
	SELECT rowid AS row, $(clean "$(column "$ticket")") AS ticket,
	    $(clean "$(column "$item")") AS item, $when AS at,
	    $quantity AS qty, $amount AS price
	FROM source WHERE $(clean "$(column "$item")") <> $(text "$skip");
	-- 9:05 is 09:05
	UPDATE sold SET at = substr(at, 1, 11) || '0' || substr(at, 12)
	WHERE substr(at, 13, 1) = ':';" <"$file" >/dev/null ||
    fail 65 "cannot make sense of '$file': are those its columns?"

wrong=$(sqlite3 "$work/db" "
	SELECT 'row ' || row || ': ' || CASE
	    WHEN ticket = '' THEN 'no ticket'
	    WHEN strftime('%s', at) IS NULL
	    THEN '''' || at || ''' is not a date and time'
	    WHEN qty GLOB '*[^0-9.]*' OR qty = '' OR qty GLOB '*.*.*'
	    THEN '''' || qty || ''' is not a quantity'
	    ELSE '''' || price || ''' is not a price' END
	FROM sold WHERE ticket = '' OR strftime('%s', at) IS NULL
	    OR qty GLOB '*[^0-9.]*' OR qty = '' OR qty GLOB '*.*.*'
	    OR price GLOB '*[^0-9.]*' OR price = '' OR price GLOB '*.*.*'
	ORDER BY row LIMIT 1")
[ -z "$wrong" ] || fail 65 "$file: $wrong"

if [ -n "$shop" ]; then
	sqlite3 -header -csv "$work/db" "
		SELECT item AS name, COALESCE(price, $(text "$flat")) AS price,
		    CASE WHEN parts THEN 'kg' END AS unit
		FROM sold JOIN (SELECT MAX(row) AS last,
		    MAX(instr(qty, '.')) AS parts
		    FROM sold GROUP BY lower(item)) ON row = last
		ORDER BY item" >"$work/menu.csv"
	pos-stock menu import --format json "$work/menu.csv" >/dev/null
fi

# TZ tells sqlite3's 'utc' which local time it is given.
orders() {
	TZ=$zone sqlite3 "$work/db" "
		SELECT json_object('type', 'order', 'v', 1,
		    'channel', $(text "$channel"), 'external', ticket,
		    'at', strftime('%Y-%m-%dT%H:%M:%SZ', MIN(at), 'utc'),
		    'lines', json_group_array(json(line)))
		FROM (SELECT ticket, MIN(at) AS at, MIN(row) AS row,
		    json_patch(json_object('item', item, 'qty_milli',
			SUM($(decimal qty 3))),
			CASE WHEN price IS NULL THEN '{}' ELSE
			json_object('price_minor', $(decimal price "$decimals"))
			END) AS line
		    FROM sold GROUP BY ticket, item, price ORDER BY ticket, row)
		GROUP BY ticket ORDER BY MIN(at), MIN(row)"
}

# Those that an earlier run has paid already are done; where that is all of
# them, there is nothing to pay.
pay() {
	grep -F '"state":"open"' | {
		IFS= read -r first || return 0
		{ printf '%s\n' "$first"; cat; } |
		    pos-pay record "$method" --backdate >"$work/paid"
	}
}

# A pipe has the status of its last part, so each part leaves its own.
part() {
	"$@" || echo $? >>"$work/failed"
}

: >"$work/paid"
orders | part pos-sale import --backdate | tee "$work/sales" | part pay
[ ! -e "$work/failed" ] || fail "$(head -n 1 "$work/failed")" \
    'stopped: run it again once that is put right, and it goes on'
echo "$(wc -l <"$work/sales") tickets, $(wc -l <"$work/paid") of them new"

#!/bin/bash
#
# limit.bash STORE DAY ITEM ITEM ITEM - what somebody with a shell, sqlite3
# and sha256sum would write for pos-sale new.  The items go into SQL as they
# come, as such scripts do: this is for measuring only.

set -eu
db=$1 day=$2
shift 2
d=${day//-/}
seq=0 hash='' number=0 lines='' rows='' total=0 n=0

while IFS='|' read -r kind a b c e; do
	case $kind in
	chain)
		seq=$((a + 1)) hash=$b
		;;
	number)
		number=$((a + 1))
		;;
	item)
		n=$((n + 1)) total=$((total + b))
		lines+="${lines:+,}{\"n\":$n,\"item\":\"I\",\"name\":\"$c\","
		lines+="\"qty_milli\":1000,\"price_minor\":$b,"
		lines+="\"total_minor\":$b,\"item_no\":$a}"
		rows+="INSERT INTO line (branch, day, number, n, item,
		qty_milli, price_minor) VALUES (1, $d, $number, $n, $a, 1000,
		$b);
		INSERT INTO sale_need (branch, day, number, item, qty_milli)
		VALUES (1, $d, $number, ${e%:*}, ${e#*:});
		UPDATE stock SET reserved_milli = reserved_milli + ${e#*:}
		WHERE branch = 1 AND item = ${e%:*} AND location = 'shop';"
		;;
	esac
done < <(sqlite3 "$db" "SELECT 'chain', seq, hash FROM chain;
SELECT 'number', COALESCE(MAX(value), 0) FROM counter
WHERE branch = 1 AND name = 'order $day';
SELECT 'item', i.item, i.price_minor, i.name, r.part || ':' || r.qty_milli
FROM item i JOIN recipe r ON r.item = i.item
WHERE i.code IN ('$1', '$2', '$3')")

at=${EPOCHREALTIME//[.,]/}
at=${at%???}
when=$(TZ=UTC0 printf '%(%Y-%m-%dT%H:%M:%S)T.%03dZ' "${at%???}" 0)
entry="{\"type\":\"event\",\"v\":1,\"branch\":1,\"till\":1,\"seq\":$seq,"
entry+="\"hlc\":$((at * 1000)),\"at\":\"$when\",\"day\":\"$day\","
entry+="\"kind\":\"sale.new\",\"kind_v\":1,\"data\":{\"id\":\"$at-$number\","
entry+="\"branch\":\"main\",\"till\":\"1\",\"day\":\"$day\","
entry+="\"number\":$number,\"at\":\"$when\",\"order_type\":\"dine-in\","
entry+="\"currency\":\"CNY\",\"lines\":[$lines],\"total_minor\":$total,"
entry+="\"state\":\"open\",\"last_n\":3}}"
hash=$(printf '%s%s' "$hash" "$entry" | sha256sum)
hash=${hash%% *}

sqlite3 "$db" <<END
BEGIN IMMEDIATE;
INSERT INTO counter (branch, name, value) VALUES (1, 'order $day', $number)
ON CONFLICT (branch, name) DO UPDATE SET value = $number;
INSERT INTO journal (branch, till, seq, hlc, entry, hash)
VALUES (1, 1, $seq, $((at * 1000)), '$entry', '$hash');
UPDATE chain SET seq = $seq, hlc = $((at * 1000)), hash = '$hash'
WHERE branch = 1 AND till = 1;
INSERT INTO sale (branch, day, number, till, at, state, order_type,
total_minor) VALUES (1, $d, $number, 1, $at, 1, 1, $total);
INSERT INTO open_sale (branch, day, number) VALUES (1, $d, $number);
$rows
COMMIT;
END

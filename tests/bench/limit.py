#!/usr/bin/env python3
"""limit.py STORE DAY ITEM ITEM ITEM - pos-sale new in plain Python."""
import hashlib
import json
import sqlite3
import sys
import time

db = sqlite3.connect(sys.argv[1], isolation_level=None)
day = sys.argv[2]
d = int(day.replace("-", ""))
db.execute("BEGIN IMMEDIATE")
items = [db.execute("SELECT i.item, i.price_minor, i.name, i.code, r.part,"
                    " r.qty_milli FROM item i JOIN recipe r ON"
                    " r.item = i.item WHERE i.code = ?", (code,)).fetchone()
         for code in sys.argv[3:6]]
seq, head = db.execute("SELECT seq, hash FROM chain WHERE branch = 1"
                       " AND till = 1").fetchone()
db.execute("INSERT INTO counter (branch, name, value) VALUES (1, ?, 1)"
           " ON CONFLICT (branch, name) DO UPDATE SET value = value + 1",
           ("order " + day,))
number = db.execute("SELECT value FROM counter WHERE branch = 1 AND name = ?",
                    ("order " + day,)).fetchone()[0]
at = time.time_ns() // 1000000
when = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(at // 1000))
total = sum(item[1] for item in items)
entry = json.dumps({
    "type": "event", "v": 1, "branch": 1, "till": 1, "seq": seq + 1,
    "hlc": at * 1000, "at": when, "day": day, "kind": "sale.new",
    "kind_v": 1, "data": {
        "id": "%x-%d" % (at, number), "branch": "main", "till": "1",
        "day": day, "number": number, "at": when, "order_type": "dine-in",
        "currency": "CNY", "lines": [{
            "n": n + 1, "item": item[3], "name": item[2], "qty_milli": 1000,
            "price_minor": item[1], "total_minor": item[1],
            "item_no": item[0]} for n, item in enumerate(items)],
        "total_minor": total, "state": "open", "last_n": 3}},
    separators=(",", ":"))
head = hashlib.sha256((head + entry).encode()).hexdigest()
db.execute("INSERT INTO journal (branch, till, seq, hlc, entry, hash)"
           " VALUES (1, 1, ?, ?, ?, ?)", (seq + 1, at * 1000, entry, head))
db.execute("UPDATE chain SET seq = ?, hlc = ?, hash = ? WHERE branch = 1"
           " AND till = 1", (seq + 1, at * 1000, head))
db.execute("INSERT INTO sale (branch, day, number, till, at, state,"
           " order_type, total_minor) VALUES (1, ?, ?, 1, ?, 1, 1, ?)",
           (d, number, at, total))
db.execute("INSERT INTO open_sale (branch, day, number) VALUES (1, ?, ?)",
           (d, number))
for n, item in enumerate(items):
    db.execute("INSERT INTO line (branch, day, number, n, item, qty_milli,"
               " price_minor) VALUES (1, ?, ?, ?, ?, 1000, ?)",
               (d, number, n + 1, item[0], item[1]))
    db.execute("INSERT INTO sale_need (branch, day, number, item, qty_milli)"
               " VALUES (1, ?, ?, ?, ?)", (d, number, item[4], item[5]))
    db.execute("UPDATE stock SET reserved_milli = reserved_milli + ?"
               " WHERE branch = 1 AND item = ? AND location = 'shop'",
               (item[5], item[4]))
db.execute("COMMIT")
db.close()

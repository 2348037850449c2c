-- The tables of a store, first version.
--
-- One text for SQLite and PostgreSQL: a comment that starts with "sqlite" is
-- taken by the SQLite driver as SQL, and is a comment to everybody else.
-- Every table that grows leads with the branch.  Amounts are minor units,
-- quantities thousandths, instants ms since 1970 UTC, days yyyymmdd.  Columns
-- of a primary key are never NULL, which need not be said again: every word
-- here is parsed by every program that starts.
-- Tables of a sale are lean, since there are millions of rows: what is
-- usual is NULL or derived (see lib/shop/sale_rows.c).

CREATE TABLE schema_version (
	one BIGINT PRIMARY KEY CHECK (one = 1),
	version BIGINT NOT NULL
);

-- The journal: the truth.  Everything below it can be rebuilt from it.  Rows
-- as long as its entries would each fill a page of a table WITHOUT ROWID.
CREATE TABLE journal (
	branch BIGINT NOT NULL,
	till BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	hlc BIGINT NOT NULL,
	entry TEXT NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (branch, till, seq)
);

CREATE TABLE chain (
	branch BIGINT,
	till BIGINT,
	seq BIGINT NOT NULL,
	hlc BIGINT NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (branch, till)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE request (
	branch BIGINT NOT NULL,
	key TEXT NOT NULL,
	asked TEXT NOT NULL,
	answer TEXT NOT NULL,
	PRIMARY KEY (branch, key)
);

-- Who and where.
CREATE TABLE setting (
	branch BIGINT,
	name TEXT,
	value TEXT NOT NULL,
	PRIMARY KEY (branch, name)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE branch (
	branch BIGINT PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	active BIGINT NOT NULL
);

CREATE TABLE till (
	branch BIGINT,
	till BIGINT,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	active BIGINT NOT NULL,
	PRIMARY KEY (branch, till),
	UNIQUE (branch, code)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE staff (
	staff BIGINT PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	role TEXT NOT NULL,
	pin TEXT,
	discount_ppm BIGINT,
	void_minor BIGINT,
	refund_minor BIGINT,
	active BIGINT NOT NULL
);

-- What is sold.
CREATE TABLE tax (
	tax BIGINT PRIMARY KEY,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	rates TEXT NOT NULL,
	active BIGINT NOT NULL
);

CREATE TABLE item (
	item BIGINT PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	fold TEXT NOT NULL,
	names TEXT,
	category TEXT,
	description TEXT,
	parent TEXT,
	variant TEXT,
	price_minor BIGINT,
	cost_minor BIGINT,
	unit TEXT,
	tax TEXT,
	station TEXT,
	policy TEXT,
	tracked BIGINT NOT NULL,
	sold_out BIGINT NOT NULL,
	low_milli BIGINT,
	active BIGINT NOT NULL,
	more TEXT
)/*sqlite WITHOUT ROWID*/;
CREATE INDEX item_fold ON item (fold);

-- Names that items had before, for receipts of that time.
CREATE TABLE item_name (
	item BIGINT,
	until BIGINT,
	name TEXT NOT NULL,
	PRIMARY KEY (item, until)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE barcode (
	barcode TEXT PRIMARY KEY,
	item BIGINT NOT NULL
)/*sqlite WITHOUT ROWID*/;
CREATE INDEX barcode_item ON barcode (item);

CREATE TABLE price (
	item BIGINT,
	order_type TEXT,
	channel TEXT,
	price_minor BIGINT NOT NULL,
	PRIMARY KEY (item, order_type, channel)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE option_group (
	code TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	names TEXT,
	min BIGINT NOT NULL,
	max BIGINT NOT NULL,
	active BIGINT NOT NULL
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE choice (
	option_group TEXT,
	ord BIGINT,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	names TEXT,
	price_minor BIGINT NOT NULL,
	sold_out BIGINT NOT NULL,
	PRIMARY KEY (option_group, ord),
	UNIQUE (option_group, code)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE item_group (
	item BIGINT,
	ord BIGINT,
	option_group TEXT NOT NULL,
	PRIMARY KEY (item, ord)
)/*sqlite WITHOUT ROWID*/;

-- What one of an item, or of a choice, takes from stock.
CREATE TABLE recipe (
	item BIGINT,
	part BIGINT,
	qty_milli BIGINT NOT NULL,
	PRIMARY KEY (item, part)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE choice_recipe (
	option_group TEXT,
	choice TEXT,
	part BIGINT,
	qty_milli BIGINT NOT NULL,
	PRIMARY KEY (option_group, choice, part)
)/*sqlite WITHOUT ROWID*/;

-- Stock: movements are only added; on-hand is always their sum.
CREATE TABLE move (
	branch BIGINT,
	till BIGINT,
	seq BIGINT,
	n BIGINT,
	item BIGINT NOT NULL,
	location TEXT NOT NULL,
	kind TEXT NOT NULL,
	qty_milli BIGINT NOT NULL,
	at BIGINT NOT NULL,
	day BIGINT NOT NULL,
	ref TEXT,
	PRIMARY KEY (branch, till, seq, n)
)/*sqlite WITHOUT ROWID*/;
CREATE INDEX move_item ON move (item, branch, at);

CREATE TABLE stock (
	branch BIGINT,
	item BIGINT,
	location TEXT,
	on_hand_milli BIGINT NOT NULL,
	reserved_milli BIGINT NOT NULL,
	PRIMARY KEY (branch, item, location)
)/*sqlite WITHOUT ROWID*/;

-- Sales.
CREATE TABLE sale (
	branch BIGINT,
	day BIGINT,
	number BIGINT,
	till BIGINT NOT NULL,
	at BIGINT NOT NULL,
	state BIGINT NOT NULL,
	order_type BIGINT NOT NULL,
	staff BIGINT,
	total_minor BIGINT NOT NULL,
	took_ms BIGINT,
	done_day BIGINT,
	method BIGINT,
	tendered_minor BIGINT,
	more TEXT,
	PRIMARY KEY (branch, day, number)
)/*sqlite WITHOUT ROWID*/;

-- The few sales that are not finished, found without an index on all.
CREATE TABLE open_sale (
	branch BIGINT,
	day BIGINT,
	number BIGINT,
	PRIMARY KEY (branch, day, number)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE line (
	branch BIGINT,
	day BIGINT,
	number BIGINT,
	n BIGINT,
	item BIGINT NOT NULL,
	qty_milli BIGINT NOT NULL,
	price_minor BIGINT NOT NULL,
	tax BIGINT,
	more TEXT,
	PRIMARY KEY (branch, day, number, n)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE line_back (
	branch BIGINT,
	day BIGINT,
	number BIGINT,
	n BIGINT,
	qty_milli BIGINT NOT NULL,
	total_minor BIGINT NOT NULL,
	PRIMARY KEY (branch, day, number, n)
)/*sqlite WITHOUT ROWID*/;

-- What an open sale has reserved, so that it lets go of just that.
CREATE TABLE sale_need (
	branch BIGINT,
	day BIGINT,
	number BIGINT,
	item BIGINT,
	qty_milli BIGINT NOT NULL,
	PRIMARY KEY (branch, day, number, item)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE outside (
	branch BIGINT,
	channel TEXT,
	external TEXT,
	day BIGINT NOT NULL,
	number BIGINT NOT NULL,
	asked TEXT NOT NULL,
	PRIMARY KEY (branch, channel, external)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE printed (
	branch BIGINT,
	day BIGINT,
	number BIGINT,
	copies BIGINT NOT NULL,
	PRIMARY KEY (branch, day, number)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE counter (
	branch BIGINT,
	name TEXT,
	value BIGINT NOT NULL,
	PRIMARY KEY (branch, name)
)/*sqlite WITHOUT ROWID*/;

-- Money.  A sale paid at once by one plain payment has it in its own row.
CREATE TABLE pay_method (
	method BIGINT PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	cash BIGINT NOT NULL
);

CREATE TABLE pay (
	branch BIGINT,
	day BIGINT,
	number BIGINT,
	n BIGINT,
	at BIGINT NOT NULL,
	pay_day BIGINT NOT NULL,
	method BIGINT NOT NULL,
	amount_minor BIGINT NOT NULL,
	tendered_minor BIGINT,
	change_minor BIGINT,
	tip_minor BIGINT,
	rounding_minor BIGINT,
	till BIGINT NOT NULL,
	staff BIGINT,
	reference TEXT,
	PRIMARY KEY (branch, day, number, n)
)/*sqlite WITHOUT ROWID*/;

-- What was given back on a sale, over all its returns and refunds.
CREATE TABLE refunded (
	branch BIGINT,
	day BIGINT,
	number BIGINT,
	amount_minor BIGINT NOT NULL,
	PRIMARY KEY (branch, day, number)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE shift (
	branch BIGINT,
	till BIGINT,
	shift BIGINT,
	day BIGINT NOT NULL,
	opened_at BIGINT NOT NULL,
	opened_by BIGINT,
	float_minor BIGINT NOT NULL,
	sales_minor BIGINT NOT NULL,
	refunds_minor BIGINT NOT NULL,
	in_minor BIGINT NOT NULL,
	out_minor BIGINT NOT NULL,
	payments BIGINT NOT NULL,
	no_sales BIGINT NOT NULL,
	pulled_at BIGINT,
	counted_minor BIGINT,
	closed_at BIGINT,
	closed_by BIGINT,
	PRIMARY KEY (branch, till, shift)
)/*sqlite WITHOUT ROWID*/;
CREATE INDEX shift_day ON shift (branch, day);

CREATE TABLE day_close (
	branch BIGINT NOT NULL,
	day BIGINT NOT NULL,
	z BIGINT NOT NULL,
	at BIGINT NOT NULL,
	grand_minor BIGINT NOT NULL,
	report TEXT NOT NULL,
	PRIMARY KEY (branch, day)
);

-- Roll-ups, written by apply and recomputed by verify.
CREATE TABLE day_sum (
	branch BIGINT,
	day BIGINT,
	sales BIGINT NOT NULL,
	returns BIGINT NOT NULL,
	items_milli BIGINT NOT NULL,
	sold_minor BIGINT NOT NULL,
	returned_minor BIGINT NOT NULL,
	discount_minor BIGINT NOT NULL,
	tax_minor BIGINT NOT NULL,
	guests BIGINT NOT NULL,
	voids BIGINT NOT NULL,
	void_minor BIGINT NOT NULL,
	PRIMARY KEY (branch, day)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE hour_sum (
	branch BIGINT,
	day BIGINT,
	hour BIGINT,
	sales BIGINT NOT NULL,
	total_minor BIGINT NOT NULL,
	PRIMARY KEY (branch, day, hour)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE item_sum (
	branch BIGINT,
	day BIGINT,
	item BIGINT,
	qty_milli BIGINT NOT NULL,
	total_minor BIGINT NOT NULL,
	PRIMARY KEY (branch, day, item)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE pay_sum (
	branch BIGINT,
	day BIGINT,
	method BIGINT,
	payments BIGINT NOT NULL,
	amount_minor BIGINT NOT NULL,
	refunds BIGINT NOT NULL,
	refund_minor BIGINT NOT NULL,
	tip_minor BIGINT NOT NULL,
	rounding_minor BIGINT NOT NULL,
	PRIMARY KEY (branch, day, method)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE tax_sum (
	branch BIGINT,
	day BIGINT,
	rate TEXT,
	rate_ppm BIGINT,
	net_minor BIGINT NOT NULL,
	tax_minor BIGINT NOT NULL,
	PRIMARY KEY (branch, day, rate, rate_ppm)
)/*sqlite WITHOUT ROWID*/;

-- One sum a day for each value of: order type, channel, staff, till.
CREATE TABLE part_sum (
	branch BIGINT,
	day BIGINT,
	part TEXT,
	value TEXT,
	sales BIGINT NOT NULL,
	total_minor BIGINT NOT NULL,
	PRIMARY KEY (branch, day, part, value)
)/*sqlite WITHOUT ROWID*/;

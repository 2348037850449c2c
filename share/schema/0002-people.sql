-- People and prices.  As 0001: one text for both engines, every table that
-- grows leads with the branch; columns of a primary key are never NULL.

-- Promotions: rules by code, the last version of each as JSON.  state: 0
-- removed, 1 active, 2 paused.  promo_code: what is typed, and (typed 0) the
-- codes of the rules themselves, folded: each is of one rule.
CREATE TABLE promo (
	code TEXT PRIMARY KEY,
	version BIGINT NOT NULL,
	state BIGINT NOT NULL,
	rule TEXT NOT NULL
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE promo_code (
	fold TEXT PRIMARY KEY,
	promo TEXT NOT NULL,
	typed BIGINT NOT NULL
)/*sqlite WITHOUT ROWID*/;
CREATE INDEX promo_code_promo ON promo_code (promo);

-- How often a promotion was used: scope "all", "day 20260314", "member N".
CREATE TABLE promo_used (
	promo TEXT,
	scope TEXT,
	uses BIGINT NOT NULL,
	units_milli BIGINT NOT NULL,
	budget_minor BIGINT NOT NULL,
	PRIMARY KEY (promo, scope)
)/*sqlite WITHOUT ROWID*/;

-- Coupons.  What holds for all numbers of a batch stands in its row, so that
-- one of a hundred thousand is as quickly made as one of ten; only a coupon
-- that somebody holds, a sale has taken, or that is frozen has a row.
CREATE TABLE coupon_batch (
	batch BIGINT PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	promo TEXT NOT NULL,
	made BIGINT NOT NULL,
	tag BIGINT NOT NULL,
	prefix TEXT,
	valid_from BIGINT,
	valid_to BIGINT,
	valid_days BIGINT,
	member_only BIGINT NOT NULL,
	transferable BIGINT NOT NULL,
	frozen BIGINT NOT NULL,
	tried BIGINT NOT NULL,
	issued BIGINT NOT NULL,
	taken BIGINT NOT NULL
);

CREATE TABLE coupon (
	batch BIGINT,
	n BIGINT,
	member BIGINT,
	valid_to BIGINT,
	frozen BIGINT,
	sale_branch BIGINT,
	sale_day BIGINT,
	sale_number BIGINT,
	PRIMARY KEY (batch, n)
)/*sqlite WITHOUT ROWID*/;
CREATE INDEX coupon_member ON coupon (member) WHERE member IS NOT NULL;

-- Members.  What is personal is sealed; finds are the look-up hashes of the
-- member, each of 16 characters.  NULL, both: erased, or merged.
CREATE TABLE member (
	member BIGINT PRIMARY KEY,
	sealed TEXT,
	finds TEXT,
	level TEXT,
	level_until BIGINT,
	paid_until BIGINT,
	down_from BIGINT,
	language TEXT,
	tags TEXT,
	enrolled_at BIGINT NOT NULL,
	channel TEXT,
	referred_by BIGINT,
	consent BIGINT NOT NULL,
	consent_at BIGINT,
	consent_source TEXT,
	merged_into BIGINT
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE member_find (
	find TEXT PRIMARY KEY,
	member BIGINT NOT NULL
)/*sqlite WITHOUT ROWID*/;

-- The one table that no journal can make again: what is thrown away here
-- must not come back by a replay.
CREATE TABLE member_key (
	member BIGINT PRIMARY KEY,
	salt TEXT NOT NULL,
	dek TEXT NOT NULL,
	kek BIGINT NOT NULL
)/*sqlite WITHOUT ROWID*/;

-- Ledgers: points, stored value, gift cards.  An account is a member's, by
-- number, or a gift card's, by its number, negative.  One that became part
-- of another (heir) leads to it.  Points are kept by the last day on which
-- they can be used (0: no end); what a row of the ledger did to them stands
-- in it as "until:points ...".
CREATE TABLE account (
	owner BIGINT PRIMARY KEY,
	seq BIGINT NOT NULL,
	points BIGINT NOT NULL,
	owed BIGINT NOT NULL,
	principal_minor BIGINT NOT NULL,
	bonus_minor BIGINT NOT NULL,
	heir BIGINT
);

CREATE TABLE ledger (
	owner BIGINT,
	seq BIGINT,
	kind TEXT NOT NULL,
	points BIGINT,
	owed BIGINT,
	principal_minor BIGINT,
	bonus_minor BIGINT,
	lots TEXT,
	at BIGINT NOT NULL,
	day BIGINT NOT NULL,
	ref TEXT,
	staff TEXT,
	PRIMARY KEY (owner, seq)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE lot (
	owner BIGINT,
	until BIGINT,
	points BIGINT NOT NULL,
	PRIMARY KEY (owner, until)
)/*sqlite WITHOUT ROWID*/;
CREATE INDEX lot_until ON lot (until);

CREATE TABLE card (
	card BIGINT PRIMARY KEY,
	find TEXT NOT NULL UNIQUE,
	last TEXT NOT NULL,
	batch BIGINT NOT NULL,
	until BIGINT,
	blocked BIGINT NOT NULL
);

-- Money for stored value and cards, which is no sale; given back: negative.
CREATE TABLE topup (
	branch BIGINT,
	day BIGINT,
	number BIGINT,
	owner BIGINT NOT NULL,
	at BIGINT NOT NULL,
	method TEXT NOT NULL,
	amount_minor BIGINT NOT NULL,
	bonus_minor BIGINT NOT NULL,
	points BIGINT NOT NULL,
	plan TEXT,
	of TEXT,
	till BIGINT NOT NULL,
	staff TEXT,
	back_minor BIGINT NOT NULL,
	back_bonus_minor BIGINT NOT NULL,
	back_points BIGINT NOT NULL,
	PRIMARY KEY (branch, day, number)
)/*sqlite WITHOUT ROWID*/;

-- Instalments of a bonus that are still to come.
CREATE TABLE topup_due (
	due BIGINT,
	branch BIGINT,
	day BIGINT,
	number BIGINT,
	n BIGINT,
	bonus_minor BIGINT NOT NULL,
	points BIGINT NOT NULL,
	PRIMARY KEY (due, branch, day, number, n)
)/*sqlite WITHOUT ROWID*/;

-- What returns gave back to the accounts that had paid a sale.
CREATE TABLE account_back (
	branch BIGINT,
	day BIGINT,
	number BIGINT,
	method TEXT,
	account TEXT,
	amount_minor BIGINT NOT NULL,
	points BIGINT NOT NULL,
	principal_minor BIGINT NOT NULL,
	PRIMARY KEY (branch, day, number, method, account)
)/*sqlite WITHOUT ROWID*/;
ALTER TABLE pay ADD COLUMN more TEXT;

-- The completed sales of a member, and their sums by month (yyyymm).  back_*
-- are millionths of points that returns undid.
CREATE TABLE member_sale (
	member BIGINT,
	day BIGINT,
	branch BIGINT,
	number BIGINT,
	done_day BIGINT NOT NULL,
	back BIGINT NOT NULL,
	total_minor BIGINT NOT NULL,
	earned BIGINT NOT NULL,
	until BIGINT,
	back_earned BIGINT NOT NULL,
	back_spent BIGINT NOT NULL,
	PRIMARY KEY (member, day, branch, number)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE member_sum (
	member BIGINT,
	month BIGINT,
	branch BIGINT,
	sales BIGINT NOT NULL,
	returns BIGINT NOT NULL,
	total_minor BIGINT NOT NULL,
	PRIMARY KEY (member, month, branch)
)/*sqlite WITHOUT ROWID*/;

-- Levels, messages, segments, campaigns.
-- What was set up under a code, as JSON: levels, templates, segments,
-- campaigns, the referral rule; plans of top-ups; how points are earned (code
-- '' is everybody's rule, else the rate of that level).
CREATE TABLE outreach (
	kind TEXT,
	code TEXT,
	more TEXT NOT NULL,
	PRIMARY KEY (kind, code)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE message (
	branch BIGINT,
	n BIGINT,
	member BIGINT NOT NULL,
	occasion TEXT NOT NULL,
	template TEXT NOT NULL,
	channel TEXT NOT NULL,
	campaign TEXT,
	day BIGINT,
	units BIGINT,
	at BIGINT NOT NULL,
	state BIGINT NOT NULL,
	moved_at BIGINT,
	tries BIGINT NOT NULL,
	reason TEXT,
	PRIMARY KEY (branch, n),
	UNIQUE (member, occasion)
)/*sqlite WITHOUT ROWID*/;
CREATE INDEX message_open ON message (state, branch, n) WHERE state < 4;

-- Levels that were given or bought, up to a day.
CREATE TABLE level_hold (
	member BIGINT PRIMARY KEY,
	level TEXT NOT NULL,
	until BIGINT,
	bought BIGINT NOT NULL
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE segment_member (
	segment TEXT,
	member BIGINT,
	PRIMARY KEY (segment, member)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE campaign_member (
	campaign TEXT,
	member BIGINT,
	control BIGINT,
	PRIMARY KEY (campaign, member)
)/*sqlite WITHOUT ROWID*/;

-- Members that somebody brought and whose first order was looked at.
CREATE TABLE referral (
	member BIGINT PRIMARY KEY,
	referrer BIGINT NOT NULL,
	day BIGINT NOT NULL,
	points BIGINT NOT NULL
)/*sqlite WITHOUT ROWID*/;
CREATE INDEX referral_by ON referral (referrer, day);

-- Group buys and draws.
CREATE TABLE group_buy (
	group_no BIGINT PRIMARY KEY,
	promo TEXT NOT NULL,
	state BIGINT NOT NULL,
	size BIGINT NOT NULL,
	at BIGINT NOT NULL,
	until BIGINT NOT NULL,
	over_at BIGINT,
	member TEXT,
	anyone BIGINT NOT NULL,
	items TEXT
);

CREATE TABLE group_order (
	branch BIGINT,
	day BIGINT,
	number BIGINT,
	group_no BIGINT NOT NULL,
	member BIGINT,
	paid BIGINT NOT NULL,
	PRIMARY KEY (branch, day, number)
)/*sqlite WITHOUT ROWID*/;
CREATE INDEX group_order_group ON group_order (group_no);

-- A number of a draw leads with its branch (branch * 2^32 + n).
CREATE TABLE draw (
	draw_no BIGINT PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	state BIGINT NOT NULL,
	tickets BIGINT NOT NULL,
	setup TEXT NOT NULL,
	closed_at BIGINT,
	seed TEXT
);

CREATE TABLE draw_prize (
	draw_no BIGINT,
	n BIGINT,
	given BIGINT NOT NULL,
	PRIMARY KEY (draw_no, n)
)/*sqlite WITHOUT ROWID*/;

CREATE TABLE ticket (
	draw_no BIGINT,
	n BIGINT,
	ticket TEXT NOT NULL,
	prize BIGINT NOT NULL,
	at BIGINT NOT NULL,
	member BIGINT,
	coupon TEXT,
	given_at BIGINT,
	PRIMARY KEY (draw_no, n),
	UNIQUE (draw_no, ticket)
)/*sqlite WITHOUT ROWID*/;

# shellcheck shell=bash
#
# salemenu.bash - the shop of the tests about sales: load salemenu
#
# An item of each sort, and cake for three.  It is made once for each file
# of tests, and copied.

menu() {
	local made=$BATS_FILE_TMPDIR/menu.db

	if [ ! -e "$made" ]; then
		menu_make
		cp "$POS_STORE" "$made"
	fi
	cp "$made" "$POS_STORE"
}

menu_make() {
	pos "pos-admin init --name Test --currency CNY --zone Asia/Shanghai"
	pos "pos-stock tax set vat --rate VAT=6% --inclusive
	    pos-stock tax set svc --rate Service=10% --exclusive
	    pos-stock group set milk --name Milk --min 1 --max 1 \
		--choice oat:5.00=Oat --choice cow=Cow
	    pos-stock group set ice --name Ice --max 2 \
		--choice less='Less ice' --choice oat='Oat ice'
	    pos-stock menu set latte --name Latte --price 28.00 --tax vat \
		--group milk --group ice
	    pos-stock menu set cake --name Cake --price 30.00 --tracked yes \
		--barcode 690001 --barcode 690002
	    pos-stock menu set cheese --name Cheese --price 99.90 --unit kg \
		--tax svc
	    pos-stock menu set tea --name Tea --price 20.00 --barcode 700001 \
		--price-for takeaway=18.00 --price-for @app=22.00
	    pos-stock menu set misc --name Misc --open-price
	    pos-stock menu set roll-a --name Roll --price 3.00
	    pos-stock menu set roll-b --name Roll --price 4.00
	    pos-stock receive cake:3"
}

says() {
	same "pos-sale: $1" "$stderr"
}

# how many sales there are, and entries in the journal
sales() {
	pos-sale list --from 2000-01-01 | wc -l
}

entries() {
	pos-admin journal | wc -l
}

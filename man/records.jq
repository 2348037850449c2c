# records.jq - the page pos-records(5), from the schemas.
#
# usage: jq -nrf man/records.jq share/records/*.json >man/pos-records.5

def roff:
	gsub("\\\\"; "\\e") | gsub("^(?<c>['.])"; "\\&\(.c)");

def kind:
	if .const != null then "\(.const)"
	elif .enum then (.enum | join(" | "))
	elif .format == "date-time" then "time"
	elif .format == "date" then "day"
	elif .type == "string" then "text"
	elif .type == "array" then "list" +
	    (if .items.type == "string" then " of texts" else "" end)
	elif .propertyNames then "names by language"
	elif .type == null then "any"
	else .type end;

# Its fields, those of its parts under the name of the part.
def fields($before):
	(.required // []) as $required
	| .properties // {} | to_entries[]
	| select(.key != "type" and .key != "v")
	| .key as $name
	| ".It Va \($before)\($name) Pq \(.value | kind)\(
	    if ($required | index([$name])) then "" else ", optional" end)",
	(.value.description // empty | roff),
	(.value | if .type == "array" and .items.properties then
		.items | fields("\($before)\($name)[].")
	elif .properties then fields("\($before)\($name).")
	else empty end);

".\\\" From the schemas under share/records, by man/records.jq: edit those.",
".Dd November 27, 2026
.Dt POS-RECORDS 5
.Os
.Sh NAME
.Nm pos-records
.Nd records that the pos programs read and write
.Sh DESCRIPTION
In a pipe the programs speak JSON Lines: UTF-8, one whole document a line,
so that a line that parses was not cut off.
Every record begins with its
.Va type
and the version
.Va v
of that type, and its fields come in a fixed order, so that records can be
compared as texts.
.Bl -bullet
.It
Adding a field keeps
.Va v ;
removing one, or changing what one means, raises it.
A program refuses a version that it does not know, with exit 65.
.It
A filter takes from its input only which document is meant, by its
.Va id ,
and reads the rest from the store: nothing that a pipe carries can change a
price.
Records of other types pass through unchanged.
.It
Names that end in
.Sq _minor
are amounts of money, integers in the smallest unit of the currency: 1250 is
12.50 euro, and 1250 yen.
Names that end in
.Sq _milli
are thousandths: 2000 is two pieces, 250 a quarter of a kilogram.
Names that end in
.Sq _ppm
are millionths: 60000 is 6 %.
No number has a fraction.
.It
A
.Em time
is RFC 3339 in UTC with milliseconds, a
.Em day
is YYYY-MM-DD, the business day of the branch.
.It
Optional fields are left out where they are empty, zero or false.
.El
.Pp
With
.Fl Fl format Cm csv
amounts and quantities are decimals, as 12.50, under the same names without
.Sq _minor
and
.Sq _milli ;
lists are left out.
.Pp
JSON Schemas of all types are installed in
.Pa share/pos/records .
.Sh RECORDS",
(inputs
| ".Ss \(.title)", (.description | roff) + ".",
".Bl -tag -width Ds -compact", fields(""), ".El"),
".Sh EXAMPLES
The sum of what was sold today by hand:
.Pp
.Dl pos-sale list | jq -s \"map(select(.state == \\e\"completed\\e\").total_minor) | add\"
.Sh SEE ALSO
.Xr pos-admin 1 ,
.Xr pos-pay 1 ,
.Xr pos-print 1 ,
.Xr pos-report 1 ,
.Xr pos-sale 1 ,
.Xr pos-stock 1 ,
.Xr pos 7"

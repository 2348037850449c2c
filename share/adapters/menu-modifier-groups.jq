# A delivery platform's menu with modifier groups, as records of ours.
#
#	jq -cs -f menu-modifier-groups.jq menu.json [groups.json] |
#	pos-stock menu import -
#
# The menu is an object with items[] and categories[]; the groups are its
# modifierGroups[], or a file of their own.  Amounts are in price.fractional,
# minor units already.  Ids become codes, so that orders, which name ids, find
# the items; a platform's "repeatable" is told by max alone here.

def text: gsub("[\\p{Cc}\\p{Zl}\\p{Zp}]+"; " ") | gsub("^ +| +$"; "");
def code: tostring | gsub("[^0-9A-Za-z_.-]"; "-") | ltrimstr("-") | .[0:64];
def some: with_entries(select(.value != null and .value != "" and
    .value != [] and .value != false));

([.[] | objects | .categories // [] | .[]] | map({ (.id | tostring): .name })
    | add // {}) as $category |
([.[] | if type == "array" then .[] else .modifierGroups // [] | .[] end]
    | unique_by(.id)) as $groups |
($groups | map({ (.id | tostring): true }) | add // {}) as $known |

($groups[] | {
	type: "option_group", v: 1, code: (.id | code), name: (.name | text),
	min: (.minSelection // 0), max: (.maxSelection // 0),
	choices: [.modifierOptions[] | {
		code: (.id | code), name: (.name | text),
		price_minor: (.price.fractional // 0),
		sold_out: (.available == false)
	} | some]
} | some),
([.[] | objects | .items // [] | .[]] | unique_by(.id)[] | {
	type: "item", v: 1, code: (.id | code), name: (.name | text),
	category: ($category[.categoryId | tostring] // "" | text),
	description: (.description // "" | text | .[0:1000]),
	price_minor: (.price.fractional // 0),
	sold_out: (.available == false),
	groups: [.modifierGroupIds[]? | tostring | select($known[.]) | code]
} | some)

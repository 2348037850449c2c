#!/usr/bin/env bats
#
# That the checker of records finds what it should: a checker that is silent
# looks like records that are right.

load helpers

check() { # RECORD: faults of a type made up here
	jq -nRr --slurpfile schemas "$BATS_TEST_TMPDIR/schema.json" \
	    -f "$root/tests/records.jq" <<<"$1" | head -n 1
}

setup() {
	pos_environment
	cat >"$BATS_TEST_TMPDIR/schema.json" <<'END'
{"type": "object", "additionalProperties": false,
 "required": ["type", "v", "n"],
 "properties": {
  "type": {"const": "t"}, "v": {"const": 1},
  "n": {"type": "integer", "minimum": 0, "maximum": 9},
  "s": {"type": "string", "minLength": 1, "maxLength": 3, "pattern": "^[a-z]+$"},
  "e": {"type": "string", "enum": ["a", "b"]},
  "b": {"type": "boolean"},
  "l": {"type": "array", "maxItems": 2, "items": {"type": "object",
   "additionalProperties": false, "required": ["x"],
   "properties": {"x": {"type": "integer"}}}},
  "m": {"type": "object", "propertyNames": {"pattern": "^[a-z]{2}$"},
   "additionalProperties": {"type": "string"}, "maxProperties": 2},
  "any": {"$comment": "any JSON"}}}
END
}

@test "records: a right one has no fault" {
	same '' "$(check '{"type":"t","v":1,"n":0}')"
	same '' "$(check '{"type":"t","v":1,"n":9,"s":"abc","e":"b","b":false,"l":[{"x":1},{"x":-2}],"m":{"en":"x"},"any":[null]}')"
}

@test "records: each kind of fault is found" {
	same 't: lacks n' "$(check '{"type":"t","v":1}')"
	same 't: v: is not 1' "$(check '{"type":"t","v":2,"n":1}')"
	same 't: n: -1 is below 0' "$(check '{"type":"t","v":1,"n":-1}')"
	same 't: n: 10 is above 9' "$(check '{"type":"t","v":1,"n":10}')"
	same 't: n: is number, should be integer' "$(check '{"type":"t","v":1,"n":1.5}')"
	same 't: n: is string, should be integer' "$(check '{"type":"t","v":1,"n":"1"}')"
	same 't: s: is shorter than 1' "$(check '{"type":"t","v":1,"n":1,"s":""}')"
	same 't: s: is longer than 3' "$(check '{"type":"t","v":1,"n":1,"s":"abcd"}')"
	same 't: s: "A" does not match ^[a-z]+$' "$(check '{"type":"t","v":1,"n":1,"s":"A"}')"
	same 't: e: "c" is not one of ["a","b"]' "$(check '{"type":"t","v":1,"n":1,"e":"c"}')"
	same 't: b: is null, should be boolean' "$(check '{"type":"t","v":1,"n":1,"b":null}')"
	same 't: has a field "z" that its schema does not know' "$(check '{"type":"t","v":1,"n":1,"z":1}')"
	same 't: l[1]: lacks x' "$(check '{"type":"t","v":1,"n":1,"l":[{"x":1},{}]}')"
	same 't: l[0].x: is string, should be integer' "$(check '{"type":"t","v":1,"n":1,"l":[{"x":"1"}]}')"
	same 't: l: has more than 2 items' "$(check '{"type":"t","v":1,"n":1,"l":[{"x":1},{"x":1},{"x":1}]}')"
	same 't: m.EN: "EN" does not match ^[a-z]{2}$' "$(check '{"type":"t","v":1,"n":1,"m":{"EN":"x"}}')"
	same 't: m.en: is integer, should be string' "$(check '{"type":"t","v":1,"n":1,"m":{"en":1}}')"
	same 'share/records has no u.json' "$(check '{"type":"u","v":1}')"
	[[ $(check '{"type":"t","v":1,') == 'not JSON'* ]]
}

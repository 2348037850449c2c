# records.jq - hold records against their schemas.
#
# usage: jq -nRr --slurpfile schemas FILE -f tests/records.jq <records
#
# Prints one line for each fault.  Knows the part of JSON Schema that the
# schemas under share/records use; checks/records.sh sees to it that they
# use no more.

def kind:
	if type == "number" then
		if . == floor then "integer" else "number" end
	else type end;

def fault($path; $what):
	if $path == "" then $what else "\($path[1:]): \($what)" end;

# Input: a value.  Output: its faults.
def faults($s; $path):
	. as $value
	| (kind) as $kind
	| if ($s | has("type")) and $s.type != $kind
	    and ($s.type != "number" or $kind != "integer") then
		fault($path; "is \($kind), should be \($s.type)")
	else
		(if ($s | has("const")) and $s.const != $value then
			fault($path; "is not \($s.const | tojson)")
		else empty end),
		(if ($s | has("enum")) and ($s.enum | index([$value])) == null then
			fault($path; "\($value | tojson) is not one of \($s.enum | tojson)")
		else empty end),
		(if $kind == "integer" or $kind == "number" then
			(if ($s | has("minimum")) and $value < $s.minimum then
				fault($path; "\($value) is below \($s.minimum)")
			else empty end),
			(if ($s | has("maximum")) and $value > $s.maximum then
				fault($path; "\($value) is above \($s.maximum)")
			else empty end)
		elif $kind == "string" then
			(if ($s | has("minLength")) and ($value | length) < $s.minLength then
				fault($path; "is shorter than \($s.minLength)")
			else empty end),
			(if ($s | has("maxLength")) and ($value | length) > $s.maxLength then
				fault($path; "is longer than \($s.maxLength)")
			else empty end),
			(if ($s | has("pattern")) and ($value | test($s.pattern) | not) then
				fault($path; "\($value | tojson) does not match \($s.pattern)")
			else empty end)
		elif $kind == "array" then
			(if ($s | has("maxItems")) and ($value | length) > $s.maxItems then
				fault($path; "has more than \($s.maxItems) items")
			else empty end),
			(if $s | has("items") then
				range($value | length) as $i
				| $value[$i] | faults($s.items; "\($path)[\($i)]")
			else empty end)
		elif $kind == "object" then
			(($s.required // [])[] as $name
			| if $value | has($name) then empty
			else fault($path; "lacks \($name)") end),
			(if ($s | has("maxProperties"))
			    and ($value | length) > $s.maxProperties then
				fault($path; "has more than \($s.maxProperties) members")
			else empty end),
			($value | keys_unsorted[] as $name
			| (if $s | has("propertyNames") then
				$name | faults($s.propertyNames; "\($path).\($name)")
			else empty end),
			(if ($s.properties // {}) | has($name) then
				$value[$name] | faults($s.properties[$name]; "\($path).\($name)")
			elif $s.additionalProperties == false then
				fault($path; "has a field \($name | tojson) that its schema does not know")
			elif ($s.additionalProperties | type) == "object" then
				$value[$name] | faults($s.additionalProperties; "\($path).\($name)")
			else empty end))
		else empty end)
	end;

(reduce $schemas[] as $s ({}; .[$s.properties.type.const // ""] = $s)) as $by_type
| inputs as $line
| try (
	$line | fromjson
	| . as $record
	| if type != "object" or (.type | type) != "string" then
		fault(""; "has no type")
	elif $by_type | has($record.type) then
		$record | faults($by_type[.type]; "")
		| "\($record.type): \(.)"
	else
		"share/records has no \($record.type).json"
	end
  ) catch "not JSON: \(.)"
| "\(.)\n    \($line[:300])"

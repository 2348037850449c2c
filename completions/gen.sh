#!/bin/bash
#
# gen.sh - write the completions for bash, zsh and fish from what each
# program says of itself (--spec).
#
# usage: completions/gen.sh FOLDER	(with bash/, zsh/ and fish/ below)
#
# Run by `make completions`; `make check` holds the committed files against
# its output.

set -euo pipefail
cd "$(dirname "$0")/.."
: "${POS_BUILD:=$PWD/build}"
to=${1:?}
export LC_ALL=C.UTF-8

# shellcheck disable=SC2016
common='
def quoted: "\u0027" + gsub("\u0027"; "\u0027\\\u0027\u0027") + "\u0027";
def spec: {
	program: map(select(.type == "spec.program"))[0],
	verbs: (map(select(.type == "spec.verb")) as $verbs
	    | map(select(.type == "spec.option")) as $options
	    | $verbs | map(. as $v | . + {
		files: ((.operands // "") | test("FILE|PATH|FOLDER")),
		options: ($options | map(select(.verb == $v.verb)) + [
		    {long: "help", letter: "h", help: "print help"}])}))};
def wants_file: (.arg // "") | test("FILE|PATH|FOLDER|DEVICE|STORE|URL");
'

# shellcheck disable=SC2016
bash_file='spec as {$program, $verbs}
| ($program.program | gsub("-"; "_")) as $f
| ([$verbs[].verb | select(contains(" ")) | split(" ")[0]] | unique) as $two
| "# bash completion of \($program.program); made by completions/gen.sh",
"",
"_\($f)()",
"{",
"\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}",
"\tlocal verb=${COMP_WORDS[1]-} at=1",
"",
"\tCOMPREPLY=()",
(if $two | length > 0 then
	"\tcase $verb in",
	"\t\($two | join("|")))",
	"\t\tat=2",
	"\t\tverb+=\" ${COMP_WORDS[2]-}\"",
	"\t\t;;",
	"\tesac"
else empty end),
"\tif [ \"$COMP_CWORD\" -le \"$at\" ]; then",
"\t\tcase $COMP_CWORD,${COMP_WORDS[1]} in",
($two[] as $t
| "\t\t2,\($t))",
"\t\t\tmapfile -t COMPREPLY < <(compgen -W \([$verbs[].verb
    | select(startswith($t + " ")) | split(" ")[1]] | join(" ") | quoted) -- \"$cur\")",
"\t\t\t;;"),
"\t\t*)",
"\t\t\tmapfile -t COMPREPLY < <(compgen -W \([$verbs[].verb | split(" ")[0]]
    | unique | . + ["--help", "--version"] | join(" ") | quoted) -- \"$cur\")",
"\t\t\t;;",
"\t\tesac",
"\t\treturn",
"\tfi",
"\tcase $verb,$prev in",
($verbs[] as $v | $v.options[] | select(.arg != null)
| ([.letter // empty | "-" + .] + ["--" + .long]
    | map(($v.verb | quoted) + "," + .) | join("|")) as $pattern
| "\t\($pattern))",
(if .choices != null then
	"\t\tmapfile -t COMPREPLY < <(compgen -W \(.choices | gsub("\\|"; " ") | quoted) -- \"$cur\")"
elif wants_file then
	"\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")"
else empty end),
"\t\treturn",
"\t\t;;"),
"\tesac",
"\tcase $verb in",
($verbs[]
| "\t\(.verb | quoted))",
"\t\tcase $cur in",
"\t\t-*)",
"\t\t\tmapfile -t COMPREPLY < <(compgen -W \([.options[] | "--" + .long]
    | join(" ") | quoted) -- \"$cur\")",
"\t\t\t;;",
(if .files then
"\t\t*)",
"\t\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")",
"\t\t\t;;"
else empty end),
"\t\tesac",
"\t\t;;"),
"\tesac",
"}",
"complete -o filenames -F _\($f) \($program.program)"'

# shellcheck disable=SC2016
zsh_file='spec as {$program, $verbs}
| def said: gsub("[][]"; "") | gsub(":"; "\\:");
def value:
	if .arg == null then ""
	elif .choices != null then ":\(.long):(\(.choices | gsub("\\|"; " ")))"
	elif wants_file then ":\(.arg | said):_files"
	else ":\(.arg | said): " end;
def option:
	(if .repeats == true then "*" else "" end) as $star
	| "[\(.help | said)]\(value)" as $rest
	| ($star + "--\(.long)" + (if .arg != null then "=" else "" end) + $rest | quoted),
	(select(.letter != null) | $star + "-\(.letter)"
	    + (if .arg != null then "+" else "" end) + $rest | quoted);
([$verbs[].verb | select(contains(" ")) | split(" ")[0]] | unique) as $two
| "#compdef \($program.program)",
"# zsh completion of \($program.program); made by completions/gen.sh",
"",
"local verb=$words[2] at=2",
"local -a verbs",
"",
(if $two | length > 0 then
	"case $verb in",
	"\($two | join("|")))",
	"\tat=3",
	"\tverb+=\" $words[3]\"",
	"\t;;",
	"esac"
else empty end),
"if (( CURRENT <= at )); then",
"\tcase $CURRENT,$words[2] in",
($two[] as $t
| "\t3,\($t))",
"\t\tverbs=(",
($verbs[] | select(.verb | startswith($t + " "))
| "\t\t\t\((.verb | split(" ")[1]) + ":" + (.help | said) | quoted)"),
"\t\t)",
"\t\t;;"),
"\t*)",
"\t\tverbs=(",
($verbs[] | select(.verb | contains(" ") | not)
| "\t\t\t\(.verb + ":" + (.help | said) | quoted)"),
($two[] as $t
| "\t\t\t\($t + ":" + ([$verbs[].verb | select(startswith($t + " "))
    | split(" ")[1]] | join(", ")) | quoted)"),
"\t\t)",
"\t\t;;",
"\tesac",
"\t_describe verb verbs",
"\treturn",
"fi",
"shift $((at - 1)) words",
"(( CURRENT -= at - 1 ))",
"case $verb in",
($verbs[]
| "\(.verb | quoted))",
"\t_arguments -s \\",
(.options[] | option | "\t\t\(.) \\"),
(if (.operands // "") == "" then "\t\t\("1: :" | quoted)"
else "\t\t\("*:" + (.operands | said)
    + (if .files then ":_files" else ": " end) | quoted)" end),
"\t;;"),
"esac"'

# shellcheck disable=SC2016
fish_file='spec as {$program, $verbs}
| $program.program as $name
| ($name | gsub("-"; "_")) as $f
| "# fish completion of \($name); made by completions/gen.sh",
"",
"# true where the words after the program begin with these, and with no",
"# other word where the first argument is 1",
"function __\($f)_after",
"\tset -l words (commandline -opc)[2..-1]",
"\tset -l want $argv[2..-1]",
"\tset -l n (count $want)",
"\ttest (count $words) -ge $n; or return 1",
"\ttest $argv[1] = 1 -a (count $words) -ne $n; and return 1",
"\ttest $n -eq 0; or test \"$words[1..$n]\" = \"$want\"",
"end",
"",
"complete -c \($name) -f",
"complete -c \($name) -n \("__\($f)_after 1" | quoted) -l help -d \("print help" | quoted)",
"complete -c \($name) -n \("__\($f)_after 1" | quoted) -l version -d \("print the version" | quoted)",
([$verbs[].verb | select(contains(" ")) | split(" ")[0]] | unique[]
| "complete -c \($name) -n \("__\($f)_after 1" | quoted) -a \(quoted)"),
($verbs[]
| (.verb | split(" ")) as $words
| "complete -c \($name) -n \("__\($f)_after 1" + ($words[:-1] | map(" " + .) | join(""))
    | quoted) -a \($words[-1] | quoted) -d \(.help | quoted)",
("__\($f)_after 0 \(.verb)" | quoted) as $here
| (select(.files) | "complete -c \($name) -n \($here) -F"),
(.options[]
| "complete -c \($name) -n \($here) -l \(.long)"
    + (if .letter != null then " -s \(.letter)" else "" end)
    + (if .arg == null then ""
    elif .choices != null then " -x -a \(.choices | gsub("\\|"; " ") | quoted)"
    elif wants_file then " -r -F" else " -x" end)
    + " -d \(.help | quoted)"))'

for program in "$POS_BUILD"/pos-*; do
	[ -f "$program" ] && [ -x "$program" ] || continue
	name=$(basename "$program")
	spec=$("$program" --spec)
	jq -sr "$common $bash_file" <<<"$spec" >"$to/bash/$name"
	jq -sr "$common $zsh_file" <<<"$spec" >"$to/zsh/_$name"
	jq -sr "$common $fish_file" <<<"$spec" >"$to/fish/$name.fish"
done

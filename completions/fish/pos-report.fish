# fish completion of pos-report; made by completions/gen.sh

# true where the words after the program begin with these, and with no
# other word where the first argument is 1
function __pos_report_after
	set -l words (commandline -opc)[2..-1]
	set -l want $argv[2..-1]
	set -l n (count $want)
	test (count $words) -ge $n; or return 1
	test $argv[1] = 1 -a (count $words) -ne $n; and return 1
	test $n -eq 0; or test "$words[1..$n]" = "$want"
end

complete -c pos-report -f
complete -c pos-report -n '__pos_report_after 1' -l help -d 'print help'
complete -c pos-report -n '__pos_report_after 1' -l version -d 'print the version'
complete -c pos-report -n '__pos_report_after 1' -a 'day' -d 'the report of a business day'
complete -c pos-report -n '__pos_report_after 0 day' -l store -r -F -d 'the shop'\''s store; $POS_STORE'
complete -c pos-report -n '__pos_report_after 0 day' -l branch -x -d 'the branch; $POS_BRANCH, else the first'
complete -c pos-report -n '__pos_report_after 0 day' -l format -s f -x -a 'table json csv tsv' -d 'form of the output; table on a terminal, json elsewhere'
complete -c pos-report -n '__pos_report_after 0 day' -l help -s h -d 'print help'
complete -c pos-report -n '__pos_report_after 1' -a 'x' -d 'interim report of the open day, or of one drawer'
complete -c pos-report -n '__pos_report_after 0 x' -l till -x -d 'the till; $POS_TILL, else the branch'\''s first'
complete -c pos-report -n '__pos_report_after 0 x' -l show -d 'show what should be in the drawer (right to close the day)'
complete -c pos-report -n '__pos_report_after 0 x' -l staff -x -d 'who is at work; $POS_STAFF'
complete -c pos-report -n '__pos_report_after 0 x' -l store -r -F -d 'the shop'\''s store; $POS_STORE'
complete -c pos-report -n '__pos_report_after 0 x' -l branch -x -d 'the branch; $POS_BRANCH, else the first'
complete -c pos-report -n '__pos_report_after 0 x' -l format -s f -x -a 'table json csv tsv' -d 'form of the output; table on a terminal, json elsewhere'
complete -c pos-report -n '__pos_report_after 0 x' -l help -s h -d 'print help'
complete -c pos-report -n '__pos_report_after 1' -a 'z' -d 'close the open day'
complete -c pos-report -n '__pos_report_after 0 z' -l again -x -d 'show the close of this day again, as it was recorded'
complete -c pos-report -n '__pos_report_after 0 z' -l store -r -F -d 'the shop'\''s store; $POS_STORE'
complete -c pos-report -n '__pos_report_after 0 z' -l branch -x -d 'the branch; $POS_BRANCH, else the first'
complete -c pos-report -n '__pos_report_after 0 z' -l till -x -d 'the till; $POS_TILL, else the branch'\''s first'
complete -c pos-report -n '__pos_report_after 0 z' -l staff -x -d 'who is at work; $POS_STAFF'
complete -c pos-report -n '__pos_report_after 0 z' -l dry-run -s n -d 'print what would be recorded, and record nothing'
complete -c pos-report -n '__pos_report_after 0 z' -l key -x -d 'do it once: the same key again gives the first answer'
complete -c pos-report -n '__pos_report_after 0 z' -l format -s f -x -a 'table json csv tsv' -d 'form of the output; table on a terminal, json elsewhere'
complete -c pos-report -n '__pos_report_after 0 z' -l help -s h -d 'print help'
complete -c pos-report -n '__pos_report_after 1' -a 'by' -d 'sums by item|category|hour|type|channel|staff|till|tender|tax'
complete -c pos-report -n '__pos_report_after 0 by' -l top -x -d 'only the first N'
complete -c pos-report -n '__pos_report_after 0 by' -l from -x -d 'first day; else the last day alone'
complete -c pos-report -n '__pos_report_after 0 by' -l to -x -d 'last day; else the open one'
complete -c pos-report -n '__pos_report_after 0 by' -l store -r -F -d 'the shop'\''s store; $POS_STORE'
complete -c pos-report -n '__pos_report_after 0 by' -l branch -x -d 'the branch; $POS_BRANCH, else the first'
complete -c pos-report -n '__pos_report_after 0 by' -l format -s f -x -a 'table json csv tsv' -d 'form of the output; table on a terminal, json elsewhere'
complete -c pos-report -n '__pos_report_after 0 by' -l help -s h -d 'print help'
complete -c pos-report -n '__pos_report_after 1' -a 'trend' -d 'day by day'
complete -c pos-report -n '__pos_report_after 0 trend' -l from -x -d 'first day; else four weeks back'
complete -c pos-report -n '__pos_report_after 0 trend' -l to -x -d 'last day; else the open one'
complete -c pos-report -n '__pos_report_after 0 trend' -l store -r -F -d 'the shop'\''s store; $POS_STORE'
complete -c pos-report -n '__pos_report_after 0 trend' -l branch -x -d 'the branch; $POS_BRANCH, else the first'
complete -c pos-report -n '__pos_report_after 0 trend' -l format -s f -x -a 'table json csv tsv' -d 'form of the output; table on a terminal, json elsewhere'
complete -c pos-report -n '__pos_report_after 0 trend' -l help -s h -d 'print help'

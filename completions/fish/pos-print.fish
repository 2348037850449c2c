# fish completion of pos-print; made by completions/gen.sh

# true where the words after the program begin with these, and with no
# other word where the first argument is 1
function __pos_print_after
	set -l words (commandline -opc)[2..-1]
	set -l want $argv[2..-1]
	set -l n (count $want)
	test (count $words) -ge $n; or return 1
	test $argv[1] = 1 -a (count $words) -ne $n; and return 1
	test $n -eq 0; or test "$words[1..$n]" = "$want"
end

complete -c pos-print -f
complete -c pos-print -n '__pos_print_after 1' -l help -d 'print help'
complete -c pos-print -n '__pos_print_after 1' -l version -d 'print the version'
complete -c pos-print -n '__pos_print_after 1' -a 'receipt' -d 'print sales as receipts, from input or --sale'
complete -c pos-print -n '__pos_print_after 0 receipt' -l sale -s s -x -d 'an id, a number of today, or DAY/NUMBER; else from input'
complete -c pos-print -n '__pos_print_after 0 receipt' -l copy -d 'mark it as a copy, even when it is the first'
complete -c pos-print -n '__pos_print_after 0 receipt' -l preview -s p -d 'only look: nothing is counted, and it says so'
complete -c pos-print -n '__pos_print_after 0 receipt' -l qr -x -d 'a QR code below the sums'
complete -c pos-print -n '__pos_print_after 0 receipt' -l format -s f -x -a 'text escpos html' -d 'form of the paper; escpos to a printer, else text'
complete -c pos-print -n '__pos_print_after 0 receipt' -l width -s w -x -d 'columns of the paper: 32, 42, 48; setting receipt_width'
complete -c pos-print -n '__pos_print_after 0 receipt' -l codepage -x -a 'cp437 cp858 cp1252 gb18030' -d 'what the printer can show; gb18030 for Chinese, else cp858'
complete -c pos-print -n '__pos_print_after 0 receipt' -l language -s l -x -a 'en zh both' -d 'language of the labels; setting language'
complete -c pos-print -n '__pos_print_after 0 receipt' -l drawer -d 'open the cash drawer'
complete -c pos-print -n '__pos_print_after 0 receipt' -l no-cut -d 'feed instead of cutting, for a printer without a knife'
complete -c pos-print -n '__pos_print_after 0 receipt' -l to -s o -r -F -d 'print to a file or device; standard output'
complete -c pos-print -n '__pos_print_after 0 receipt' -l store -r -F -d 'the shop'\''s store; $POS_STORE'
complete -c pos-print -n '__pos_print_after 0 receipt' -l branch -x -d 'the branch; $POS_BRANCH, else the first'
complete -c pos-print -n '__pos_print_after 0 receipt' -l till -x -d 'the till; $POS_TILL, else the branch'\''s first'
complete -c pos-print -n '__pos_print_after 0 receipt' -l staff -x -d 'who is at work; $POS_STAFF'
complete -c pos-print -n '__pos_print_after 0 receipt' -l dry-run -s n -d 'print what would be recorded, and record nothing'
complete -c pos-print -n '__pos_print_after 0 receipt' -l key -x -d 'do it once: the same key again gives the first answer'
complete -c pos-print -n '__pos_print_after 0 receipt' -l help -s h -d 'print help'
complete -c pos-print -n '__pos_print_after 1' -a 'report' -d 'print the report of a day, from input or --day'
complete -c pos-print -n '__pos_print_after 0 report' -l day -s d -x -d 'the business day; else as the report from input says'
complete -c pos-print -n '__pos_print_after 0 report' -l kind -x -a 'day x z' -d 'kind of report with --day; z where the day is closed, else x'
complete -c pos-print -n '__pos_print_after 0 report' -l format -s f -x -a 'text escpos html' -d 'form of the paper; escpos to a printer, else text'
complete -c pos-print -n '__pos_print_after 0 report' -l width -s w -x -d 'columns of the paper: 32, 42, 48; setting receipt_width'
complete -c pos-print -n '__pos_print_after 0 report' -l codepage -x -a 'cp437 cp858 cp1252 gb18030' -d 'what the printer can show; gb18030 for Chinese, else cp858'
complete -c pos-print -n '__pos_print_after 0 report' -l language -s l -x -a 'en zh both' -d 'language of the labels; setting language'
complete -c pos-print -n '__pos_print_after 0 report' -l drawer -d 'open the cash drawer'
complete -c pos-print -n '__pos_print_after 0 report' -l no-cut -d 'feed instead of cutting, for a printer without a knife'
complete -c pos-print -n '__pos_print_after 0 report' -l to -s o -r -F -d 'print to a file or device; standard output'
complete -c pos-print -n '__pos_print_after 0 report' -l store -r -F -d 'the shop'\''s store; $POS_STORE'
complete -c pos-print -n '__pos_print_after 0 report' -l branch -x -d 'the branch; $POS_BRANCH, else the first'
complete -c pos-print -n '__pos_print_after 0 report' -l help -s h -d 'print help'

#!/bin/sh
#
# birthday-mail.sh - a message to everybody who has a birthday: for cron.
#
# usage: birthday-mail.sh SENDER...
#
#	0 9 * * *  /usr/local/bin/birthday-mail.sh /usr/local/bin/send-sms
#
# The text is made once, one for each language:
#
#	pos-member template set birthday --lang en \
#	    --text 'Happy birthday, {name}! A slice of cake waits. {shop}'
#
# with $CHANNEL set to mail rather than sms also with --channel mail and a
# --subject.  Only members who take messages get one, and one a birthday, however
# often this is run.
#
# SENDER is a command of yours.  It gets the text on standard input, and
# $TO, $SUBJECT and $ID.  One for mail, and one for an SMS gateway:
#
#	mail -s "$SUBJECT" -r 'cake@example.org' "$TO"
#
#	curl -sS --fail --max-time 20 -H "Idempotency-Key: $ID" \
#	    --data-urlencode "to=$TO" --data-urlencode text@- \
#	    https://sms.example.org/messages
#	case $? in 0) ;; 6 | 7 | 22) exit 1 ;; *) exit 75 ;; esac
#
# Exit 0 says: sent.  1: not sent, for certain (no such host, refused).  Anything
# else, or a sender that was killed: nobody knows, since it may have died between
# sending and saying so.  Such a message is not sent again by itself, and nor is
# one that failed; who runs this is told of both, by cron in a mail:
#
#	pos-member outbox done ID	it arrived after all
#	pos-member outbox again ID	send it once more at the next run; its ID
#					stays, so a gateway that keeps ids drops
#					a double

set -eu
if [ $# = 0 ]; then
	echo 'usage: birthday-mail.sh SENDER...' >&2
	exit 64
fi
channel=${CHANNEL:-sms}

pos-member outbox add --due birthdays --template "${TEMPLATE:-birthday}" \
    --channel "$channel" --format json >/dev/null

field() {
	printf '%s\n' "$message" | jq -r ".$1 // empty"
}

# One at a time: whoever dies here leaves one in doubt, and not a hundred.
while :; do
	message=$(pos-member outbox --take 1 --format json)
	[ -n "$message" ] || break
	ID=$(field id) TO=$(field to) SUBJECT=$(field subject)
	export ID TO SUBJECT
	status=0
	field text | "$@" >/dev/null || status=$?
	case $status in
	0) pos-member outbox 'done' "$ID" ;;
	1) pos-member outbox failed "$ID" --reason 'not sent, says the sender' ;;
	*) echo "birthday-mail.sh: $ID: sender ended with $status" >&2 ;;
	esac >/dev/null
done

# What waits for somebody to decide; nothing is printed on a good day.
for state in failed unknown; do
	list=$(pos-member outbox list --state $state --format json)
	[ -z "$list" ] || printf '%s\n' "$list" |
	    jq -r --arg state $state '"\($state): \(.id) to \(.member)"
		+ (if .reason then ", " + .reason else "" end)'
done

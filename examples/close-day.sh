#!/bin/sh
#
# close-day.sh - close the day, check the books, keep a copy: for cron.
#
# usage: close-day.sh BACKUP-FOLDER
#
#	30 2 * * *  MAILTO=me@example.org /usr/local/bin/close-day.sh /backup
#
# The report goes to standard output, from where cron mails it; with $REPORT
# set, it is piped into that command instead, as REPORT='mail -s Z boss@x.org'.
# Copies older than $KEEP days (90) are removed.  The key file of the members'
# data is not among them, and should not be: keep it elsewhere.  Says on
# standard error what is wrong, and ends with the exit of what failed.

set -eu
folder=${1:?usage: close-day.sh BACKUP-FOLDER}
keep=${KEEP:-90}

# The day that was open: a close after midnight still belongs to it, as long
# as the cut-off of the shop says so.
if ! day=$(pos-report z --format json | jq -r '.day // empty') ||
    [ -z "$day" ]; then
	echo 'close-day.sh: the day could not be closed' >&2
	exit 1
fi

# Books that do not add up are worth a copy as well: the copy comes first.
mkdir -p "$folder"
rm -f "$folder/$day.db.part"
pos-admin backup "$folder/$day.db.part" >/dev/null
mv "$folder/$day.db.part" "$folder/$day.db"
find "$folder" -name '????-??-??.db' -mtime "+$keep" -exec rm -f {} +
pos-admin verify --deep --store "$folder/$day.db" >/dev/null

# The words are split on purpose: REPORT is a command with its arguments.
# shellcheck disable=SC2086
pos-print report --day "$day" --format text | ${REPORT:-cat}

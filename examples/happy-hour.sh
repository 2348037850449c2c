#!/bin/sh
#
# happy-hour.sh - a happy hour that no clock knows: because it rains, or the
# cakes must go.
#
# usage: happy-hour.sh CODE on MINUTES
#        happy-hour.sh CODE off
#
# CODE is a promotion that is there and paused; on opens it, from a shell or
# from cron, and says when it ends:
#
#	pos-promo add percent 15 --category Coffee --as rain --paused
#	happy-hour.sh rain on 60
#	30 19 * * sat  /usr/local/bin/happy-hour.sh cakes on 90
#
# Hours that are known need neither this nor cron; they are part of the rule:
#
#	pos-promo add percent 20 --category Cakes --as happy \
#	    --days mon-fri --from 15:00 --to 17:00
#
# Where both would do, that is the better way.  An order has the prices of the
# time at which it was begun: who ordered at 16:59 pays them at 17:05, and may
# have a line changed; an open order whose rule is switched off loses it with
# its next change.  A machine that sleeps at three has its happy hour all the
# same.  And the journal holds one entry, instead of two a day.
#
# on gives the rule an end of its own: it is over though nobody comes to switch
# it off.

set -eu

usage() {
	sed -n '/^# usage:/,/^#$/s/^# \{0,1\}//p' "$0" >&2
	exit 64
}

code=${1-} what=${2-} minutes=${3-}
case $what:$minutes in
on:*[!0-9]* | on:) usage ;;
on:*)
	[ $# = 3 ] || usage
	end=$(date -u -d "${POS_NOW:-now} $minutes minutes" +%FT%TZ)
	pos-promo set "$code" --resume --valid-to "$end" --format table
	;;
off:)
	[ $# = 2 ] || usage
	pos-promo set "$code" --pause --format table
	;;
*) usage ;;
esac

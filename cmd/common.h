/*
 * common.h - what the commands share: options, opening the shop, the frames
 * of a look and of a change, and documents named by a filter's input.
 */
#ifndef POS_CMD_COMMON_H
#define POS_CMD_COMMON_H

#include "cli/opt.h"
#include "cli/out.h"
#include "rec/json.h"
#include "rec/lines.h"
#include "shop/shop.h"
#include "shop/spine.h"
#include "shop/staff.h"

/* --store, --branch ($POS_STORE, $POS_BRANCH); read: and --format */
extern const struct pos_opt pos_place_options[], pos_read_options[];
/* --till; --staff; --dry-run: one by one, those below hold them */
extern const struct pos_opt pos_till_options[], pos_who_options[],
    pos_dry_options[];
/* the same and --till, --staff ($POS_TILL, $POS_STAFF), --key, --dry-run;
 * write: and --format */
extern const struct pos_opt pos_work_options[], pos_write_options[];
/* --approve CODE, --pin-file FILE, --pin-fd N (0600 is demanded of FILE) */
extern const struct pos_opt pos_approve_options[];
/* --pin-file and --pin-fd alone */
extern const struct pos_opt pos_pin_options[];

/* Where the store is by the options and environment, in pool. */
const char *pos_cmd_store(struct pos_pool *pool);
/* The branch that was named by option or environment; NULL: none was. */
const char *pos_cmd_branch(void);
/* What --till and --staff said, the environment not counted; or NULL. */
const char *pos_cmd_till(void);
const char *pos_cmd_who(void);
/* Open with the options above, start the output. */
POS_MUST enum pos_status pos_cmd_open(struct pos_shop *shop,
    enum pos_store_mode mode, struct pos_err *err);
/*
 * A verb that looks and is done: opens by the read options, calls look()
 * with a pool of its own, finishes the output and closes.  All of look() is
 * one reading, so that what it prints is of one state.  Not for a verb that
 * follows or waits for input: a reading that lasts keeps the log growing.
 */
POS_MUST enum pos_status pos_cmd_look(enum pos_status (*look)(
    struct pos_shop *, struct pos_pool *, void *arg, struct pos_err *),
    void *arg, struct pos_err *err);
/* A PIN without --approve is POS_USAGE. */
POS_MUST enum pos_status pos_cmd_approval(struct pos_approval *approval,
    struct pos_pool *pool, struct pos_err *err);
/* The PIN of --pin-file or --pin-fd; NULL when neither was given.  The file
 * must belong to the user and nobody else may read it (POS_NOPERM). */
POS_MUST enum pos_status pos_cmd_pin(const char **pin, struct pos_pool *pool,
    struct pos_err *err);

/*
 * One change: begins, answers a repeated --key, calls work(), records the
 * answer, commits, and only then prints: the answer is one record.
 *   asked: canonical text of the request (see pos_cmd_asked)
 *   work: decides, records, applies; sets *record and *data to print
 * With --dry-run prints the entries that would have been recorded.
 */
struct pos_cmd_answer {
	const struct pos_record *record; /* NULL: nothing to print */
	const void *data;                /* lives as long as the pool */
	const char *text; /* what a table format shows instead; NULL: none */
};
POS_MUST enum pos_status pos_cmd_change(struct pos_shop *shop,
    const char *asked, enum pos_status (*work)(struct pos_shop *,
    struct pos_pool *, void *, struct pos_cmd_answer *, struct pos_err *),
    void *arg, struct pos_err *err);
/* A verb that is one change and nothing else: opens by the write options,
 * pos_cmd_change() as asked by verb, argc, argv and more, closes. */
POS_MUST enum pos_status pos_cmd_once(const char *verb, int argc, char **argv,
    const char *more, enum pos_status (*work)(struct pos_shop *,
    struct pos_pool *, void *, struct pos_cmd_answer *, struct pos_err *),
    void *arg, struct pos_err *err);
/* An amount of the command line; name says which ("--tip"). NULL: 0. */
POS_MUST enum pos_status pos_cmd_amount(const struct pos_shop *shop,
    const char *name, const char *text, int64_t *minor, struct pos_err *err);
/* Overwrite the secrets in an entry of the journal with stars. */
void pos_cmd_mask(char *line);
/* "verb" and words joined as a canonical text, in pool. */
char *pos_cmd_asked(struct pos_pool *pool, const char *verb, int argc,
    char **argv, const char *more);
/* Add " name=value" (nothing for NULL), for `more` of the above. */
void pos_cmd_asked_add(struct pos_buf *more, const char *name,
    const char *value);

/* The same for what is personal, as a phone number or a name: the hash of
 * what was asked stays in the journal, and whoever tries all names must not
 * find out which it was.  So only 8 bits of it: enough to notice, nearly
 * always, another value under the same --key.  Several that belong to one
 * person are joined and given as one. */
void pos_cmd_asked_private(struct pos_buf *more, const char *name,
    const char *value);

/*
 * Ids of documents from standard input, for a filter: each line a record
 * with an "id" (and "type" of `type`, e.g. "sale").  Lines of other types are
 * passed through to stdout unchanged.  POS_END at the end; POS_NOINPUT when
 * it ends and none came: "no sale came in (did the stage before fail?)".
 * POS_DATA for a line cut in half, or of a version that we do not know.  The
 * text of the id lives until the next call.
 */
struct pos_ids;
struct pos_ids *pos_ids_new(int fd, const char *type);
void pos_ids_free(struct pos_ids *ids);
POS_MUST enum pos_status pos_ids_next(struct pos_ids *ids, const char **id,
    struct pos_err *err);
bool pos_ids_ready(struct pos_ids *ids); /* a line is there already */

/*
 * A stream of changes in groups: takes what is ready (up to 1000), commits
 * it together, prints the answers after the commit.  each() is called per
 * document inside the change and may refuse; a refused one stops the stream
 * after what came before it was committed (exit status of the refusal).  The
 * --key K is that of the first document, the nth has "K/n".
 */
POS_MUST enum pos_status pos_cmd_stream(struct pos_shop *shop,
    struct pos_ids *ids, const char *asked, enum pos_status (*each)(
    struct pos_shop *, struct pos_pool *, const char *id, void *,
    struct pos_cmd_answer *, struct pos_err *), void *arg,
    struct pos_err *err);

#endif

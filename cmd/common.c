/*
 * common.c - options that many verbs take, opening the shop, and PINs.
 *
 * An option wins over the environment; an empty variable counts as unset.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ident.h"
#include "base/text.h"
#include "common.h"

static const char *store, *branch, *till, *staff, *key;
static bool dry_run;
static const char *approve, *pin_file;
static int64_t pin_fd = -1;

const struct pos_opt pos_place_options[] = {
	POS_OPT_TEXT(0, "store", &store, "FILE",
	    "the shop's store; $POS_STORE"),
	POS_OPT_TEXT(0, "branch", &branch, "CODE",
	    "the branch; $POS_BRANCH, else the first"),
	POS_OPT_END,
};

const struct pos_opt pos_read_options[] = {
	POS_OPT_GROUP(pos_place_options),
	POS_OPT_GROUP(pos_out_options),
	POS_OPT_END,
};

const struct pos_opt pos_till_options[] = {
	POS_OPT_TEXT(0, "till", &till, "CODE",
	    "the till; $POS_TILL, else the branch's first"),
	POS_OPT_END,
};

const struct pos_opt pos_who_options[] = {
	POS_OPT_TEXT(0, "staff", &staff, "CODE",
	    "who is at work; $POS_STAFF"),
	POS_OPT_END,
};

const struct pos_opt pos_dry_options[] = {
	POS_OPT_FLAG('n', "dry-run", &dry_run,
	    "print what would be recorded, and record nothing"),
	POS_OPT_END,
};

const struct pos_opt pos_work_options[] = {
	POS_OPT_GROUP(pos_place_options),
	POS_OPT_GROUP(pos_till_options),
	POS_OPT_GROUP(pos_who_options),
	POS_OPT_GROUP(pos_dry_options),
	POS_OPT_TEXT(0, "key", &key, "KEY",
	    "do it once: the same key again gives the first answer"),
	POS_OPT_END,
};

const struct pos_opt pos_write_options[] = {
	POS_OPT_GROUP(pos_work_options),
	POS_OPT_GROUP(pos_out_options),
	POS_OPT_END,
};

const struct pos_opt pos_pin_options[] = {
	POS_OPT_TEXT(0, "pin-file", &pin_file, "FILE",
	    "read the PIN from a file that is only yours"),
	POS_OPT_INT(0, "pin-fd", &pin_fd, 0, 1023, "N",
	    "read the PIN from a file descriptor"),
	POS_OPT_END,
};

const struct pos_opt pos_approve_options[] = {
	POS_OPT_TEXT(0, "approve", &approve, "CODE",
	    "who approves it, with a PIN"),
	POS_OPT_GROUP(pos_pin_options),
	POS_OPT_END,
};

static const char *
given(const char *option, const char *variable)
{
	const char *value = option != NULL ? option : getenv(variable);

	return value != NULL && *value != '\0' ? value : NULL;
}

const char *
pos_cmd_store(struct pos_pool *pool)
{
	return store != NULL && *store != '\0' ? store :
						 pos_store_default(pool);
}

const char *
pos_cmd_branch(void)
{
	return given(branch, "POS_BRANCH");
}

const char *
pos_cmd_till(void)
{
	return till;
}

const char *
pos_cmd_who(void)
{
	return staff;
}

enum pos_status
pos_cmd_open(struct pos_shop *shop, enum pos_store_mode mode,
    struct pos_err *err)
{
	struct pos_shop_options options = {
		.location = store != NULL && *store != '\0' ? store : NULL,
		.branch = given(branch, "POS_BRANCH"),
		.till = given(till, "POS_TILL"),
		.staff = given(staff, "POS_STAFF"),
		.key = key,
		.dry_run = dry_run,
	};
	const char *wrong = key != NULL ? pos_text_wrong(key, 180) : NULL;
	enum pos_status st;

	if (wrong != NULL)
		return pos_fail(err, POS_USAGE, "--key: %s", wrong);
	if (mode == POS_STORE_READ && (key != NULL || dry_run))
		return pos_fail(err, POS_USAGE, "%s: nothing is recorded here",
		    key != NULL ? "--key" : "--dry-run");
	st = pos_shop_open(shop, &options, mode, err);
	if (st == POS_OK)
		pos_out_start(shop->places, shop->zone);
	return st;
}

static enum pos_status
open_pin(int *fd, struct pos_err *err)
{
	struct stat sb;

	if (pin_file == NULL) {
		*fd = (int)pin_fd;
		return POS_OK;
	}
	*fd = open(pin_file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (*fd < 0 || fstat(*fd, &sb) != 0)
		return pos_fail(err, POS_IO, "cannot read '%s': %s", pin_file,
		    strerror(errno));
	if (!S_ISREG(sb.st_mode))
		return pos_fail(err, POS_NOPERM,
		    "'%s' is not a regular file:"
		    " give --pin-fd for a pipe",
		    pin_file);
	if (sb.st_uid != geteuid())
		return pos_fail(err, POS_NOPERM,
		    "'%s' belongs to somebody else: use a file of your own",
		    pin_file);
	if ((sb.st_mode & 077) != 0)
		return pos_fail(err, POS_NOPERM,
		    "others may read '%s': chmod 600 it, and change the PIN",
		    pin_file);
	return POS_OK;
}

static enum pos_status
read_pin(int fd, char *pin, size_t room, struct pos_err *err)
{
	size_t len = 0;
	ssize_t n = 0;

	while (len < room && memchr(pin, '\n', len) == NULL) {
		n = read(fd, pin + len, room - len);
		if (n == 0 || (n < 0 && errno != EINTR))
			break;
		len += n > 0 ? (size_t)n : 0;
	}
	if (n < 0)
		return pos_fail(err, POS_IO, "cannot read the PIN: %s",
		    strerror(errno));
	if (len == room && memchr(pin, '\n', len) == NULL)
		len--; /* too long in any case */
	pin[len] = '\0';
	pin[strcspn(pin, "\r\n")] = '\0';
	len = strlen(pin);
	if (len < POS_PIN_MIN || pos_text_wrong(pin, POS_PIN_MAX) != NULL)
		return pos_fail(err, POS_DATA,
		    "a PIN has %d to %d characters in its first line",
		    POS_PIN_MIN, POS_PIN_MAX);
	return POS_OK;
}

enum pos_status
pos_cmd_pin(const char **pin, struct pos_pool *pool, struct pos_err *err)
{
	char text[2 * POS_PIN_MAX] = "";
	enum pos_status st;
	int fd = -1;

	*pin = NULL;
	if (pin_file == NULL && pin_fd < 0)
		return POS_OK;
	if (pin_file != NULL && pin_fd >= 0)
		return pos_fail(err, POS_USAGE,
		    "--pin-file and --pin-fd are one too many");
	st = open_pin(&fd, err);
	if (st == POS_OK)
		st = read_pin(fd, text, sizeof(text), err);
	if (pin_file != NULL && fd >= 0)
		close(fd);
	if (st == POS_OK)
		*pin = pos_pool_text(pool, text);
	explicit_bzero(text, sizeof(text));
	return st;
}

enum pos_status
pos_cmd_approval(struct pos_approval *approval, struct pos_pool *pool,
    struct pos_err *err)
{
	enum pos_status st = pos_cmd_pin(&approval->pin, pool, err);

	approval->staff = approve;
	if (st == POS_OK && approval->pin != NULL && approve == NULL)
		st = pos_fail(err, POS_USAGE,
		    "a PIN wants --approve CODE: whose is it?");
	return st;
}

/* Words are quoted, so that no two requests have the same text. */
char *
pos_cmd_asked(struct pos_pool *pool, const char *verb, int argc, char **argv,
    const char *more)
{
	struct pos_buf buf = { 0 };
	char *text;
	int i;

	pos_buf_printf(&buf, "%s %s", pos_program_name(), verb);
	for (i = 0; i < argc; i++) {
		pos_buf_char(&buf, ' ');
		pos_json_quote(&buf, argv[i]);
	}
	if (more != NULL && *more != '\0')
		pos_buf_text(&buf, more);
	text = pos_pool_text(pool, buf.text);
	pos_buf_release(&buf);
	return text;
}

void
pos_cmd_asked_add(struct pos_buf *more, const char *name, const char *value)
{
	if (value == NULL)
		return;
	pos_buf_printf(more, " %s=", name);
	pos_json_quote(more, value);
}

void
pos_cmd_asked_private(struct pos_buf *more, const char *name, const char *value)
{
	unsigned char hash[POS_SHA256_LEN];

	if (value == NULL)
		return;
	pos_sha256(hash, value, strlen(value));
	pos_buf_printf(more, " %s=%02x", name, hash[0]);
}

/*
 * output.c - in which form a paper is printed, and where to.
 *
 * To a file everything is kept until the end, so that the file is whole or
 * as it was.  Standard output and devices get each receipt at once.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/out.h"
#include "print.h"
#include "shop/place.h"

enum form { TEXT, ESCPOS, HTML };

static const char *format_name, *codepage, *language, *to;
static int64_t width;
static bool drawer, no_cut;

static enum form form;
static bool to_file;   /* a regular one: written whole, at the end */
static bool is_device; /* a character device, shared with other tills */
static bool started;   /* something was put */
static int fd = -1;    /* of a device or pipe, while it is open */
static const char *title;
static struct pos_buf kept;

const struct pos_opt print_options[] = {
	POS_OPT_CHOICE('f', "format", &format_name, "text|escpos|html",
	    "form of the paper; escpos to a printer, else text"),
	POS_OPT_INT('w', "width", &width, POS_PAPER_WIDTH_MIN,
	    POS_PAPER_WIDTH_MAX, "N",
	    "columns of the paper: 32, 42, 48; setting receipt_width"),
	POS_OPT_CHOICE(0, "codepage", &codepage, POS_CODEPAGES,
	    "what the printer can show; gb18030 for Chinese, else cp858"),
	POS_OPT_CHOICE('l', "language", &language, "en|zh|both",
	    "language of the labels; setting language"),
	POS_OPT_FLAG(0, "drawer", &drawer, "open the cash drawer"),
	POS_OPT_FLAG(0, "no-cut", &no_cut,
	    "feed instead of cutting, for a printer without a knife"),
	POS_OPT_TEXT('o', "to", &to, "FILE",
	    "print to a file or device; standard output"),
	POS_OPT_END,
};

const char *
print_language(void)
{
	return language;
}

static bool
is_printer(const struct stat *sb, int shown_on)
{
	return S_ISCHR(sb->st_mode) && (shown_on < 0 || !isatty(shown_on));
}

/* The file is written beside, so its folder must take one. */
static enum pos_status
check_folder(struct pos_err *err)
{
	struct pos_buf folder = { 0 };
	const char *slash = strrchr(to, '/');
	enum pos_status st = POS_OK;

	pos_buf_add(&folder, to, slash != NULL ? (size_t)(slash + 1 - to) : 0);
	if (access(slash != NULL ? folder.text : ".", W_OK | X_OK) != 0)
		st = pos_fail(err, POS_IO, "cannot write '%s': %s", to,
		    strerror(errno));
	pos_buf_release(&folder);
	return st;
}

/* What --to names, and the form where none was asked for. */
static enum pos_status
look_at_target(struct pos_err *err)
{
	struct stat sb;
	bool printer = false;

	if (to == NULL) {
		printer = fstat(STDOUT_FILENO, &sb) == 0 &&
		    is_printer(&sb, STDOUT_FILENO);
	} else if (stat(to, &sb) != 0) {
		if (errno != ENOENT)
			return pos_fail(err, POS_UNAVAILABLE,
			    "cannot print to '%s': %s", to, strerror(errno));
		to_file = true;
		return check_folder(err);
	} else if (S_ISDIR(sb.st_mode)) {
		return pos_fail(err, POS_USAGE,
		    "'%s' is a folder: name a file or device", to);
	} else {
		to_file = S_ISREG(sb.st_mode);
		is_device = S_ISCHR(sb.st_mode);
		printer = is_printer(&sb, -1);
		if (to_file)
			return check_folder(err);
	}
	if (printer)
		form = ESCPOS;
	return POS_OK;
}

static enum pos_status
check_options(struct pos_err *err)
{
	const char *wrong = drawer ? "--drawer" :
	    no_cut                 ? "--no-cut" :
	    codepage != NULL       ? "--codepage" :
				     NULL;

	if (wrong != NULL && form != ESCPOS)
		return pos_fail(err, POS_USAGE,
		    "%s is for printers: give --format escpos", wrong);
	if (width != 0 && form == HTML)
		return pos_fail(err, POS_USAGE,
		    "--width is not for --format html, which fits the screen");
	return POS_OK;
}

static enum pos_status
read_width(struct pos_shop *shop, struct pos_err *err)
{
	const char *value;
	enum pos_status st;

	if (width != 0)
		return POS_OK;
	st = pos_setting_get(shop->store, shop->branch, "receipt_width",
	    shop->pool, &value, err);
	if (st != POS_OK)
		return st;
	width = value != NULL ? strtoll(value, NULL, 10) : 0;
	if (width < POS_PAPER_WIDTH_MIN || width > POS_PAPER_WIDTH_MAX)
		return pos_fail(err, POS_CONFIG,
		    "setting 'receipt_width' is '%s', not %d to %d: "
		    "'pos-admin config set receipt_width 48'",
		    value != NULL ? value : "", POS_PAPER_WIDTH_MIN,
		    POS_PAPER_WIDTH_MAX);
	return POS_OK;
}

static enum pos_status
render(struct pos_buf *bytes, const struct pos_paper *paper,
    struct pos_err *err)
{
	switch (form) {
	case ESCPOS:
		return pos_paper_escpos(bytes, paper, (int)width, codepage,
		    err);
	case HTML:
		return pos_paper_html(bytes, paper, err);
	case TEXT:
		break;
	}
	return pos_paper_plain(bytes, paper, (int)width, err);
}

/* A code that cannot be drawn is refused before anything is counted. */
static enum pos_status
try_qr(const char *qr, struct pos_err *err)
{
	const char *wrong = pos_text_wrong(qr, POS_PAPER_QR_MAX);
	struct pos_buf bytes = { 0 };
	struct pos_paper *paper;
	enum pos_status st;

	if (wrong != NULL)
		return pos_fail(err, POS_USAGE, "--qr: %s (at most %d bytes)",
		    wrong, POS_PAPER_QR_MAX);
	paper = pos_paper_new();
	pos_paper_qr(paper, qr);
	st = render(&bytes, paper, err);
	pos_paper_free(paper);
	pos_buf_release(&bytes);
	return st;
}

enum pos_status
print_start(struct pos_shop *shop, const char *qr, struct pos_err *err)
{
	enum pos_status st = look_at_target(err);

	if (format_name != NULL)
		form = format_name[0] == 't' ? TEXT :
		    format_name[0] == 'e'    ? ESCPOS :
					       HTML;
	if (st == POS_OK)
		st = check_options(err);
	if (st == POS_OK)
		st = read_width(shop, err);
	if (st != POS_OK)
		return st;
	title = shop->name;
	return qr != NULL ? try_qr(qr, err) : POS_OK;
}

enum pos_status
print_render(struct pos_buf *bytes, struct pos_paper *paper,
    struct pos_err *err)
{
	if (drawer)
		pos_paper_drawer(paper);
	if (no_cut)
		pos_paper_tear(paper);
	else
		pos_paper_cut(paper);
	return render(bytes, paper, err);
}

enum pos_status
print_ready(struct pos_err *err)
{
	if (to == NULL || to_file || fd >= 0)
		return POS_OK;
	return device_open(&fd, to, err);
}

static void
close_device(void)
{
	if (fd >= 0)
		close(fd);
	fd = -1;
}

static enum pos_status
put(const void *bytes, size_t len, struct pos_err *err)
{
	enum pos_status st;

	if (to_file) {
		pos_buf_add(&kept, bytes, len);
		return POS_OK;
	}
	if (to != NULL) {
		st = print_ready(err);
		if (st != POS_OK)
			return st;
		st = device_write(fd, to, bytes, len, err);
		if (is_device) /* other tills print on it too */
			close_device();
		return st;
	}
	st = pos_out_text(bytes, len, err);
	return st == POS_OK ? pos_out_flush(err) : st;
}

enum pos_status
print_put(const struct pos_buf *bytes, struct pos_err *err)
{
	struct pos_buf all = { 0 };
	enum pos_status st;

	if (form == HTML && !started)
		pos_paper_html_head(&all,
		    language != NULL && strcmp(language, "en") != 0 ? "zh" :
								      "en",
		    title);
	started = true;
	pos_buf_add(&all, bytes->text, bytes->len);
	st = put(all.text, all.len, err);
	pos_buf_release(&all);
	return st;
}

static enum pos_status
finish(struct pos_err *err)
{
	struct pos_buf tail = { 0 };
	enum pos_status st = POS_OK;

	if (started && form == HTML) {
		pos_paper_html_tail(&tail);
		st = put(tail.text, tail.len, err);
		pos_buf_release(&tail);
	}
	if (st == POS_OK && started && to_file)
		st = file_write(to, kept.text, kept.len, err);
	pos_buf_release(&kept);
	close_device();
	return st;
}

enum pos_status
print_end(enum pos_status st, struct pos_err *err)
{
	/* why it failed first is in err, and stays */
	enum pos_status end = finish(st == POS_OK ? err : NULL);

	if (st == POS_OK)
		st = end;
	return st == POS_OK ? pos_out_done(err) : st;
}

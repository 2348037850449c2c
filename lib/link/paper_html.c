/*
 * paper_html.c - a paper as one HTML file, for a phone or for mail.
 *
 * Nothing is fetched and nothing runs: the page says so itself in a policy.
 * Cells are isolated (unicode-bidi), so that a name written from right to
 * left does not carry the price beside it away.
 */
#include <string.h>

#include "link/paper_inside.h"

static const char css[] =
    ":root{color-scheme:light}"
    "*{box-sizing:border-box}"
    "body{margin:0;padding:16px 10px 40px;background:#eceae6;color:#1c1b19;"
    "font:15px/1.45 -apple-system,'Segoe UI',Roboto,'Noto Sans',"
    "'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif;"
    "font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}"
    "article{max-width:25rem;margin:0 auto 20px;padding:26px 22px 30px;"
    "background:#fff;border-radius:6px;"
    "box-shadow:0 1px 2px #0002,0 10px 26px #0000001a}"
    "p,.r{margin:0;overflow-wrap:anywhere;min-height:.6em}"
    ".c{text-align:center}.e{text-align:right}"
    ".b{font-weight:650}.t{font-size:1.3em;font-weight:650;line-height:1.5}"
    ".g{font-size:1.6em;font-weight:700;line-height:1.3}"
    ".f{color:#6b6862;font-size:.92em}"
    ".r{display:flex;justify-content:space-between;gap:1em;min-height:0}"
    ".r>*{unicode-bidi:isolate;min-width:0}"
    ".r>:last-child{text-align:right;flex:0 0 auto;max-width:65%;"
    "overflow-wrap:break-word}"
    "table{width:100%;border-collapse:collapse}"
    "td{padding:0;vertical-align:top;unicode-bidi:isolate;"
    "overflow-wrap:anywhere}"
    "td+td{text-align:right;padding-left:1em;white-space:nowrap}"
    "hr{border:0;border-top:1px dashed #b9b5ad;margin:11px 0}"
    "svg{display:block;width:60%;max-width:210px;margin:14px auto}"
    "@media print{body{background:#fff;padding:0}"
    "article{box-shadow:none;max-width:none;break-after:page}}";

static void
escape(struct pos_buf *out, const char *text)
{
	for (; *text != '\0'; text++)
		switch (*text) {
		case '&':
			pos_buf_text(out, "&amp;");
			break;
		case '<':
			pos_buf_text(out, "&lt;");
			break;
		case '>':
			pos_buf_text(out, "&gt;");
			break;
		case '"':
			pos_buf_text(out, "&quot;");
			break;
		case '\'':
			pos_buf_text(out, "&#39;");
			break;
		default:
			pos_buf_char(out, *text);
		}
}

/* Escapes through a paper, which cleans: titles may come from names too. */
static void
escape_clean(struct pos_buf *out, const char *text)
{
	struct pos_paper *one = pos_paper_new();

	pos_paper_row(one, 0, 0, text, "");
	escape(out, one->parts[0].cell[0]);
	pos_paper_free(one);
}

static void
put_class(struct pos_buf *out, const struct pos_paper_part *part,
    const char *first)
{
	const char *align = part->align == POS_CENTRE ? " c" :
	    part->align == POS_RIGHT                  ? " e" :
							"";
	const char *size = part->style & POS_BIG ? " g" :
	    part->style & POS_TALL               ? " t" :
						   "";
	const char *bold = part->style & POS_BOLD ? " b" : "";
	const char *faint = part->style & POS_FAINT ? " f" : "";

	if (*first == '\0' && *align == '\0' && *size == '\0' &&
	    *bold == '\0' && *faint == '\0')
		return;
	pos_buf_printf(out, " class=\"%s%s%s%s%s\"", first, align, size, bold,
	    faint);
}

static void
put_row(struct pos_buf *out, const struct pos_paper_part *part)
{
	pos_buf_text(out, "<div");
	put_class(out, part, "r");
	if (part->indent > 0)
		pos_buf_printf(out, " style=\"padding-left:%d.%dem\"",
		    part->indent / 2, part->indent % 2 * 5);
	pos_buf_text(out, "><span>");
	escape(out, part->cell[0]);
	pos_buf_text(out, "</span>");
	if (*part->cell[1] != '\0' || *part->cell[0] == '\0') {
		pos_buf_text(out, "<span>");
		escape(out, part->cell[1]);
		pos_buf_text(out, "</span>");
	} else {
		pos_buf_text(out, "<span></span>");
	}
	pos_buf_text(out, "</div>\n");
}

static void
put_table_row(struct pos_buf *out, const struct pos_paper_part *part)
{
	size_t i;

	pos_buf_text(out, "<tr");
	put_class(out, part, "");
	pos_buf_text(out, ">");
	for (i = 0; i < 3; i++) {
		pos_buf_text(out, "<td>");
		escape(out, part->cell[i]);
	}
	pos_buf_text(out, "\n");
}

/* One path of unit squares: small, and sharp at any size. */
static enum pos_status
put_qr(struct pos_buf *out, const char *text, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_qr qr;
	enum pos_status st;
	int row, column, run;

	st = pos_qr_make(&qr, text, pool, err);
	if (st != POS_OK)
		return st;
	pos_buf_printf(out,
	    "<svg viewBox=\"-2 -2 %d %d\" role=\"img\""
	    " aria-label=\"QR\" shape-rendering=\"crispEdges\"><path d=\"",
	    qr.size + 4, qr.size + 4);
	for (row = 0; row < qr.size; row++)
		for (column = 0; column < qr.size; column += run) {
			bool dark = qr.dark[row * qr.size + column];

			for (run = 1; column + run < qr.size &&
			     dark == qr.dark[row * qr.size + column + run];)
				run++;
			if (dark)
				pos_buf_printf(out, "M%d %dh%dv1h-%dz", column,
				    row, run, run);
		}
	pos_buf_text(out, "\"/></svg>\n");
	return POS_OK;
}

static enum pos_status
put_part(struct pos_buf *out, const struct pos_paper_part *part,
    struct pos_pool *pool, struct pos_err *err)
{
	switch (part->kind) {
	case POS_PART_TEXT:
		pos_buf_text(out, "<p dir=\"auto\"");
		put_class(out, part, "");
		pos_buf_text(out, ">");
		escape(out, part->cell[0]);
		pos_buf_text(out, "</p>\n");
		break;
	case POS_PART_ROW:
		put_row(out, part);
		break;
	case POS_PART_ROW3:
		put_table_row(out, part);
		break;
	case POS_PART_RULE:
		pos_buf_text(out, "<hr>\n");
		break;
	case POS_PART_GAP:
		pos_buf_text(out, "<p></p>\n");
		break;
	case POS_PART_QR:
		return put_qr(out, part->cell[0], pool, err);
	case POS_PART_DRAWER:
	case POS_PART_CUT:
	case POS_PART_TEAR:
		break;
	}
	return POS_OK;
}

static bool
ends(const struct pos_paper_part *part)
{
	return part->kind == POS_PART_CUT || part->kind == POS_PART_TEAR;
}

static enum pos_status
put_parts(struct pos_buf *out, const struct pos_paper *paper,
    struct pos_pool *pool, struct pos_err *err)
{
	const struct pos_paper_part *part = paper->parts;
	const struct pos_paper_part *end = part + paper->count;
	bool open = false, table = false;
	enum pos_status st = POS_OK;

	for (; st == POS_OK && part < end; part++) {
		if (!open && !ends(part)) {
			pos_buf_text(out, "<article>\n");
			open = true;
		}
		if (table != (part->kind == POS_PART_ROW3)) {
			pos_buf_text(out, table ? "</table>\n" : "<table>\n");
			table = !table;
		}
		if (open && ends(part)) {
			pos_buf_text(out, "</article>\n");
			open = false;
		}
		st = put_part(out, part, pool, err);
	}
	pos_buf_text(out, table ? "</table>\n" : "");
	pos_buf_text(out, open ? "</article>\n" : "");
	return st;
}

void
pos_paper_html_head(struct pos_buf *out, const char *language,
    const char *title)
{
	pos_buf_text(out, "<!DOCTYPE html>\n<html lang=\"");
	escape_clean(out, language);
	pos_buf_text(out,
	    "\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width,"
	    "initial-scale=1\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\""
	    "default-src 'none'; style-src 'unsafe-inline'\">\n<title>");
	escape_clean(out, title);
	pos_buf_text(out, "</title>\n<style>");
	pos_buf_text(out, css);
	pos_buf_text(out, "</style>\n</head>\n<body>\n");
}

enum pos_status
pos_paper_html(struct pos_buf *out, const struct pos_paper *paper,
    struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	enum pos_status st = put_parts(out, paper, pool, err);

	pos_pool_free(pool);
	return st;
}

void
pos_paper_html_tail(struct pos_buf *out)
{
	pos_buf_text(out, "</body>\n</html>\n");
}

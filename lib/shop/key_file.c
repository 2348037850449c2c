/*
 * key_file.c - the key file read and written.
 *
 * It is written beside its place and linked or renamed there, synced before
 * and after: at any instant there is the old file or the new one, whole.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ident.h"
#include "shop/keys_inside.h"

#define FILE_MAX 4096 /* bytes of a key file */

char *
pos_keyring_path(struct pos_store *store, struct pos_pool *pool)
{
	const char *path = getenv("POS_KEY_FILE");

	if (path != NULL && *path != '\0')
		return pos_pool_text(pool, path);
	return pos_pool_printf(pool, "%s.key", pos_store_path(store));
}

enum pos_status
pos_keyring_grow(struct pos_keyring *ring, struct pos_err *err)
{
	unsigned char id[8];
	uint32_t number;
	enum pos_status st = POS_OK;

	if (ring->count == POS_KEYRING_MAX)
		return pos_fail(err, POS_REFUSED,
		    "the key file holds %d keys already", POS_KEYRING_MAX);
	if (ring->id[0] == '\0') {
		st = pos_random(id, sizeof(id), err);
		pos_hex(ring->id, id, sizeof(id));
		if (st == POS_OK)
			st = pos_random(ring->root, sizeof(ring->root), err);
	}
	if (st == POS_OK)
		st = pos_random(&number, sizeof(number), err);
	if (st == POS_OK)
		st =
		    pos_random(ring->member[ring->count].key, POS_KEY_LEN, err);
	if (st != POS_OK)
		return st;
	ring->member[ring->count++].id = (number & 0x7fffffff) | 1;
	return POS_OK;
}

static bool
take_hex(unsigned char *bytes, const char *text)
{
	static const char digits[] = "0123456789abcdef";
	const char *high, *low;
	size_t i;

	if (strlen(text) != (size_t)2 * POS_KEY_LEN)
		return false;
	for (i = 0; i < POS_KEY_LEN; i++) {
		high = strchr(digits, text[2 * i]);
		low = strchr(digits, text[2 * i + 1]);
		if (high == NULL || low == NULL)
			return false;
		bytes[i] =
		    (unsigned char)((high - digits) << 4 | (low - digits));
	}
	return true;
}

static bool
take_line(struct pos_keyring *ring, const char *line)
{
	int64_t number;
	char hex[80];
	size_t n = ring->count;

	if (sscanf(line, "id %79s", hex) == 1) {
		if (strlen(hex) != POS_KEY_ID_TEXT - 1)
			return false;
		memcpy(ring->id, hex, POS_KEY_ID_TEXT);
		return true;
	}
	if (sscanf(line, "root %79s", hex) == 1)
		return take_hex(ring->root, hex);
	if (n == POS_KEYRING_MAX ||
	    sscanf(line, "member %" SCNd64 " %79s", &number, hex) != 2 ||
	    !take_hex(ring->member[n].key, hex))
		return false;
	ring->member[n].id = number;
	ring->count++;
	return true;
}

static bool
parse(struct pos_keyring *ring, char *text)
{
	char *line, *save = NULL;

	memset(ring, 0, sizeof(*ring));
	line = strtok_r(text, "\n", &save);
	if (line == NULL || strcmp(line, "pos-key 1") != 0)
		return false;
	while ((line = strtok_r(NULL, "\n", &save)) != NULL)
		if (!take_line(ring, line))
			return false;
	return ring->id[0] != '\0' && ring->count > 0;
}

static enum pos_status
cannot(const char *what, const char *path, struct pos_err *err)
{
	return pos_fail(err, POS_IO,
	    *what == 'r' ? "cannot read key file '%s': %s" :
			   POS_TR("cannot write key file '%s': %s"),
	    path, strerror(errno));
}

/* Who may read it may read everybody's phone number. */
static enum pos_status
check_owner(int fd, const char *path, struct pos_err *err)
{
	struct stat sb;

	if (fstat(fd, &sb) != 0)
		return cannot("read", path, err);
	if (!S_ISREG(sb.st_mode))
		return pos_fail(err, POS_CONFIG,
		    "key file '%s' is not a regular file", path);
	if ((sb.st_mode & 077) != 0)
		return pos_fail(err, POS_NOPERM,
		    "key file '%s' is open to others: chmod 600 it", path);
	if (sb.st_uid != geteuid() && geteuid() != 0)
		return pos_fail(err, POS_NOPERM,
		    "key file '%s' belongs to somebody else", path);
	return POS_OK;
}

enum pos_status
pos_keyring_read(struct pos_keyring *ring, const char *path,
    struct pos_err *err)
{
	char text[FILE_MAX + 1];
	size_t len = 0;
	ssize_t got = 1;
	enum pos_status st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0 && errno == ENOENT)
		return POS_END;
	if (fd < 0)
		return errno == EACCES ? pos_fail(err, POS_NOPERM,
					     "key file '%s' belongs to"
					     " somebody else",
					     path) :
					 cannot("read", path, err);
	st = check_owner(fd, path, err);
	while (st == POS_OK && got > 0 && len < FILE_MAX) {
		got = read(fd, text + len, FILE_MAX - len);
		if (got < 0 && errno == EINTR)
			got = 1;
		else if (got < 0)
			st = cannot("read", path, err);
		else
			len += (size_t)got;
	}
	close(fd);
	text[len] = '\0';
	if (st == POS_OK && !parse(ring, text))
		st = pos_fail(err, POS_CONFIG,
		    "'%s' is no key file, or a damaged one: put back a copy",
		    path);
	explicit_bzero(text, sizeof(text));
	return st;
}

static enum pos_status
sync_folder(const char *path, struct pos_err *err)
{
	struct pos_buf dir = { 0 };
	const char *slash = strrchr(path, '/');
	bool good;
	int fd;

	if (slash == NULL)
		pos_buf_text(&dir, ".");
	else
		pos_buf_add(&dir, path, (size_t)(slash - path) + 1);
	fd = open(dir.text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	good = fd >= 0 && fsync(fd) == 0;
	pos_buf_release(&dir);
	if (fd >= 0)
		close(fd);
	return good ? POS_OK : cannot("write", path, err);
}

static void
print(struct pos_buf *text, const struct pos_keyring *ring)
{
	char hex[2 * POS_KEY_LEN + 1];
	size_t i;

	/* it is not moved while it grows: no copy is left behind */
	pos_buf_reserve(text, FILE_MAX);
	pos_buf_printf(text, "pos-key 1\nid %s\nroot %s\n", ring->id,
	    pos_hex(hex, ring->root, POS_KEY_LEN));
	for (i = 0; i < ring->count; i++)
		pos_buf_printf(text, "member %" PRId64 " %s\n",
		    ring->member[i].id,
		    pos_hex(hex, ring->member[i].key, POS_KEY_LEN));
	explicit_bzero(hex, sizeof(hex));
}

static enum pos_status
write_temp(const struct pos_keyring *ring, const char *temp,
    struct pos_err *err)
{
	struct pos_buf text = { 0 };
	enum pos_status st = POS_OK;
	int fd;

	unlink(temp); /* of a process with this number that was killed */
	fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return cannot("write", temp, err);
	print(&text, ring);
	if (write(fd, text.text, text.len) != (ssize_t)text.len ||
	    fsync(fd) != 0)
		st = cannot("write", temp, err);
	explicit_bzero(text.text, text.len);
	pos_buf_release(&text);
	close(fd);
	return st;
}

/* Is it "NAME.PID.part" of a process that is no more? */
static bool
left_over(const char *entry, const char *name)
{
	size_t len = strlen(name);
	char *end;
	long pid;

	if (strncmp(entry, name, len) != 0 || entry[len] != '.')
		return false;
	pid = strtol(entry + len + 1, &end, 10);
	return pid > 0 && pid <= INT_MAX && strcmp(end, ".part") == 0 &&
	    kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

/* Whoever was killed while writing left a copy that nobody would think of when
 * copies of an old key file are destroyed. */
static void
sweep(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct pos_buf dir = { 0 };
	struct dirent *entry;
	DIR *folder;

	pos_buf_add(&dir, slash != NULL ? path : "./",
	    slash != NULL ? (size_t)(slash - path) + 1 : 2);
	folder = opendir(dir.text);
	while (folder != NULL && (entry = readdir(folder)) != NULL)
		if (left_over(entry->d_name, slash != NULL ? slash + 1 : path))
			(void)unlinkat(dirfd(folder), entry->d_name, 0);
	if (folder != NULL)
		closedir(folder);
	pos_buf_release(&dir);
}

enum pos_status
pos_keyring_write(const struct pos_keyring *ring, const char *path, bool fresh,
    struct pos_err *err)
{
	struct pos_buf temp = { 0 };
	enum pos_status st;

	sweep(path);
	pos_buf_printf(&temp, "%s.%ld.part", path, (long)getpid());
	st = write_temp(ring, temp.text, err);
	if (st == POS_OK && fresh && link(temp.text, path) != 0)
		st = errno == EEXIST ?
		    pos_fail(err, POS_REFUSED, "key file '%s' exists already",
			path) :
		    cannot("write", path, err);
	else if (st == POS_OK && !fresh && rename(temp.text, path) != 0)
		st = cannot("write", path, err);
	if (st == POS_OK)
		st = sync_folder(path, err);
	unlink(temp.text);
	pos_buf_release(&temp);
	return st;
}

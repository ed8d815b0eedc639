/*
 * Remembers what a power cut would leave: preloaded into a server, it keeps a second copy of the
 * files under POWER_ROOT that changes only when the server makes something durable.
 *
 *   POWER_SHADOW/file/KEY   a file's bytes as of its last fsync or fdatasync
 *   POWER_SHADOW/folder/KEY a folder's entries as of its last fsync, one a line: f|d KEY MODE NAME
 *
 * KEY is the inode's number and the moment it was made, since numbers are used again. A file that
 * was never synced has no bytes, a folder that was never synced no entries: stricter than ext4.
 * Copies are made beside and renamed, so a kill leaves the old one or the new one.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;  /* or an older copy could land last */
static unsigned copies;

static void die(const char *what) {
  dprintf(2, "power: %s: %s\n", what, strerror(errno));
  abort();
}

static void key_of(int folder, const char *name, char *key, size_t size, mode_t *mode) {
  struct statx s;
  int flags = AT_SYMLINK_NOFOLLOW | (*name ? 0 : AT_EMPTY_PATH);
  if (statx(folder, name, flags, STATX_TYPE | STATX_INO | STATX_BTIME, &s)) { *key = 0; return; }
  *mode = s.stx_mode;
  snprintf(key, size, "%llu-%lld.%u", (unsigned long long)s.stx_ino, (long long)s.stx_btime.tv_sec, s.stx_btime.tv_nsec);
}

/* Opens a fresh copy; landed() gives it its name. */
static int begun(char *draft, size_t size) {
  snprintf(draft, size, "%s/draft-%d-%u", getenv("POWER_SHADOW"), getpid(), copies++);
  int to = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (to < 0) die(draft);
  return to;
}

static void landed(int to, const char *draft, const char *kind, const char *key) {
  char name[PATH_MAX];
  snprintf(name, sizeof name, "%s/%s/%s", getenv("POWER_SHADOW"), kind, key);
  close(to);
  if (rename(draft, name)) die(name);
}

static void keep_file(int fd, const char *key) {
  char draft[PATH_MAX], path[64], bytes[1 << 16];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  int from = open(path, O_RDONLY | O_CLOEXEC), to = begun(draft, sizeof draft);
  if (from < 0) die("a file that was synced cannot be read");
  for (ssize_t n; (n = read(from, bytes, sizeof bytes)) != 0;)
    if (n < 0 || write(to, bytes, (size_t)n) != n) die("copying");
  close(from);
  landed(to, draft, "file", key);
}

static void keep_folder(int fd, const char *key) {
  char draft[PATH_MAX], path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  DIR *folder = opendir(path);
  if (!folder) die("a folder that was synced cannot be listed");
  int to = begun(draft, sizeof draft);
  for (struct dirent *entry; (entry = readdir(folder));) {
    char child[96];
    mode_t mode = 0;
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    key_of(dirfd(folder), entry->d_name, child, sizeof child, &mode);
    if (*child && (S_ISREG(mode) || S_ISDIR(mode))) dprintf(to, "%c %s %o %s\n", S_ISDIR(mode) ? 'd' : 'f', child, mode & 07777u, entry->d_name);
  }
  closedir(folder);
  landed(to, draft, "folder", key);
}

static void keep(int fd) {
  const char *root = getenv("POWER_ROOT");
  char link[64], path[PATH_MAX], key[96];
  mode_t mode = 0;
  int saved = errno;
  if (!root) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n > 0) {
    path[n] = 0;
    size_t size = strlen(root);
    if (!strncmp(path, root, size) && (path[size] == '/' || !path[size])) {
      key_of(fd, "", key, sizeof key, &mode);
      if (!*key) die("statx");
      pthread_mutex_lock(&one_at_a_time);
      if (S_ISDIR(mode)) keep_folder(fd, key);
      else if (S_ISREG(mode)) keep_file(fd, key);
      pthread_mutex_unlock(&one_at_a_time);
    }
  }
  errno = saved;
}

static int keep_at(const char *path, const struct stat *s, int kind, struct FTW *where) {
  (void)where;
  (void)s;
  if (kind != FTW_F && kind != FTW_D) return 0;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return 0;
  keep(fd);
  close(fd);
  return 0;
}

static int real(const char *name, int fd) {
  int (*call)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  return call(fd);
}

int fsync(int fd) {
  int answer = real("fsync", fd);
  if (!answer) keep(fd);
  return answer;
}

int fdatasync(int fd) {
  int answer = real("fdatasync", fd);
  if (!answer) keep(fd);
  return answer;
}

int syncfs(int fd) {
  int answer = real("syncfs", fd);
  const char *root = getenv("POWER_ROOT");
  if (!answer && root) nftw(root, keep_at, 16, FTW_PHYS);
  return answer;
}

/* Everything that is there when a server starts under this is taken for durable, once. */
__attribute__((constructor)) static void baseline(void) {
  const char *root = getenv("POWER_ROOT"), *shadow = getenv("POWER_SHADOW");
  char name[PATH_MAX];
  if (!root || !shadow) return;
  snprintf(name, sizeof name, "%s/file", shadow);
  if (mkdir(name, 0700)) return;                         /* a child of the server, or a restart */
  snprintf(name, sizeof name, "%s/folder", shadow);
  if (mkdir(name, 0700)) die(name);
  nftw(root, keep_at, 16, FTW_PHYS);
}

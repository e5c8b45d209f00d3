/* Records every change and every sync of files under BUKA_TRACE_ROOT, in order, with its bytes.
 *
 * Preloaded into a process that files submissions; the power-cut explorer rebuilds from the record what a
 * disk may hold after a cut at any point. Record: op, path length, data length, offset, path, data.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FDS 4096

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *paths[FDS];
static int trace_fd = -2;
static const char *root;
static size_t root_length;

struct record {
    char op;
    uint32_t path_length, data_length;
    uint64_t offset;
} __attribute__((packed));

static void begin(void) {
    if (trace_fd != -2) return;
    root = getenv("BUKA_TRACE_ROOT");
    const char *file = getenv("BUKA_TRACE_FILE");
    root_length = root ? strlen(root) : 0;
    trace_fd = root && file ? (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
}

static void put(const void *bytes, size_t length) {
    const char *at = bytes;
    while (length) {
        ssize_t done = syscall(SYS_write, trace_fd, at, length);
        if (done <= 0) abort();
        at += done;
        length -= (size_t)done;
    }
}

static void note(char op, const char *path, const void *data, size_t length, uint64_t offset) {
    struct record head = {op, (uint32_t)strlen(path), (uint32_t)length, offset};
    put(&head, sizeof head);
    put(path, head.path_length);
    if (length) put(data, length);
}

static int inside(const char *path) {
    begin();
    return trace_fd >= 0 && path && strncmp(path, root, root_length) == 0;
}

static const char *path_of(int fd) {
    return fd >= 0 && fd < FDS ? paths[fd] : NULL;
}

static int opened(int fd, const char *path, int flags, int existed) {
    if (fd < 0 || fd >= FDS || !inside(path)) return fd;
    pthread_mutex_lock(&lock);
    free(paths[fd]);
    paths[fd] = strdup(path);
    if (!existed && (flags & O_CREAT)) note('C', path, NULL, 0, 0);
    else if (flags & O_TRUNC) note('T', path, NULL, 0, 0);
    pthread_mutex_unlock(&lock);
    return fd;
}

static int exists(const char *path) {
    struct stat status;
    return path && stat(path, &status) == 0;
}

static int do_open(int directory, const char *path, int flags, mode_t mode) {
    int existed = exists(path);
    return opened((int)syscall(SYS_openat, directory, path, flags, mode), path, flags, existed);
}

#define OPEN(name)                                                   \
    int name(const char *path, int flags, ...) {                     \
        va_list rest;                                                \
        va_start(rest, flags);                                       \
        mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0;  \
        va_end(rest);                                                \
        return do_open(AT_FDCWD, path, flags, mode);                 \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                 \
    int name(int directory, const char *path, int flags, ...) {      \
        va_list rest;                                                \
        va_start(rest, flags);                                       \
        mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0;  \
        va_end(rest);                                                \
        return do_open(directory, path, flags, mode);                \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    pthread_mutex_lock(&lock);
    if (path_of(fd)) {
        free(paths[fd]);
        paths[fd] = NULL;
    }
    pthread_mutex_unlock(&lock);
    return (int)syscall(SYS_close, fd);
}

static ssize_t wrote(int fd, const void *data, ssize_t done, uint64_t offset) {
    if (done > 0 && path_of(fd)) {
        pthread_mutex_lock(&lock);
        note('W', path_of(fd), data, (size_t)done, offset);
        pthread_mutex_unlock(&lock);
    }
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
    return wrote(fd, data, syscall(SYS_pwrite64, fd, data, length, offset), (uint64_t)offset);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
    return wrote(fd, data, syscall(SYS_pwrite64, fd, data, length, offset), (uint64_t)offset);
}

ssize_t write(int fd, const void *data, size_t length) {
    ssize_t done = syscall(SYS_write, fd, data, length);
    off_t after = path_of(fd) ? lseek(fd, 0, SEEK_CUR) : 0;
    return wrote(fd, data, done, (uint64_t)(after - done));
}

static int plain(char op, int fd, int result, uint64_t offset) {
    if (result == 0 && path_of(fd)) {
        pthread_mutex_lock(&lock);
        note(op, path_of(fd), NULL, 0, offset);
        pthread_mutex_unlock(&lock);
    }
    return result;
}

int ftruncate(int fd, off_t length) {
    return plain('T', fd, (int)syscall(SYS_ftruncate, fd, length), (uint64_t)length);
}

int ftruncate64(int fd, off64_t length) {
    return plain('T', fd, (int)syscall(SYS_ftruncate, fd, length), (uint64_t)length);
}

int posix_fallocate(int fd, off_t offset, off_t length) {
    int result = syscall(SYS_fallocate, fd, 0, offset, length) ? errno : 0;
    plain('T', fd, result, (uint64_t)(offset + length));
    return result;
}

int posix_fallocate64(int fd, off64_t offset, off64_t length) {
    return posix_fallocate(fd, offset, length);
}

int fsync(int fd) {
    return plain('S', fd, (int)syscall(SYS_fsync, fd), 0);
}

int fdatasync(int fd) {
    return plain('S', fd, (int)syscall(SYS_fdatasync, fd), 0);
}

static int named(char op, const char *path, const char *other, int result) {
    if (result == 0 && inside(path)) {
        pthread_mutex_lock(&lock);
        note(op, path, other, other ? strlen(other) : 0, 0);
        pthread_mutex_unlock(&lock);
    }
    return result;
}

int rename(const char *old, const char *new) {
    return named('R', old, new, (int)syscall(SYS_renameat2, AT_FDCWD, old, AT_FDCWD, new, 0));
}

int renameat(int from, const char *old, int to, const char *new) {
    return named('R', old, new, (int)syscall(SYS_renameat2, from, old, to, new, 0));
}

int unlink(const char *path) {
    return named('U', path, NULL, (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}

int unlinkat(int directory, const char *path, int flags) {
    return named('U', path, NULL, (int)syscall(SYS_unlinkat, directory, path, flags));
}

// Stands before the C library in a program under test: while the file that DISK_FAULT names is there, what it says fails
// on the database: "sync", or "full".
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

char fault() {
    static const char* const file = std::getenv("DISK_FAULT");
    const int opened = file ? ::open(file, O_RDONLY | O_CLOEXEC) : -1;
    if (opened < 0) return 0;
    char first = 0;
    if (::read(opened, &first, 1) != 1) first = 0;
    ::close(opened);
    return first;
}

bool is_database(int file) {
    char link[64], path[4096];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t size = ::readlink(link, path, sizeof path - 1);
    if (size <= 0) return false;
    path[size] = 0;
    return std::strstr(path, "/mortise.db") != nullptr;
}

bool fails(char how, int error, int file) {
    if (!is_database(file) || fault() != how) return false;
    errno = error;
    return true;
}

template <class Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

using Sync = int(int);
using Write = ssize_t(int, const void*, size_t, off_t);
using Write64 = ssize_t(int, const void*, size_t, off64_t);

}  // namespace

extern "C" {

int fsync(int file) {
    static Sync* const real = next<Sync>("fsync");
    return fails('s', EIO, file) ? -1 : real(file);
}
int fdatasync(int file) {
    static Sync* const real = next<Sync>("fdatasync");
    return fails('s', EIO, file) ? -1 : real(file);
}
ssize_t pwrite(int file, const void* bytes, size_t n, off_t at) {
    static Write* const real = next<Write>("pwrite");
    return fails('f', ENOSPC, file) ? -1 : real(file, bytes, n, at);
}
ssize_t pwrite64(int file, const void* bytes, size_t n, off64_t at) {
    static Write64* const real = next<Write64>("pwrite64");
    return fails('f', ENOSPC, file) ? -1 : real(file, bytes, n, at);
}

}  // extern "C"

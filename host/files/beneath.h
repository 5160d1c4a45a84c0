// Opening files below a folder, and never anywhere else.
#pragma once
#include <sys/types.h>

#include <string_view>

#include "files/descriptor.h"

namespace host::files {

/// Opens a folder for use with the function below; empty with errno set when it cannot.
Descriptor open_folder(const char* path);

/// Opens `path`, relative and without "." or "..", below `folder` and through no symbolic link. Empty with errno set when it
/// cannot.
Descriptor open_beneath(int folder, std::string_view path, int flags);

}  // namespace host::files

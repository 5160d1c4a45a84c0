// The password of an account, set anew.
#pragma once
#include "users.h"

namespace auth {

/// What every new password brings with it: the user's sessions end but `except`, tickets that would set another are superseded,
/// history and audit name it by `action`, its owner hears of it.
void set_password(Writer& db, Call& call, Id user, std::string_view hash, std::string_view action, std::string_view except = {});

}  // namespace auth

// A token that is not signed yet, in Poco's hands: kept out of the headers that the rest of the host sees.
#pragma once
#include <Poco/JWT/Token.h>

namespace host::crypto {

struct Draft {
    Poco::JWT::Token token = {};
};

}  // namespace host::crypto

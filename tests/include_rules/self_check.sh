#!/usr/bin/env bash
# Proves that includes.sh can fail: each sample below breaks one rule and must be refused, the good one must not.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
bad=0

try() {  # yes|no, then pairs of a file and its line
    local expected=$1 verdict=yes
    shift
    rm -rf "${tree:?}"/*
    mkdir -p "$tree"/{host,sdk/include/mortise,plugins/parking,plugins/auth}
    touch "$tree"/plugins/parking/lots.h "$tree"/plugins/auth/people.h
    echo '#include <vector>' >"$tree/host/main.cpp"
    local what="$*"
    while [ $# -gt 0 ]; do
        mkdir -p "$tree/$(dirname "$1")"
        echo "$2" >"$tree/$1"
        shift 2
    done
    "$here/includes.sh" "$tree" >/dev/null || verdict=no
    [ "$verdict" = "$expected" ] || { echo "expected $expected, got $verdict: $what"; bad=1; }
}

try yes host/http/a.cpp '#include <boost/asio.hpp>' host/storage/b.cpp '#include <Poco/Data/Session.h>' host/mail/c.cpp '#include <Poco/Net/SMTPClientSession.h>'
try yes sdk/include/mortise/a.h '#include <stdint.h>' plugins/parking/a.cpp '#include "lots.h"' plugins/auth/a.cpp '  #  include <mortise/contract/accounts.h>'
try no host/dispatch/a.cpp '#include <boost/asio.hpp>'
try no host/dispatch/a.cpp '#include <boost/beast/core.hpp>'
try no host/http/a.cpp '#include <boost/dll/shared_library.hpp>'
try no host/http/a.cpp '#include <Poco/Data/Session.h>'
try no host/http/a.cpp '#include <sqlite3.h>'
try no host/http/a.cpp '#include <Poco/Redis/Client.h>'
try no host/mail/a.cpp '#include <Poco/Net/MailMessage.h>' host/http/a.cpp '#include <Poco/Net/HTTPClientSession.h>'
try no host/http/a.cpp '#include <Poco/JWT/Signer.h>'
try no host/http/a.cpp '#include <openssl/evp.h>'
try no host/http/a.cpp '#include <argon2.h>'
try no host/http/a.cpp '#include <simdjson.h>'
try no host/http/a.cpp '#include "../base/clock.h"'
try no sdk/include/mortise/a.h '#include <Poco/Util/Application.h>'
try no sdk/include/mortise/a.h '#include "types.h"'
try no sdk/include/mortise/a.h '#include <unistd.h>'
try no plugins/parking/a.cpp '#include "people.h"'
try no plugins/parking/a.cpp '#include "../auth/people.h"'
try no plugins/parking/a.cpp '#include "http/exchange.h"'
try no plugins/parking/a.cpp '#include <Poco/Foundation.h>'
try no plugins/parking/a.cpp '	#include <boost/asio.hpp>'
exit $bad

#!/usr/bin/env bash
# What the scripts of this folder share: the household edition on a free port, requests to it, and what must come back.
#   NNN.sh PROGRAM SOURCE_FOLDER
set -euo pipefail
export LC_ALL=C.UTF-8
program=$1 source=$2
unset "${!MORTISE_@}" JWT_SECRET_KEY SECRET_KEY DATABASE_URL REDIS_CACHE_URL ADMIN_EMAIL ADMIN_PASSWORD ADMIN_NAME

scratch=$(mktemp -d)
server='' address='' bearer='' request='' status='' calls=0 checks=0
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    wait
    rm -rf "$scratch"
}
trap finish EXIT

# The line of the script at fault, the last request, all that was answered to it, and what the log says of it.
fail() {
    local depth=0
    while [ "${BASH_SOURCE[depth]}" = "${BASH_SOURCE[0]}" ]; do depth=$((depth + 1)); done
    printf '%s:%d: %s\n> %s\n' "${BASH_SOURCE[depth]}" "${BASH_LINENO[depth - 1]}" "$1" "$request"
    cat "$scratch/head" "$scratch/body"
    echo
    grep -F "$(sed -n 's/^X-Request-Id: \(.*\)\r/\1/p' "$scratch/head")" "$scratch/log"
    exit 1
} >&2

# serve [VARIABLE=value …] [--set key=value …]: the program with an empty data folder, on a port of its own.
serve() {
    local variables=()
    while [[ ${1:-} == [A-Za-z_]*=* ]]; do variables+=("$1"); shift; done
    : >"$scratch/ready"
    env "${variables[@]}" "$program" serve --config "$source/config/household.properties" --set "data.folder=$scratch/data" \
        --set http.listen=127.0.0.1:0 --set ops.listen=off "$@" >"$scratch/ready" 2>"$scratch/log" &
    server=$!
    while ! address=$(grep -oP '^ready \Khttp://.*' "$scratch/ready"); do
        kill -0 "$server" 2>/dev/null || { cat "$scratch/log" >&2; exit 1; }
        sleep 0.02
    done
}

# as TOKEN: whose requests follow; '' for nobody's.
as() { bearer=$1; }

# call METHOD PATH [JSON] [further words for curl …]
call() {
    local words=(-X "$1")
    [ "$1" != HEAD ] || words=(--head)
    request=$*
    [ -z "$bearer" ] || words+=(-H "Authorization: Bearer $bearer")
    [[ ${3:-} != [\{\[]* ]] || words+=(-H 'Content-Type: application/json' --data-raw "$3")
    if [[ ${3:-} == [\{\[]* ]]; then words+=("${@:4}"); else words+=("${@:3}"); fi
    : >"$scratch/body"
    status=$(curl --silent --show-error --max-time 60 --dump-header "$scratch/head" --output "$scratch/body" \
        --write-out '%{http_code}' "${words[@]}" "$address$2") || fail 'no answer'
    calls=$((calls + 1))
}

# expect STATUS [CODE]: every failure has the one shape of errors.
expect() {
    checks=$((checks + 1))
    [ "$status" = "$1" ] || fail "answered $status, not $1"
    [ "$1" -ge 400 ] || return 0
    header Content-Type application/problem+json
    jq -e --arg code "${2:-}" --argjson status "$1" '.status == $status and (.title | length > 0) and .message == .title
        and (. as $all | .type | endswith("/problems/" + $all.code)) and (.request_id | length > 0) and ($code == "" or .code == $code)' \
        "$scratch/body" >/dev/null || fail "not a problem${2:+ of code $2}"
}

# value PATH: what the answer has there, as jq names it.
value() { jq -r "$1" "$scratch/body"; }

# field PATH VALUE: that it is the value.
field() {
    checks=$((checks + 1))
    local found
    found=$(value "$1") || fail "no JSON"
    [ "$found" = "$2" ] || fail "$1 is $found, not $2"
}

# soon GET_PATH PATH VALUE: asks until it is the value, for what follows an event; 10 s at most.
soon() {
    local tries
    for tries in {1..200}; do
        call GET "$1"
        [ "$status" = 200 ] && [ "$(value "$2")" = "$3" ] && break
        sleep 0.05
    done
    [ "$tries" -lt 200 ] || fail "$2 does not become $3"
    checks=$((checks + 1))
}

# has PATH …: that they are there and not null.
has() {
    local path
    for path in "$@"; do
        checks=$((checks + 1))
        jq -e "$path | . != null" "$scratch/body" >/dev/null || fail "$path is missing"
    done
}

# text BYTES: that they stand in the answer as they are; for money, whose two decimals jq does not keep.
text() {
    checks=$((checks + 1))
    grep -qF -- "$1" "$scratch/body" || fail "does not say $1"
}

# header NAME [PATTERN]: that the answer has it, alike.
header() {
    checks=$((checks + 1))
    local found
    found=$(grep -iP "^\Q$1\E:" "$scratch/head" | tr -d '\r' | cut -d: -f2- | cut -c2-) || fail "no header $1"
    # shellcheck disable=SC2053 # a pattern it is
    [[ -z ${2:-} || $found == $2 ]] || fail "$1 is $found, not $2"
}

lacks_header() {
    checks=$((checks + 1))
    ! grep -qi "^$1:" "$scratch/head" || fail "there is a header $1"
}

# is FOUND WANTED
is() {
    checks=$((checks + 1))
    [ "$1" = "$2" ] || fail "$1 is not $2"
}

# same FILE: that the answer is what the file holds.
same() {
    checks=$((checks + 1))
    cmp -s "$1" "$scratch/body" || fail "not the bytes of ${1##*/}"
}

# claims TOKEN: what it says, as JSON.
claims() {
    local part=${1#*.}
    part=$(tr -- '-_' '+/' <<<"${part%%.*}")
    while ((${#part} % 4)); do part+='='; done
    base64 -d <<<"$part"
}

# The end of a script: the program ends in order.
finished() {
    kill -TERM "$server"
    wait "$server" || fail "the program ended with $?"
    server=''
    printf '%d calls, %d checks\n' "$calls" "$checks"
}

#!/usr/bin/env bash
# The README's tour, line by line, against a freshly seeded program: each command must answer what the README prints beneath it.
#   tour.sh PROGRAM SOURCE_FOLDER
set -uo pipefail
program=$1 source=$2
unset "${!MORTISE_@}" JWT_SECRET_KEY SECRET_KEY DATABASE_URL REDIS_CACHE_URL ADMIN_EMAIL ADMIN_PASSWORD ADMIN_NAME

scratch=$(mktemp -d)
host_pid=''
finish() {
    [ -z "$host_pid" ] || kill "$host_pid" 2>/dev/null
    wait
    rm -rf "$scratch"
}
trap finish EXIT
die() { printf '%s\n' "$*" >&2; exit 1; }

words=(--config "$source/config/all.properties" --set "data.folder=$scratch/data" --set ops.listen=off)
"$program" db seed "${words[@]}" >"$scratch/seed" 2>&1 || die "db seed: $(cat "$scratch/seed")"

serve() {  # on that address; gives the address that it has
    : >"$scratch/ready"
    "$program" serve "${words[@]}" --set "http.listen=$1" >"$scratch/ready" 2>"$scratch/log" &
    host_pid=$!
    for _ in $(seq 600); do
        address=$(sed -n 's/^ready //p' "$scratch/ready")
        [ -z "$address" ] || return 0
        kill -0 "$host_pid" 2>/dev/null || return 1
        sleep 0.1
    done
    return 1
}
documented=http://127.0.0.1:8080
serve 127.0.0.1:8080 || serve 127.0.0.1:0 || die "not ready: $(cat "$scratch/log")"

like() {  # what was answered, what the README says: its … stands for anything
    local pattern='' rest=$2
    while [[ $rest == *…* ]]; do
        pattern+=$(printf '%q' "${rest%%…*}")'*'
        rest=${rest#*…}
    done
    pattern+=$(printf '%q' "$rest")
    # shellcheck disable=SC2053 # a pattern it is
    [[ $1 == $pattern ]]
}

awk '/^```bash$/ { on = 1; next } /^```$/ { on = 0 } on' "$source/README.md" >"$scratch/tour"
[ -s "$scratch/tour" ] || die "README.md has no tour"
checked=0 failed=0 last=''
while IFS= read -r line <&3; do
    case $line in
        '#> '*)
            checked=$((checked + 1))
            answer=$(cat "$scratch/answer")
            like "$answer" "${line#'#> '}" && continue
            failed=$((failed + 1))
            printf 'The README says of\n  %s\nthat it answers\n  %s\nbut it answers\n  %s\n' "$last" "${line#'#> '}" "$answer"
            ;;
        '' | '#'*) ;;
        *)
            last=$line
            eval "${line//$documented/$address}" >"$scratch/answer" 2>&1 </dev/null
            ;;
    esac
done 3<"$scratch/tour"

[ "$checked" -ge 10 ] || die "the tour has only $checked answers to check"
kill -TERM "$host_pid"
wait "$host_pid" || die "the program ended with $?"
host_pid=''
printf '%d answers of the tour checked at %s, %d differ\n' "$checked" "$address" "$failed"
[ "$failed" = 0 ]

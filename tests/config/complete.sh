#!/usr/bin/env bash
# An edition's file is the manual of its settings: each that the host and the edition's plugins declare stands in it as
# "#key = default" with words above, and nothing else does.
#   complete.sh PROGRAM FILE
set -euo pipefail
program=$1 file=$2
unset "${!MORTISE_@}" JWT_SECRET_KEY SECRET_KEY DATABASE_URL REDIS_CACHE_URL BACKEND_URL EXPORT_FOLDER CACHE_EXPIRY SQLALCHEMY_ECHO
for name in "${!ADMIN_@}" "${!MAIL_@}"; do unset "$name"; done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# What the program has when nothing is set; it has to be told which plugins, and where its folder is meanwhile.
plugins=$(sed -n 's/^plugins\.enabled *= *//p' "$file")
"$program" config show --set "plugins.enabled=$plugins" >shown
sed -E 's/ +# [^#]*$//; s/ *= */ = /; s/ +$//; s/^plugins\.enabled = .*/plugins.enabled =/' shown | sort >declared

# The file: "#key = value" is a default, "# words" are words, "key = value" is set.
sed -nE 's/^#([a-z][A-Za-z0-9._-]*) *= */\1 = /p' "$file" | sed -E 's/ +$//' | sort >documented
sed -nE 's/^([a-z][A-Za-z0-9._-]*) *=.*/\1/p' "$file" | sort >set_keys

faults=0
fault() { printf '%s\n' "$1"; sed 's/^/  /' "$2"; faults=1; }
comm -23 declared documented >missing
[ ! -s missing ] || fault "Not in $file, or with another default than the program has:" missing
comm -13 declared documented >unknown
[ ! -s unknown ] || fault "In $file, but not what the program declares:" unknown
sort -u set_keys | comm -23 - <(sed 's/ =.*//' declared | sort) >set_unknown
[ ! -s set_unknown ] || fault "Set in $file, but no setting:" set_unknown
uniq -d documented >twice
[ ! -s twice ] || fault "Twice in $file:" twice
awk '/^#[a-z][A-Za-z0-9._-]* *=/ { if (!explained) print NR ": " $0 } { explained = /^# / }' "$file" >unexplained
[ ! -s unexplained ] || fault "Without a word of explanation in $file:" unexplained
awk '/^[^#]/ { split($0, part, " *= *"); if (!(part[1] in seen)) print NR ": " $0 } /^#[a-z]/ { split(substr($0, 2), part, " *= *"); seen[part[1]] = 1 }' \
    "$file" >without_default
[ ! -s without_default ] || fault "Set in $file before its default was shown:" without_default

[ "$(wc -l <declared)" -ge 50 ] || { echo "the program shows only $(wc -l <declared) settings"; faults=1; }
"$program" config check --config "$file" --set data.folder="$scratch/data" >/dev/null || faults=1
[ $faults = 0 ] && echo "$(wc -l <declared) settings, all in their place"
exit $faults

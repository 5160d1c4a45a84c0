#!/usr/bin/env bash
# Checks every #include below a source tree against the rules: includes.sh TREE. Prints each offence; fails when there is one.
set -euo pipefail
export LC_ALL=C
rules=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/rules.txt
cd "$1"

# One line for each include: the file, a blank, the name with its brackets or quotes.
# shellcheck disable=SC2016 # the dollars are awk's
includes() {
    find host sdk plugins -name node_modules -prune -o -type f \( -name '*.h' -o -name '*.hpp' -o -name '*.c' -o -name '*.cpp' \) -print0 |
        xargs -0 -r awk 'match($0, /^[ \t]*#[ \t]*include[ \t]*[<"][^>"]+[>"]/) {
            name = substr($0, RSTART, RLENGTH); sub(/^[^<"]*/, "", name); print FILENAME, name }'
}

includes | awk -v rules="$rules" '
    function refuse(why) { print file ": " given ": " why; bad = 1 }
    function standard(name) { return name ~ /^[a-z][a-z0-9_]*$/ || name ~ /^std(def|int)\.h$/ }
    BEGIN {
        while ((getline line < rules) > 0) {
            sub(/#.*/, "", line)
            if (split(line, part, " ") == 2) { pattern[++count] = part[1]; where[count] = part[2] }
        }
        if (!count) { print "no rules in " rules; bad = 1; exit 1 }
    }
    {
        file = $1; given = $2; name = substr(given, 2, length(given) - 2); quoted = given ~ /^"/
        total++
        if (("/" name "/") ~ /\/\.\.\//) refuse("no path goes up")
        ours = name ~ /^mortise\/[a-z0-9_\/]+\.h$/
        if (file ~ /^sdk\/include\//) {
            if (quoted || !(standard(name) || ours)) refuse("the SDK includes the C++ library and <mortise/...>")
        } else if (file ~ /^(plugins\/[^\/]+|sdk\/example)\//) {
            if (quoted) {
                split(file, part, "/")
                if (name != "migrations.h" && system("test -f \"" part[1] "/" part[2] "/" name "\"")) refuse("a plugin includes its own folder")
            } else if (!standard(name) && !ours) refuse("a plugin includes the C++ library, <mortise/...> and its own folder")
        } else if (file ~ /^host\// && !quoted && name ~ /^(base|http|body|storage|crypto|plugins|dispatch)\//) refuse("host files are included in quotes")
        for (i = 1; i <= count; i++) if (name ~ pattern[i]) {
            if (where[i] == "one-folder") {
                folder = file; sub(/\/[^\/]*$/, "", folder)
                if (!(i in home)) home[i] = folder
                if (home[i] != folder) refuse("lives behind one place, which is " home[i])
            } else if (file !~ where[i]) refuse("only in " where[i])
        }
    }
    END {
        if (!total) { print "no includes found: wrong folder?"; bad = 1 }
        exit bad
    }'

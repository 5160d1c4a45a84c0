#!/usr/bin/env bash
# Looks at built plugins: each exports mortise_plugin_v1 alone, has its manifest, and links nothing that the host hides:
# images.sh yes|no FILE.so … (no: every one must be refused, which proves that this check can fail)
set -uo pipefail
export LC_ALL=C
expected=$1
shift
[ $# -gt 0 ] || { echo "no plugins"; exit 1; }

fine() {
    local file=$1 exported needed
    exported=$(nm -D --defined-only "$file" | awk '{ print $NF }')
    [ "$exported" = mortise_plugin_v1 ] || { echo "$file: exports ${exported//$'\n'/ }"; return 1; }
    if nm -D "$file" | grep -q ' u '; then echo "$file: has symbols that are unique in the process"; return 1; fi
    needed=$(readelf -d "$file" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -E '^lib(Poco|boost|ssl|crypto|argon|simdjson|sqlite|pq)')
    [ -z "$needed" ] || { echo "$file: links ${needed//$'\n'/ }"; return 1; }
    if readelf -d "$file" | grep -qE '\((RPATH|RUNPATH|TEXTREL)\)'; then echo "$file: has a search path or text relocations"; return 1; fi
    readelf -lW "$file" | grep -q 'GNU_STACK.* RW ' || { echo "$file: has a stack that can be executed"; return 1; }
    readelf -p .note.mortise "$file" 2>/dev/null | grep -q '{"name":"[a-z0-9-]*","version":"[0-9.]*","abi":[0-9]*,"needs":\[.*\]}' ||
        { echo "$file: has no manifest"; return 1; }
}

bad=0
for file in "$@"; do
    verdict=yes
    fine "$file" || verdict=no
    [ "$verdict" = "$expected" ] || { echo "$file: expected $expected, got $verdict"; bad=1; }
done
exit $bad

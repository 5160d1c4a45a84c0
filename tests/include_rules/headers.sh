#!/usr/bin/env bash
# Compiles each header of the SDK alone, as C++20 and abi.h as C11 too: headers.sh FOLDER C++-COMPILER C-COMPILER
set -uo pipefail
folder=$1 cxx=$2 cc=$3
strict=(-fsyntax-only -Wall -Wextra -Wpedantic -Werror -I "$folder")
bad=0 count=0
alone=$(mktemp -d)
trap 'rm -rf "$alone"' EXIT
while read -r header; do
    count=$((count + 1))
    # Twice: it must bear being included again.
    printf '#include <%s>\n#include <%s>\n' "$header" "$header" >"$alone/header.cpp"
    "$cxx" -x c++ -std=c++20 "${strict[@]}" "$alone/header.cpp" || { echo "$header does not stand alone with $cxx"; bad=1; }
done < <(cd "$folder" && find mortise -name '*.h' | sort)
printf '#include <mortise/abi.h>\ntypedef int not_empty;\n' >"$alone/header.c"
"$cc" -x c -std=c11 "${strict[@]}" "$alone/header.c" || { echo "abi.h is not C11 with $cc"; bad=1; }
echo "$count headers"
[ "$count" -gt 0 ] && [ "$bad" = 0 ]

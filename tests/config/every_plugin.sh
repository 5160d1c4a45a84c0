#!/usr/bin/env bash
# The edition "all" enables each plugin that was built, and all that it says makes sense to the program.
#   every_plugin.sh PROGRAM FILE PLUGINS-FOLDER
set -euo pipefail
program=$1 file=$2 folder=$3
unset "${!MORTISE_@}" JWT_SECRET_KEY SECRET_KEY DATABASE_URL REDIS_CACHE_URL
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for image in "$folder"/*.so; do basename "$image" .so; done | sort >"$scratch/built"
sed -n 's/^plugins\.enabled *= *//p' "$file" | tr -d ' ' | tr , '\n' | sort >"$scratch/enabled"
diff "$scratch/built" "$scratch/enabled" || { echo "$file does not enable what is built (<)"; exit 1; }
"$program" config check --config "$file" --set data.folder="$scratch/data"

#!/bin/sh
# Writes the files of a folder into a Swift source file, as raw string literals by name.
# Usage: write-page.sh <folder> <output> <name> ...
set -eu
folder=$1
output=$2
shift 2
{
  echo "/// The files of the page by their paths below \`Page\`."
  echo "let pageFiles: [String: String] = ["
  for name in "$@"; do
    # No text of a page holds the end of such a literal, or an escape with five signs.
    if grep -qF -e '"#####' -e '\#####' "$folder/$name"; then
      echo "$folder/$name: holds the end of a string literal" >&2
      exit 1
    fi
    printf '  "%s": #####"""\n' "$name"
    cat "$folder/$name"
    printf '\n"""#####,\n'
  done
  echo "]"
} >"$output"

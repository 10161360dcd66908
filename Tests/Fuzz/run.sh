#!/usr/bin/env bash
# Fuzzes every parser, or those that are named, for some seconds each. Inputs that break a parser are kept below
# .build/fuzz/faults, and the exit code is then 1.
# Usage: Tests/Fuzz/run.sh <program> <seconds> [<parser>...]
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$1
seconds=$2
shift 2
read -ra all <<<"$("$program" 2>/dev/null | sed -n 's/^parsers: //p' || true)"
[ ${#all[@]} -gt 0 ] || { echo "error: $program names no parsers" >&2; exit 2; }
[ $# -gt 0 ] || set -- "${all[@]}"
faults=.build/fuzz/faults
failed=()
for parser in "$@"; do
  grown=.build/fuzz/corpus/$parser
  seeds=Tests/Fuzz/Corpus/$parser
  mkdir -p "$grown" "$faults/$parser"
  case $parser in
    configuration) places=(Configs) ;;
    manifest) places=(Datasets -name manifest.yaml) ;;
    *) places=() ;;
  esac
  if [ ${#places[@]} -gt 0 ]; then
    seeds=.build/fuzz/seeds/$parser
    mkdir -p "$seeds"
    find "${places[@]}" -name '*.yaml' | while read -r file; do cp "$file" "$seeds/${file//\//-}"; done
  fi
  echo "== $parser, $seconds s"
  # Memory in MB and seconds of one input at most: what is promised of files by strangers.
  FUZZED_PARSER=$parser OPENBLAS_NUM_THREADS=1 "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -artifact_prefix="$faults/$parser/" -verbosity=0 -print_final_stats=1 "$grown" "$seeds" \
    >"$faults/$parser/log.txt" 2>&1 || failed+=("$parser")
  grep -E "number_of_executed_units|SUMMARY" "$faults/$parser/log.txt" || true
done
if [ ${#failed[@]} -gt 0 ]; then
  echo "faults: ${failed[*]}; inputs and logs are in $faults" >&2
  exit 1
fi
echo "no fault in ${*}"

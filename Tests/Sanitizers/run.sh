#!/usr/bin/env bash
# Builds all tests under a sanitiser and runs them, or those that a filter names. A report of the sanitiser, in a test or
# in a program that a test starts, is kept below .build/<sanitizer>/reports, and the exit code is then 1.
# Usage: Tests/Sanitizers/run.sh thread|address [<filter>]
set -euo pipefail
cd "$(dirname "$0")/../.."
sanitizer=$1
filter=${2:-}
case $sanitizer in
  thread | address) ;;
  *) echo "error: the sanitiser '$sanitizer'; expected 'thread' or 'address'" >&2; exit 2 ;;
esac
build=.build/$sanitizer
reports=$PWD/$build/reports
# The compiler says which sanitiser it builds for to C alone: Swift is told.
flags=(--configuration release --sanitize "$sanitizer" --scratch-path "$build"
  -Xswiftc -enable-testing -Xswiftc "-D${sanitizer^^}_SANITIZER")

swift build "${flags[@]}" --build-tests >&2

rm -rf "$reports"
mkdir -p "$reports"
# Files, since tests compare what programs print, word for word. Swift's own traces of a crash would come between.
export SWIFT_BACKTRACE=enable=no
export TSAN_OPTIONS="log_path=$reports/report suppressions=$PWD/Tests/Sanitizers/thread.txt"
export ASAN_OPTIONS="log_path=$reports/report detect_leaks=0"
code=0
OPENBLAS_NUM_THREADS=1 swift test "${flags[@]}" --skip-build --disable-xctest ${filter:+--filter "$filter"} || code=$?
if [ -n "$(ls -A "$reports")" ]; then
  echo "the $sanitizer sanitiser found:" >&2
  cat "$reports"/* | grep -h '^SUMMARY' | sort | uniq -c >&2 || true
  echo "Reports are in $build/reports." >&2
  exit 1
fi
exit $code

#!/usr/bin/env bash
# Builds all tests under a sanitiser and runs them, or those that a filter names. A report of the sanitiser, in a test or
# in a program that a test starts, is kept below .build/<sanitizer>/reports, and the exit code is then 1. What was found
# is counted in .build/<sanitizer>/outcome.json.
# Usage: Tests/Sanitizers/run.sh thread|address [<filter>]
set -euo pipefail
cd "$(dirname "$0")/../.."
sanitizer=${1:-}
filter=${2:-}
case $sanitizer in
  thread | address) ;;
  *) echo "error: found the sanitiser '$sanitizer', expected 'thread' or 'address'" >&2; exit 2 ;;
esac
build=.build/$sanitizer
reports=$PWD/$build/reports
# The compiler tells C which sanitiser it builds for, and Swift nothing.
flags=(--configuration release --sanitize "$sanitizer" --scratch-path "$build"
  -Xswiftc -enable-testing -Xswiftc "-D${sanitizer^^}_SANITIZER")

revision=$(git describe --always --dirty --abbrev=12 2>/dev/null || echo unknown)
rm -rf "$reports" "$build/outcome.json" "$build/tests.xml"
swift build "${flags[@]}" --build-tests >&2

mkdir -p "$reports"
# Swift's own trace of a crash would come between what programs print and what tests expect.
export SWIFT_BACKTRACE=enable=no
# Reports go to files: tests compare what programs print, word for word. A request for too much memory is refused, as
# the system does it.
options="log_path=$reports/report allocator_may_return_null=1"
export TSAN_OPTIONS="$options suppressions=$PWD/Tests/Sanitizers/thread.suppressions"
# Libraries and the Swift runtime keep what they make once until the end: leaks are not looked for.
export ASAN_OPTIONS="$options detect_leaks=0 abort_on_error=1"
code=0
OPENBLAS_NUM_THREADS=1 swift test "${flags[@]}" --skip-build --disable-xctest --xunit-output "$build/tests.xml" \
  ${filter:+--filter "$filter"} || code=$?
python3 Tests/Sanitizers/outcome.py "$build" "$sanitizer" "$revision" "$filter" || code=1
if [ -n "$(find "$reports" -type f -size +0)" ]; then
  echo "error: the $sanitizer sanitiser found what $build/reports holds:" >&2
  grep -h '^SUMMARY' "$reports"/* | sort | uniq -c >&2 || true
fi
exit $code

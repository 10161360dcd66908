#!/bin/sh
# write-revision.sh PACKAGE FILE: writes what PACKAGE is built from to the Swift source FILE, which is left alone where it says so already.
#
# The revision is that of an archive ('git archive' fills archive.txt in), or of the checkout whose top folder is PACKAGE: one that
# merely lies around it is somebody else's. '-dirty' follows where files that Git knows were changed, or sources are new.
package=$(cd "$1" && pwd -P) && output=$2 || exit 1
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_COMMON_DIR GIT_NAMESPACE

ask() {
  git --no-optional-locks -c safe.directory='*' -c core.fsmonitor=false -C "$package" "$@" 2>/dev/null
}

revision=$(cat "$package/Sources/Revision/archive.txt" 2>/dev/null)
case $revision in
  *[!0-9a-f]* | '')
    revision=
    if [ "$(ask rev-parse --show-toplevel)" = "$package" ]; then
      revision=$(ask rev-parse --verify --quiet HEAD)
      changed=$(ask status --porcelain --untracked-files=no; ask status --porcelain -- Package.swift Sources)
      [ -z "$revision" ] || [ -z "$changed" ] || revision=$revision-dirty
    fi
    ;;
esac

text='let writtenRevision: String? = '
if [ -n "$revision" ]; then text="$text\"$revision\""; else text="${text}nil"; fi
[ "$(cat "$output" 2>/dev/null)" = "$text" ] || printf '%s\n' "$text" >"$output"

#!/usr/bin/env bash
# 'hartransfer run' and 'align' on ranks of MPI: the records, the board and the latents of one process, whatever the
# number of ranks, and an end with a message where a rank fails or is killed.
# Usage: Tests/MPI/run.sh <folder with hartransfer and rank-sums, built with the trait MPI>
set -euo pipefail
cd "$(dirname "$0")/../.."
here=$PWD
hartransfer=$(realpath "$1")/hartransfer
sums=$(realpath "$1")/rank-sums
# The launcher gives rank 0 a terminal.
export NO_COLOR=1 COLUMNS=120
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1

scratch=$(mktemp -d /tmp/mpi-test-XXXXXX)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
ln -s "$here/Datasets" Datasets

stop() {
  echo "error: $1" >&2
  [ $# -lt 2 ] || cat "$2" >&2
  exit 1
}

# on <ranks> <command>...
on() {
  local ranks=$1
  shift
  mpirun --oversubscribe --bind-to none -n "$ranks" "$@"
}

# expect <text> <times> <file>
expect() {
  local times
  times=$(grep -c -- "$1" "$3" || true)
  [ "$times" = "$2" ] || stop "'$1' stands $times times in $3; expected $2:" "$3"
}

same() { python3 "$here/Tests/Slurm/same_results.py" "$1" "$2"; }

echo "== sums, maxima and messages"
for ranks in 1 2 3 4; do on "$ranks" "$sums"; done

echo "== spar-quick on 1 to 4 ranks"
configuration=$here/Configs/spar-quick.yaml
"$hartransfer" run "$configuration" --results plain --cache plain-cache --jobs 1 --quiet >board.txt
for ranks in 1 2 3 4; do
  on "$ranks" "$hartransfer" run "$configuration" --results "on-$ranks" --cache "cache-$ranks" >out.txt 2>err.txt ||
    stop "$ranks ranks ended with exit code $?" err.txt
  diff board.txt out.txt >&2 || stop "$ranks ranks printed another board"
  # One rank speaks, for all.
  expect "^encode accelerometer: " 1 err.txt
  expect "^spar-quick: 20 trials, 0 reused, 20 computed, 0 failed" 1 err.txt
  [ "$(find "cache-$ranks" -name '*.h5' | wc -l)" = 2 ] || stop "features were encoded more than once"
  same plain/spar-quick "on-$ranks/spar-quick"
done
on 3 "$hartransfer" run "$configuration" --results on-4 --cache cache-4 >out.txt 2>err.txt
expect "20 reused, 0 computed" 1 err.txt

echo "== more ranks than trials"
cat >tiny.yaml <<YAML
benchmark: tiny
dataset: {synthetic: {samples: 120, dimensions: [4, 3], latentDimension: 2}}
protocols: [{random-40-40-10-10: {draws: 1}}]
directions: [modality-1 -> modality-2]
alignments: [{perfect: {k: 2}}]
classifiers: [nearest-centroid]
YAML
"$hartransfer" run tiny.yaml --results plain --quiet >board.txt
trials=$(find plain/tiny/records -name '*.json' | wc -l)
on $((trials + 2)) "$hartransfer" run tiny.yaml --results many >out.txt 2>err.txt || stop "exit code $?" err.txt
diff board.txt out.txt >&2
same plain/tiny many/tiny
echo "$trials trials on $((trials + 2)) ranks"

echo "== failed trials"
cat >failing.yaml <<YAML
benchmark: failing
dataset: {synthetic: {samples: 240, dimensions: [30, 24], latentDimension: 4, noise: 0.3}}
protocols: [{random-40-40-10-10: {draws: 2}}]
alignments: [{perfect: {k: [2, 60]}}, {infonce: {k: [2, 4, 6], epochs: 1500}}]
classifiers: [gaussian-mixture, nearest-centroid]
YAML
"$hartransfer" run failing.yaml --results plain >board.txt 2>plain-err.txt && stop "k = 60 did not fail"
code=0
on 3 "$hartransfer" run failing.yaml --results failing >out.txt 2>err.txt || code=$?
[ "$code" = 1 ] || stop "exit code $code; expected 1" err.txt
diff board.txt out.txt >&2
same plain/failing failing/failing
# Every warning of every rank arrives, once.
warnings=$(grep -c "^warning: " plain-err.txt)
[ "$(grep -cE "^(rank [12]: )?warning: " err.txt)" = "$warnings" ] || stop "of $warnings warnings not all arrived" err.txt

echo "== a rank that is killed"
mpirun --oversubscribe --bind-to none -n 3 "$hartransfer" run failing.yaml --results killed >out.txt 2>err.txt &
launcher=$!
for _ in $(seq 600); do
  [ "$(find killed/failing/records -name '*.json' 2>/dev/null | wc -l)" -lt 8 ] || break
  sleep 0.05
done
for process in $(pgrep -P "$launcher"); do
  if tr '\0' '\n' <"/proc/$process/environ" | grep -qx OMPI_COMM_WORLD_RANK=2; then kill -9 "$process"; fi
done
code=0
wait "$launcher" || code=$?
[ "$code" != 0 ] || stop "a killed rank ended in exit code 0" err.txt
[ ! -s out.txt ] || stop "there is a board" out.txt
expect "rank 2 .*signal 9" 1 err.txt
grep "rank 2 " err.txt
records=$(find killed/failing/records -name '*.json' | wc -l)
[ "$records" -lt "$(find plain/failing/records -name '*.json' | wc -l)" ] || stop "it was killed too late to tell"
python3 -c '
import json, sys
from pathlib import Path
for file in Path(sys.argv[1]).glob("*.json"):
    assert json.loads(file.read_text())["key"] == file.stem, file' killed/failing/records
echo "exit code $code, $records whole records"
on 2 "$hartransfer" run failing.yaml --results killed >out.txt 2>err.txt && stop "k = 60 did not fail"
expect "$records reused" 1 err.txt
same plain/failing killed/failing

echo "== a rank that cannot begin, and one that cannot write"
code=0
mpirun --oversubscribe -n 1 "$hartransfer" run tiny.yaml --results a : -n 2 "$hartransfer" run nowhere.yaml --results a \
  >out.txt 2>err.txt || code=$?
[ "$code" = 2 ] || stop "exit code $code; expected 2" err.txt
[ ! -s out.txt ] || stop "there is a board" out.txt
expect "^error: " 1 err.txt
expect "^error: rank 1 of 3 on .*nowhere.yaml" 1 err.txt
code=0
mpirun --oversubscribe -n 2 "$hartransfer" run tiny.yaml --results a : -n 1 "$hartransfer" run tiny.yaml --results /proc/no \
  >out.txt 2>err.txt || code=$?
[ "$code" = 2 ] || stop "exit code $code; expected 2" err.txt
[ ! -s out.txt ] || stop "there is a board" out.txt
expect "^error: rank 2 of 3 on " 1 err.txt
code=0
on 2 "$hartransfer" run tiny.yaml --results a --shard 1/2 >out.txt 2>err.txt || code=$?
[ "$code" = 2 ] || stop "exit code $code; expected 2" err.txt
expect "^error: --shard: found 2 ranks" 1 err.txt

echo "== pairs that ranks share"
"$hartransfer" synthetic --output features.h5 --samples 3001 --dimensions 9 7 --latent-dimension 3 --noise 0.3 --seed 5
"$hartransfer" synthetic --output few.h5 --samples 3 --dimensions 9 7 --latent-dimension 3 --noise 0.3 --seed 5
python="$here/.venv/bin/python"
for method in 'perfect {k: 3}' 'ridge-cca {k: 3}' 'procrustes {}'; do
  # shellcheck disable=SC2206
  fit=(--modalities modality-1,modality-2 --method ${method%% *} --parameters "${method#* }")
  "$hartransfer" align features.h5 "${fit[@]}" --memory 1k --output one.h5 --format json >one.json
  for ranks in 2 3 4; do
    on "$ranks" "$hartransfer" align features.h5 "${fit[@]}" --output many.h5 --format json >many.json 2>err.txt ||
      stop "exit code $?" err.txt
    "$python" "$here/Tests/MPI/same_alignment.py" one.json many.json one.h5 many.h5 "$ranks"
  done
done
for classifier in lda ridge-classifier '{gaussian-mixture: {components: 2, restarts: 2}}' \
  '{gaussian-mixture: {transfer: push-forward}}' '{gaussian-mixture: {transfer: unsupervised}}'; do
  carry=("${fit[@]}" --protocol cross-subject --classifier "$classifier" --format json)
  "$hartransfer" align features.h5 "${carry[@]}" --memory 1k >one.json
  for ranks in 2 3; do
    on "$ranks" "$hartransfer" align features.h5 "${carry[@]}" >many.json 2>err.txt || stop "exit code $?" err.txt
    python3 -c '
import json, sys
one, many = (json.load(open(name))["transfer"] for name in ["one.json", "many.json"])
assert one == many and one["count"] > 500, (one, many)
print(sys.argv[1], "on", sys.argv[2], "ranks:", one["scores"]["accuracy"])' "$classifier" "$ranks"
  done
done
on 2 "$hartransfer" align features.h5 "${fit[@]}" >out.txt
expect "2 ranks took a share each" 1 out.txt
# More ranks than pairs: some have none.
fit=(--modalities modality-1,modality-2 --method procrustes)
"$hartransfer" align few.h5 "${fit[@]}" --memory 1 --output one.h5 --format json >one.json
on 5 "$hartransfer" align few.h5 "${fit[@]}" --output many.h5 --format json >many.json
"$python" "$here/Tests/MPI/same_alignment.py" one.json many.json one.h5 many.h5 5
for refused in '--method kernel-cca --parameters {k:2}' '--method procrustes --translate' \
  '--method procrustes --metrics all' '--method procrustes --protocol cross-subject --classifier knn' '--method procrustes --output /proc/no/latents.h5'; do
  code=0
  # shellcheck disable=SC2086
  on 2 "$hartransfer" align features.h5 --modalities modality-1,modality-2 $refused >out.txt 2>err.txt || code=$?
  [ "$code" = 2 ] || stop "exit code $code for $refused; expected 2" err.txt
  expect "^error: " 1 err.txt
  [ ! -s out.txt ] || stop "there is a result" out.txt
done

echo "== all is as it should be"

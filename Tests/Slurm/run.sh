#!/usr/bin/env bash
# The jobs that 'hartransfer plan --slurm' writes, on a Slurm of one node that this script starts and stops.
# Usage: Tests/Slurm/run.sh <hartransfer>
# It needs root, slurm-wlm and munge. Daemons, keys, ports and folders are its own: no other Slurm is touched.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=$PWD
hartransfer=$(realpath "$1")
configuration=$here/Configs/spar-quick.yaml
seconds=1800

if [ "$(id -u)" != 0 ]; then
  echo "error: slurmd needs root; found the user $(id -un). Try: sudo make slurm-test" >&2
  exit 2
fi

scratch=$(mktemp -d /tmp/slurm-test-XXXXXX)

finish() {
  local code=$?
  set +e
  if [ "$code" != 0 ]; then
    echo "== failed; the ends of the logs:" >&2
    tail -n 15 "$scratch"/*.log "$scratch"/*/*/slurm/*.log "$scratch"/*/*/*/slurm/*.log >&2 2>/dev/null
  fi
  [ ! -e "$scratch/slurm.conf" ] || scancel --quiet --me 2>/dev/null
  for name in slurmd slurmctld munged; do
    [ -e "$scratch/$name.pid" ] || continue
    pid=$(cat "$scratch/$name.pid")
    kill "$pid" 2>/dev/null
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -9 "$pid" 2>/dev/null
  done
  rm -rf "$scratch"
  exit "$code"
}
trap finish EXIT

echo "== a Slurm of one node in $scratch"
node=$(hostname -s)
port=$((20000 + RANDOM % 10000))
mkdir "$scratch/state" "$scratch/spool"
head -c 1024 /dev/urandom >"$scratch/munge.key"
chmod 400 "$scratch/munge.key"
munged --force --key-file="$scratch/munge.key" --socket="$scratch/munge.socket" --pid-file="$scratch/munged.pid" \
  --log-file="$scratch/munged.log" --seed-file="$scratch/munge.seed"
cat >"$scratch/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$node(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
AuthType=auth/munge
AuthInfo=socket=$scratch/munge.socket
SlurmUser=root
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/spool
SlurmctldPidFile=$scratch/slurmctld.pid
SlurmdPidFile=$scratch/slurmd.pid
SlurmctldLogFile=$scratch/slurmctld.log
SlurmdLogFile=$scratch/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
ReturnToService=2
MailProg=/bin/true
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$(awk '/MemTotal/ {print int($2 / 1024 * 0.9)}' /proc/meminfo) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$scratch/slurm.conf
slurmctld
slurmd -N "$node"
for _ in $(seq 100); do
  [ "$(sinfo --noheader --format=%t 2>/dev/null)" != idle ] || break
  sleep 0.2
done
sinfo

# Waits until no job is left.
wait_for_jobs() {
  local began=$SECONDS
  while [ -n "$(squeue --noheader)" ]; do
    if [ $((SECONDS - began)) -gt $seconds ]; then
      squeue >&2
      echo "error: jobs did not end within $seconds s" >&2
      exit 1
    fi
    sleep 0.5
  done
  squeue --states=all --format='%.8i %.22j %.12T %.10M'
}

expect() {
  if ! grep -q -- "$1" "$2"; then
    echo "error: '$1' is not in $2:" >&2
    cat "$2" >&2
    exit 1
  fi
}

# What quoting forgets shows in such names.
folder="$scratch/it's 50% <script> \$(id) & \"more\" \\ %A,
🏃"
mkdir "$folder"
cd "$folder"
ln -s "$here/Datasets" Datasets

echo "== one run"
"$hartransfer" run "$configuration" --results "$scratch/plain" --cache "$scratch/plain-cache" --jobs 1 --quiet >"$scratch/board.txt"

echo "== four shards"
"$hartransfer" plan "$configuration" --slurm "$folder" --shards 4 --jobs 1 --results "all of it" --cache cache --quiet
began=$SECONDS
bash slurm-spar-quick.sh --comment="a user's option"
wait_for_jobs
echo "from submission to board: $((SECONDS - began)) s"
python3 "$here/Tests/Slurm/same_results.py" "$scratch/plain/spar-quick" "all of it/spar-quick"
logs="all of it/spar-quick/slurm"
expect "encode accelerometer: " "$logs/encode.log"
for number in 1 2 3 4; do
  expect "spar-quick: " "$logs/shard-$number.log"
  if grep "encode accelerometer" "$logs/shard-$number.log"; then
    echo "error: shard $number encoded what was encoded" >&2
    exit 1
  fi
done
if ! diff "$scratch/board.txt" <(head -n "$(wc -l <"$scratch/board.txt")" "$logs/merge.log") >&2; then
  echo "error: the log of the merge job has another board" >&2
  exit 1
fi

echo "== a shard that is killed"
# Here Slurm opens the logs; where the folder has a backslash or % the jobs do.
killed="$scratch/it's killed, 🏃"
"$hartransfer" plan "$configuration" --slurm killed.sh --shards 4 --jobs 1 --results "$killed" --cache cache --quiet >"$scratch/plan.txt"
cat >"$scratch/dies" <<DIES
#!/usr/bin/env bash
if [ -e "$scratch/broken" ] && [[ " \$* " == *" --shard 3/4 "* ]]; then kill -9 \$\$; fi
exec "$hartransfer" "\$@"
DIES
chmod +x "$scratch/dies"
sed -i "s|^program=.*|program=$scratch/dies|" killed.sh
touch "$scratch/broken"
bash killed.sh
wait_for_jobs
logs=$killed/spar-quick/slurm
[ ! -e "$logs/merge.log" ] || { echo "error: the merge job ran" >&2; exit 1; }
[ ! -e "$killed"/spar-quick/leaderboard.json ] || { echo "error: there is a board" >&2; exit 1; }
expect "shard 3 of 4 ended with exit code 137" "$logs/shard-3.log"
expect "of 4 shards these did not end well: 3\." "$logs/repeat.log"
tail -n 2 "$logs/repeat.log"
rm "$scratch/broken"
again=$(sed -n 's/.*This repeats them and merges: //p' "$logs/repeat.log")
bash -c "$again"
wait_for_jobs
python3 "$here/Tests/Slurm/same_results.py" "$scratch/plain/spar-quick" "$killed/spar-quick"

echo "== all is as it should be"

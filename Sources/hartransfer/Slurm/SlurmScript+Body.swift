extension SlurmScript {
  /// How it is used, as comments.
  static let usage = """
    #   bash <this file> --partition=long --account=me     submits all; what has a record is not computed again
    #   bash <this file> --array=2,4                       submits these shards alone, and the jobs after them
    #
    # What the jobs ask for, from the estimates of the plan:
    """

  /// What is the same in every script. The batch file of a job is a copy in another place, so each
  /// job is told where the script stands.
  static let body = #"""
    logs=$results/slurm
    script=${2:-}

    stop() {
      echo "error: $1" >&2
      exit 2
    }

    # own_log <name>
    own_log() {
      case $logs in *[\\%]*) exec >>"$logs/$1" 2>&1 ;; esac
    }

    # What a node must have.
    prepare() {
      [ -x "$program" ] || stop "$program: found no program on $(hostname); expected it where the script was written. Is its folder shared by all nodes?"
      [ -r "$configuration" ] || stop "$configuration: found no configuration on $(hostname); expected it where the script was written. Is its folder shared by all nodes?"
      [ -d "$folder" ] || stop "$folder: found no such folder on $(hostname); expected the one that the script was written in."
      cd "$folder"
      processors=${SLURM_CPUS_PER_TASK:-1}
      export OPENBLAS_NUM_THREADS=$processors
    }

    marker() { echo "$logs/shard-$1-of-$shards.done"; }

    # Shards without a marker, as --array takes them.
    missing() {
      local number numbers=
      for ((number = 1; number <= shards; number++)); do
        [ -e "$(marker "$number")" ] || numbers+=${numbers:+,}$number
      done
      echo "$numbers"
    }

    # refuse <shards>: says what is to be done about shards that did not end well, and ends.
    refuse() {
      echo "error: of $shards shards these did not end well: ${1:-none}. The logs are in $logs." >&2
      printf 'What has a record stays. This repeats them and merges: bash %q --array=%s\n' "$script" "${1:-1-$shards}" >&2
      exit 1
    }

    # submit <job> <dependency, or nothing> <log> <options of sbatch>...
    submit() {
      local job=$1 dependency=$2 log=$3 id
      shift 3
      # Slurm takes a backslash or % in the folder for a pattern: the job then writes its log itself.
      case $logs in *[\\%]*) log=/dev/null ;; esac
      id=$(sbatch --parsable --job-name="$benchmark-$job" --chdir="$logs" --output="$log" --open-mode=append \
        ${dependency:+"--dependency=$dependency" --kill-on-invalid-dep=yes} "$@" "$script" "$job" "$script")
      echo "${id%%;*}"
    }

    case ${1:-} in
      encode)
        own_log encode.log
        prepare
        "${encode_command[@]}"
        ;;
      shard)
        number=$SLURM_ARRAY_TASK_ID
        own_log "shard-$number.log"
        prepare
        rm -f "$(marker "$number")"
        code=0
        "${shard_command[@]}" --shard "$number/$shards" --jobs "$processors" || code=$?
        if [ "$code" != 0 ]; then
          echo "error: shard $number of $shards ended with exit code $code on $(hostname)" >&2
          exit "$code"
        fi
        touch "$(marker "$number")"
        ;;
      merge)
        own_log merge.log
        prepare
        left=$(missing)
        [ -z "$left" ] || refuse "$left"
        "${merge_command[@]}" --jobs "$processors"
        ;;
      repeat)
        own_log repeat.log
        refuse "$(missing)"
        ;;
      '' | -*)
        array=1-$shards
        options=()
        for option in "$@"; do
          case $option in
            --array=*) array=${option#--array=} ;;
            *) options+=("$option") ;;
          esac
        done
        script=$(realpath "${BASH_SOURCE[0]}")
        mkdir -p "$logs"
        if [ "$array" = "1-$shards" ]; then rm -f "$logs"/shard-*.done; fi
        after=
        if [ "$encodes" = 1 ]; then
          encode=$(submit encode "" encode.log "${encode_request[@]}" ${options[@]+"${options[@]}"})
          after=afterok:$encode
          echo "encode: job $encode"
        fi
        all=$(submit shard "$after" shard-%a.log --array="$array" "${shard_request[@]}" ${options[@]+"${options[@]}"})
        echo "shards $array: job array $all"
        merge=$(submit merge "afterok:$all" merge.log "${merge_request[@]}" ${options[@]+"${options[@]}"})
        echo "merge: job $merge, when all shards have ended well"
        repeat=$(submit repeat "afternotok:$all" repeat.log --cpus-per-task=1 --mem=100M --time=5 ${options[@]+"${options[@]}"})
        echo "repeat: job $repeat, when a shard has failed; it says which"
        echo "logs: $logs"
        ;;
      *) stop "'$1': expected options of sbatch, such as --partition=long" ;;
    esac

    """#
}

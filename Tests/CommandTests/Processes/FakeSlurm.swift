import Foundation

/// A folder with a program `sbatch` that runs each job at once, in the order of submission, as a
/// copy in another place, with what Slurm tells a job. It knows the options that scripts give it.
struct FakeSlurm {
  let folder: URL

  init(in folder: URL) throws {
    self.folder = folder.appendingPathComponent("fake slurm")
    try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
    let program = self.folder.appendingPathComponent("sbatch")
    try Self.program.write(to: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
  }

  /// Lines of a shell script with this `sbatch` on the path.
  func shell(_ script: String, in place: URL) throws -> HARTransfer.Output {
    try HARTransfer.shell("PATH=\"\(folder.path):$PATH\"\n\(script)", in: place)
  }

  /// The options of each job that was submitted, the exit code behind them; nil of a job that never
  /// ran.
  func jobs() throws -> [(options: [String], code: Int?)] {
    try (1..<1000).lazy.map { folder.appendingPathComponent("\($0)") }.prefix {
      FileManager.default.fileExists(atPath: $0.path + ".options")
    }.map { file in
      let options = try String(contentsOfFile: file.path + ".options", encoding: .utf8)
      let code = try String(contentsOfFile: file.path + ".code", encoding: .utf8)
      return (
        options.split(separator: "\0").map(String.init), Int(code.trimmingCharacters(in: .whitespacesAndNewlines))
      )
    }
  }

  private static let program = #"""
    #!/usr/bin/env bash
    set -uo pipefail
    state=$(dirname "$0")
    id=1
    while [ -e "$state/$id.options" ]; do id=$((id + 1)); done
    printf '%s\0' "$@" >"$state/$id.options"
    array= output= folder= processors=1 dependency=
    while [[ ${1:-} == -* ]]; do
      case $1 in
        --array=*) array=${1#*=} ;;
        --output=*) output=${1#*=} ;;
        --chdir=*) folder=${1#*=} ;;
        --cpus-per-task=*) processors=${1#*=} ;;
        --dependency=*) dependency=${1#*=} ;;
      esac
      shift
    done
    echo "$id"
    if [ -n "$dependency" ]; then
      code=$(cat "$state/${dependency#*:}.code")
      case $dependency in
        afterok:*) [ "$code" = 0 ] || { echo never >"$state/$id.code"; exit 0; } ;;
        afternotok:*) [ "$code" != 0 ] || { echo never >"$state/$id.code"; exit 0; } ;;
      esac
    fi
    copy=$state/$id.script
    cp "$1" "$copy"
    shift
    cd "$folder" || exit 1
    export SLURM_JOB_ID=$id SLURM_CPUS_PER_TASK=$processors
    worst=0
    tasks=("")
    if [[ $array == *-* ]]; then mapfile -t tasks < <(seq "${array%-*}" "${array#*-}"); fi
    if [[ $array == [0-9]* && $array != *-* ]]; then IFS=, read -ra tasks <<<"$array"; fi
    for task in "${tasks[@]}"; do
      code=0
      SLURM_ARRAY_TASK_ID=$task bash "$copy" "$@" >>"${output//%a/$task}" 2>&1 || code=$?
      [ "$code" = 0 ] || worst=$code
    done
    echo "$worst" >"$state/$id.code"

    """#
}

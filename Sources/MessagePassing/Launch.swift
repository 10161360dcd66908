import Diagnostics
import Foundation

/// How this process was started, as its environment says.
enum Launch {
  /// The processes of the job that this one belongs to; 1 where no launcher of MPI started it.
  static func processes(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> Int {
    let names =
      ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE"] + (environment["PMIX_RANK"] == nil ? [] : ["SLURM_STEP_NUM_TASKS"])
    return names.lazy.compactMap { environment[$0].flatMap { Int($0) } }.first ?? 1
  }

  /// What is said where MPI is asked of a program that was built without it.
  static func fault(processes: Int) -> InputError {
    InputError(
      "MPI", found: "\(processes) processes that a launcher of MPI started, and a program without MPI",
      expected: "one process, or a program with MPI",
      advice:
        "Build it by 'swift build -c release --traits MPI' (Debian: libopenmpi-dev). Where another program of MPI "
        + "starts this one, take OMPI_COMM_WORLD_SIZE and PMI_SIZE out of its environment.")
  }
}

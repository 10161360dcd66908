import Diagnostics
import Files
import Foundation
import LinearAlgebra
import Parallelism

/// Room for the buffers of OpenBLAS.
///
/// Where a limit (`ulimit -v`) leaves none, OpenBLAS asks again without end, in a call that no
/// signal ends. So the room is looked for before it asks.
enum AddressSpace {
  /// Bytes that OpenBLAS takes for each thread that calls it, or that it makes.
  private static let buffer = 128 << 20
  /// Bytes that a thread takes besides: its stack, and what the allocator sets aside for it.
  private static let thread = 80 << 20
  /// Bytes for data, at the least.
  private static let data = 128 << 20

  /// Bytes that `threads` threads need beyond what the program takes.
  static func needed(threads: Int) -> Int { threads * (buffer + thread) + data }

  /// - Parameter threads: how many compute side by side.
  /// - Throws: `InputError` where a limit leaves too little.
  static func check(threads: Int = activeProcessorCount) throws {
    // OpenBLAS has its threads already; those that call it come on top.
    let wanted = ReadingService.addressSpace + needed(threads: threads + BLASLibrary.threads - 1)
    if let most = limit(RLIMIT_AS), most < wanted {
      throw InputError(
        "the limit of address space (ulimit -v)", found: "\(most >> 20) MiB",
        expected: "at least \(wanted >> 20) MiB for \(threads) threads that compute",
        advice:
          "Raise it, or set fewer: --jobs 1, and OPENBLAS_NUM_THREADS=1. What trials take is limited by --memory.")
    }
    if let most = limit(RLIMIT_DATA), most < leastData {
      throw InputError(
        "the limit of data (ulimit -d)", found: "\(most >> 20) MiB", expected: "at least \(leastData >> 20) MiB",
        advice: "Raise it. What trials take is limited by --memory.")
    }
  }

  /// Bytes of memory that is written to, which pages of address space that nobody touches are not.
  private static let leastData = 256 << 20

  /// A limit of this process in bytes; nil where there is none.
  private static func limit(_ resource: __rlimit_resource) -> Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0, limit.rlim_cur != rlim_t(bitPattern: -1)
    else { return nil }
    return Int(clamping: limit.rlim_cur)
  }
}

import Diagnostics
import Foundation

/// The processes of one job of MPI, as one of them sees them; one process alone where none was
/// started by a launcher, such as `mpirun`.
///
/// One thread calls at a time. What all processes must call is said; who waits sleeps, so that
/// ranks that wait leave their processors to those that work. An error inside MPI ends the job.
public struct Ranks: Sendable, Equatable {
  /// This process, from 0.
  public let rank: Int
  /// How many processes there are.
  public let count: Int
  /// How many of them are on this machine.
  public let countOnNode: Int

  /// One process, for which every sum is its own.
  public static let alone = Ranks(rank: 0, count: 1, countOnNode: 1)

  /// Whether it is the one that speaks for all.
  public var isFirst: Bool { rank == 0 }

  /// The rank, the number of ranks and the machine, in words.
  public var name: String { "rank \(rank) of \(count) on \(ProcessInfo.processInfo.hostName)" }

  /// Joins the job that the environment names; to be called once. A process that a launcher did not
  /// start, or started alone, is alone and makes no call of MPI.
  /// - Throws: `InputError` where there is a job and the program was built without the package
  ///   trait `MPI`.
  public static func join() throws -> Ranks {
    let processes = Launch.processes()
    guard processes > 1 else { return .alone }
    #if MPI
      return MPICalls.start()
    #else
      throw Launch.fault(processes: processes)
    #endif
  }

  /// Leaves the job. All ranks call it, each as its last call.
  public func leave() {
    #if MPI
      if count > 1 { MPICalls.end() }
    #endif
  }

  /// Ends the job with an exit code; the other ranks are ended by their launcher.
  public func abort(code: Int32) -> Never {
    #if MPI
      if count > 1 { MPICalls.abort(code) }
    #endif
    exit(code)
  }

  /// The sums over all ranks, element by element, the same on each. All ranks call it, with the
  /// same number of values.
  ///
  /// The additions follow the number of ranks, so the sums equal those of one process to rounding.
  /// Cost: O(values · log ranks).
  public func allReduce(_ values: [Double]) -> [Double] {
    #if MPI
      if count > 1 { return MPICalls.sum(values) }
    #endif
    return values
  }

  /// The largest value of any rank. All ranks call it.
  public func largest(_ value: Int) -> Int {
    Int(largest([Double(value)])[0])
  }

  /// The largest over all ranks, element by element. All ranks call it, with the same number of
  /// values.
  public func largest(_ values: [Double]) -> [Double] {
    #if MPI
      if count > 1 { return MPICalls.largest(values) }
    #endif
    return values
  }

  /// Sends a message to rank 0, which receives it; not to be called there.
  public func send(_ message: Data) {
    #if MPI
      if !isFirst { MPICalls.send(message, to: 0) }
    #endif
  }

  /// At rank 0, the next message that has come, with its sender; nil where none has.
  public func receive() -> (rank: Int, message: Data)? {
    #if MPI
      if count > 1 { return MPICalls.receive() }
    #endif
    return nil
  }
}

import Datasets
import Diagnostics
import Files
import Foundation
import Records

/// Some trials of stored results, run again from scratch by the stored configuration: nothing is
/// taken from the results but the records to compare with.
public struct TrialReruns: Sendable {
  /// A trial whose record is not what it gave.
  public struct Difference: Sendable, Equatable {
    /// The record's key.
    public let record: String
    /// What differs, a sentence each.
    public let differences: [String]
  }

  /// Trials that were run.
  public private(set) var ran = 0
  /// Those of them whose records are of another kind of processor, and were compared within
  /// `RerunComparison.tolerance`.
  public private(set) var elsewhere = 0
  public private(set) var differences: [Difference] = []
  /// What is wrong with all of them: a plan that is another, data that cannot be used.
  public private(set) var fault: String?

  /// Runs the trials with these keys.
  /// - Parameters:
  ///   - keys: those of the trials.
  ///   - store: the records to compare with.
  ///   - configuration: the stored one.
  ///   - scratch: a folder for what is made on the way, which the caller removes. Features that
  ///     reruns before left there are used: they were made from scratch too.
  ///   - data: where the data are; looked for where nil.
  ///   - datasets: the folder of manifests; looked for where nil.
  ///   - progress: what is told on the way.
  public init(
    of keys: [String], in store: RecordStore, by configuration: ConfigurationFiles, scratch: URL, data: URL? = nil,
    datasets: URL? = nil, progress: ProgressHandler? = nil
  ) throws {
    let own = try AtomicFile.temporaryFolder(in: scratch)
    defer { try? FileManager.default.removeItem(at: own) }
    let file = try configuration.write(to: own.appendingPathComponent("configuration"), place: store.folder.path)
    let made: RecordStore
    do {
      let runner = try BenchmarkRunner(
        BenchmarkConfiguration(contentsOf: file), results: own.appendingPathComponent("results"),
        cache: scratch.appendingPathComponent("features"), data: data, datasets: datasets)
      var options = RunOptions()
      options.keys = Set(keys)
      _ = try runner.run(options, progress: progress)
      made = runner.store
    } catch let error as InputError {
      fault = "trials could not be run again: \(error)"
      return
    }
    let planned = Set(try made.plan().map(\.key))
    let stored = Set(try store.plan().map(\.key))
    if planned != stored {
      fault =
        "the stored configuration gives other trials here: \(planned.subtracting(stored).count) that are not in the "
        + "plan, and not \(stored.subtracting(planned).count) that are; the data or this version of the program differ"
    }
    for key in keys where planned.contains(key) {
      guard let old = try store.record(key), let new = try made.record(key) else {
        differences.append(Difference(record: key, differences: ["no record of the trial run again"]))
        continue
      }
      let comparison = try RerunComparison(stored: old, again: new)
      ran += 1
      if !comparison.isSameMachine { elsewhere += 1 }
      if !comparison.differences.isEmpty {
        differences.append(Difference(record: key, differences: comparison.differences))
      }
    }
  }
}

import Diagnostics
import Files
import Foundation

/// The records of one benchmark: a folder with one JSON file a trial, and the plan that says which belong to it.
///
/// `records/<key>.json` exists only when it is whole. `plan.json` lists the keys of the last run's trials, so that
/// records of an earlier configuration are neither lost nor mixed into a table.
public struct RecordStore: Sendable {
  /// The benchmark's folder.
  public let folder: URL

  /// The store in `folder`, which need not exist yet.
  public init(folder: URL) { self.folder = folder }

  /// One trial of the plan.
  public struct PlannedTrial: Codable, Sendable {
    /// The record's key.
    public var key: String
    /// What is run.
    public var trial: TrialDescription

    /// Joins the two.
    public init(key: String, trial: TrialDescription) {
      self.key = key
      self.trial = trial
    }
  }

  private struct Plan: Codable {
    var schema = "hartransfer-plan/1"
    var trials: [PlannedTrial]
  }

  private var planFile: URL { folder.appendingPathComponent("plan.json") }

  /// Where the record with that key stands.
  public func url(of key: String) -> URL { folder.appendingPathComponent("records/\(key).json") }

  /// Writes the plan.
  public func writePlan(_ trials: [PlannedTrial]) throws {
    try AtomicFile.write(CanonicalJSON.data(Plan(trials: trials)), to: planFile)
  }

  /// The trials of the plan.
  /// - Throws: `InputError` where there is no plan.
  public func plan() throws -> [PlannedTrial] {
    guard FileManager.default.fileExists(atPath: planFile.path) else {
      throw InputError(
        folder.path, found: "no plan.json", expected: "the results folder of a benchmark",
        advice: "Run 'hartransfer run <configuration>' first, or name Results/<benchmark>.")
    }
    return try decode(Plan.self, from: planFile).trials
  }

  /// The record with that key; nil where there is none.
  /// - Throws: `InputError` for a file that is not a record of this version.
  public func record(_ key: String) throws -> Record? {
    let url = url(of: key)
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    let record = try decode(Record.self, from: url)
    guard record.schema == Record.currentSchema else {
      throw InputError(
        url.path, found: "schema '\(record.schema)'", expected: "'\(Record.currentSchema)'",
        advice: "Move the file away and run the benchmark again.")
    }
    guard record.key == key else {
      throw InputError(
        url.path, found: "the record of key '\(record.key)'", expected: "that of '\(key)', as the file's name says",
        advice: "Move the file away and run the benchmark again.")
    }
    return record
  }

  /// Writes a record, whole or not at all.
  public func write(_ record: Record) throws {
    try AtomicFile.write(CanonicalJSON.data(record) + Data("\n".utf8), to: url(of: record.key))
  }

  private func decode<T: Decodable>(_ type: T.Type, from url: URL) throws -> T {
    do {
      return try JSONDecoder().decode(type, from: Data(contentsOf: url))
    } catch {
      throw InputError(
        url.path, found: "a file that cannot be read (\(error))", expected: "JSON as this version writes it",
        advice: "Move the file away and run the benchmark again.")
    }
  }
}

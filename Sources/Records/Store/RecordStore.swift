import Diagnostics
import Files
import Foundation

/// The records of one benchmark: a folder with one JSON file a trial, and the plan that says which
/// belong to it.
///
/// `records/<key>.json` exists only when it is whole. `plan.json` lists the keys of the last run's
/// trials: records of an earlier configuration are neither lost nor mixed into a table.
public struct RecordStore: Sendable {
  /// The benchmark's folder, or the archive of its results.
  public let folder: URL
  let files: any ResultsFiles

  /// The store in `folder`, which need not exist yet.
  public init(folder: URL) { (self.folder, files) = (folder, FolderFiles(folder: folder)) }

  /// The store in a folder or in an archive, which is read once and held in memory. An archive's
  /// store can be read alone.
  /// - Throws: `InputError` for an archive that is damaged or of another kind.
  public init(at place: URL) throws {
    guard Self.isFile(place) else {
      self.init(folder: place)
      return
    }
    let archive = try ArchivedFiles(place)
    if let first = archive.faults.first {
      throw InputError(
        place.path, found: "\(archive.faults.count) members at fault, such as \(first)",
        expected: "an archive as it was written", advice: "'hartransfer verify' lists them.")
    }
    self.init(archive, at: place)
  }

  init(_ archive: ArchivedFiles, at place: URL) { (folder, files) = (place, archive) }

  /// Whether the records are read from an archive.
  public var isArchive: Bool { files is ArchivedFiles }

  static func isFile(_ place: URL) -> Bool {
    FileManager.default.fileExists(atPath: place.path) && !place.isFolder
  }

  private var planFile: URL { folder.appendingPathComponent(ResultsPath.plan) }
  private var recordsFolder: URL { folder.appendingPathComponent(ResultsPath.records) }

  /// Where the record with that key stands.
  public func url(of key: String) -> URL { recordsFolder.appendingPathComponent("\(key).json") }

  /// Makes the folders and removes what killed processes left half-written.
  package func prepare() throws {
    try FileManager.default.createDirectory(at: recordsFolder, withIntermediateDirectories: true)
    for place in [folder, recordsFolder] { AtomicFile.removeLeftovers(in: place) }
  }

  /// The claims of the processes that work on this folder; each trial's number comes from its key.
  package func claims() throws -> FileClaims { try FileClaims(folder.appendingPathComponent(".claims")) }

  // MARK: - Plan

  public func writePlan(_ trials: [PlannedTrial]) throws { try writePlan(PlanFile(trials)) }

  /// Writes the plan, unless it is there already.
  package func writePlan(_ plan: PlanFile) throws {
    let data = try CanonicalJSON.data(plan) + Data("\n".utf8)
    if let old = try? RegularFile.data(planFile, expected: "a plan"), old == data { return }
    try AtomicFile.write(data, to: planFile)
  }

  /// The trials of the plan, row by row.
  /// - Throws: `InputError` where there is no plan.
  public func plannedRows() throws -> [PlannedRow] {
    guard let data = try? files.data(at: ResultsPath.plan) else {
      throw InputError(
        folder.relativePath, found: "no plan.json", expected: "the results folder of a benchmark",
        advice: suggestion(forMissing: folder.relativePath, otherwise: adviceWithoutPlan))
    }
    do {
      let rows = try PlanFile.rows(data)
      let hostile = rows.lazy.flatMap(\.keys).first { !FileName.isPlain($0) }
      if let hostile { try FileName.checked(hostile, place: "\(planFile.path): a key") }
      return rows
    } catch {
      throw unreadable(planFile, error)
    }
  }

  /// What a user can do where the folder holds no plan.
  private var adviceWithoutPlan: String {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    let benchmarks = names.filter {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent("\($0)/plan.json").path)
    }
    guard !benchmarks.isEmpty else {
      return "Run 'hartransfer run <configuration>' first, or name Results/<benchmark>."
    }
    return "It holds the results of several: name one, such as \(folder.relativePath)/\(benchmarks[0])."
  }

  /// The trials of the plan.
  /// - Throws: `InputError` where there is no plan.
  public func plan() throws -> [PlannedTrial] { try plannedRows().flatMap(\.planned) }

  // MARK: - Records

  /// The keys that have a record.
  package func recordedKeys() -> Set<String> {
    Set(files.names(in: ResultsPath.records).compactMap { $0.hasSuffix(".json") ? String($0.dropLast(5)) : nil })
  }

  /// The bytes of the record with that key, of a trial or of imported predictions; nil where there
  /// is none.
  /// - Throws: `InputError` for what is no file that may be read.
  func text(of key: String) throws -> Data? {
    try files.data(at: ResultsPath.record(key)) ?? files.data(at: ResultsPath.importedRecord(key))
  }

  /// What to do about a record that cannot be used.
  static let computesAgain = "A run of the benchmark computes the trial again."

  /// The record with that key, in the present form; nil where there is none.
  /// - Throws: `InputError` for a file that is not a record of a known form, or whose parts
  ///   contradict one another.
  public func record(_ key: String) throws -> TrialRecord? { try record(key, as: TrialRecord.self) }

  /// Part of the record with that key: what `type` decodes of it.
  package func record<Part: RecordPart>(_ key: String, as type: Part.Type) throws -> Part? {
    let url = url(of: key)
    guard let data = try text(of: key) else { return nil }
    let record: Part
    if let current = try? JSONDecoder().decode(type, from: data), current.schema == TrialRecord.currentSchema {
      record = current
    } else {
      let schema = try decode(RecordHeader.self, data, url).schema
      let present: Data
      do {
        present =
          schema == TrialRecord.currentSchema
          ? data : try RecordMigration.migrated(data, schema: schema, place: url.path)
      } catch { throw unreadable(url, error) }
      record = try decode(type, present, url)
    }
    try check(record.key, key, url)
    if let fault = record.fault {
      throw InputError(
        url.path, found: fault, expected: "a record whose parts agree", advice: Self.computesAgain)
    }
    return record
  }

  /// The record of a planned trial; nil where there is none.
  /// - Throws: `InputError` for a file that is not a record of a known form, whose parts contradict
  ///   one another, or that is of another trial.
  public func record(of planned: PlannedTrial) throws -> TrialRecord? {
    guard let record = try record(planned.key) else { return nil }
    guard record.trial == planned.trial else {
      throw InputError(
        url(of: planned.key).path,
        found: "the record of another trial: \(record.trial.differences(from: planned.trial))",
        expected: "\(planned.trial.differences(from: record.trial)), as the plan says",
        advice:
          "A run of the benchmark writes the plan again, and computes the trial again where the record is at fault.")
    }
    return record
  }

  private func check(_ found: String, _ key: String, _ url: URL) throws {
    guard found != key else { return }
    throw InputError(
      url.path, found: "the record of key '\(found)'", expected: "that of '\(key)', as the file's name says",
      advice: Self.computesAgain)
  }

  private func decode<T: Decodable>(_ type: T.Type, _ data: Data, _ url: URL) throws -> T {
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      throw unreadable(url, error)
    }
  }

  private func unreadable(_ url: URL, _ error: any Error) -> InputError {
    if let error = error as? InputError { return error }
    return InputError(
      url.path, found: "a file that cannot be read (\(error))", expected: "JSON as this version writes it",
      advice: Self.computesAgain)
  }
}

/// A record, or the part of it that some purpose needs.
package protocol RecordPart: Decodable, Sendable {
  var schema: String { get }
  var key: String { get }
  /// What in it contradicts the rest; nil where nothing does.
  var fault: String? { get }
}

/// What is read first of a record that is not in the present form.
private struct RecordHeader: Decodable {
  var schema: String
}

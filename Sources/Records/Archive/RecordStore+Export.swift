import Archives
import Diagnostics
import Files
import Foundation
import Parallelism

/// What an export wrote.
public struct ExportSummary: Sendable {
  public let manifest: ArchiveManifest
  /// Records that cannot be used. They are not in the archive.
  public let unusable: [UnusableRecord]
  /// Bytes of the archive.
  public let bytes: Int
  /// SHA-256 of the archive.
  public let sha256: String

  /// Whether every trial of the plan has a record there.
  public var isComplete: Bool { manifest.records == manifest.planned }
}

extension RecordStore {
  /// Writes what belongs to the last run to one file: plan, configuration, the records of the plan,
  /// imported ones, and a manifest with the checksum of each.
  ///
  /// Equal content gives equal bytes. Records of one split stand together: neighbours share rows
  /// and take little room. One record at a time is in memory.
  /// - Parameter other: takes the place of the configuration that the run kept.
  /// - Throws: `InputError` where there is no plan, where neither configuration is there, or where
  ///   the file cannot be written.
  @discardableResult
  package func export(to file: URL, configuration other: ConfigurationFiles? = nil) throws -> ExportSummary {
    guard let configuration = try other ?? configuration() else {
      throw InputError(
        folder.relativePath, found: "results without their configuration", expected: "\(ResultsPath.configuration)",
        advice: "Name the configuration of the run with --configuration, or run it again, which keeps it.")
    }
    let planned = Self.bySplit(try plan())
    let imported = importedKeys()
    let found = try concurrentMap(planned.count) { try archived(planned[$0].key, of: planned[$0].trial) }
    let others = try imported.map { try archived($0, of: nil) }
    let records = (found + others).compactMap(\.content)
    let fixed = [
      (ResultsPath.configuration, try CanonicalJSON.prettyData(configuration)),
      (ResultsPath.plan, try files.data(at: ResultsPath.plan) ?? Data()),
    ]
    var manifest = ArchiveManifest(
      benchmark: planned.first?.trial.benchmark ?? folder.lastPathComponent, planned: planned.count,
      records: found.count { $0.content != nil }, imported: others.count { $0.content != nil },
      recordSchemas: Set(records.map(\.schema)).sorted(), resultsVersion: TrialRecord.resultsVersion,
      provenance: try Self.distinct(records.map(\.provenance)), data: try Self.distinct(records.flatMap(\.data)),
      files: [:])
    for (path, data) in fixed { manifest.files[path] = .init(bytes: data.count, sha256: Checksum.of(data)) }
    for record in records { manifest.files[record.path] = record.member }
    try AtomicFile.replacing(file) { temporary in
      let writer = try ArchiveWriter(temporary)
      try writer.add(CanonicalJSON.prettyData(manifest), at: ResultsPath.manifest)
      for (path, data) in fixed { try writer.add(data, at: path) }
      for record in records {
        guard let data = try files.data(at: record.path), Checksum.of(data) == record.member.sha256 else {
          throw InputError(
            "\(folder.path)/\(record.path)", found: "a file that changed meanwhile", expected: "results at rest",
            advice: "Export when no run works on the folder.")
        }
        try writer.add(data, at: record.path)
      }
      try writer.close()
    }
    let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int
    return ExportSummary(
      manifest: manifest, unusable: (found + others).compactMap(\.unusable), bytes: size ?? 0,
      sha256: try Checksum.ofFile(file))
  }

  /// The trials split by split, and direction by direction within each, in the order of the plan.
  private static func bySplit(_ planned: [PlannedTrial]) -> [PlannedTrial] {
    func places(_ name: (TrialDescription) -> [String]) -> [Int] {
      let names = planned.map { name($0.trial) }
      let known = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
      return names.map { known[$0] ?? 0 }
    }
    let splits = places { ["\($0.protocol)", $0.split, $0.condition.map { "\($0)" } ?? ""] }
    let directions = places { [$0.source, $0.target] }
    return planned.indices.sorted { (splits[$0], directions[$0], $0) < (splits[$1], directions[$1], $1) }
      .map { planned[$0] }
  }

  /// The keys of imported records, sorted.
  func importedKeys() -> [String] {
    files.names(in: ResultsPath.imported).compactMap { $0.hasSuffix(".json") ? String($0.dropLast(5)) : nil }
      .filter(FileName.isPlain)
  }

  /// What the manifest says of a record.
  private struct ArchivedRecord: Sendable {
    let path: String
    let member: ArchiveManifest.Member
    let schema: String
    let provenance: Provenance
    let data: [ArchiveManifest.DataChecksum]
  }

  private func archived(_ key: String, of trial: TrialDescription?) throws -> FoundRecord<ArchivedRecord> {
    let isImported = trial == nil
    let path = isImported ? ResultsPath.importedRecord(key) : ResultsPath.record(key)
    do {
      guard let text = try files.data(at: path) else { return .absent }
      // The quick way says whether it is whole; else the slow one says what is wrong.
      if RecordSummary(text, key: key, of: trial) == nil {
        _ = try trial.map { try record(of: PlannedTrial(key: key, trial: $0)) } ?? record(key)
      }
      let part = try JSONDecoder().decode(ArchivedPart.self, from: text)
      return .whole(
        ArchivedRecord(
          path: path, member: .init(bytes: text.count, sha256: Checksum.of(text)), schema: part.schema,
          provenance: part.provenance,
          data: part.data.map {
            .init(
              dataset: part.trial.dataset, datasetVersion: part.trial.datasetVersion, modality: $0.key, sha256: $0.value
            )
          }))
    } catch let reason as InputError {
      return .unusable(UnusableRecord(key: key, reason: reason, isNewer: false))
    } catch let error as DecodingError {
      let reason = InputError(
        "\(folder.path)/\(path)", found: "a record of an older form (\(error))", expected: "one of the present form",
        advice: Self.computesAgain)
      return .unusable(UnusableRecord(key: key, reason: reason, isNewer: false))
    }
  }

  /// Each value once, in the order of its JSON.
  private static func distinct<Value: Encodable>(_ values: [Value]) throws -> [Value] {
    var texts: [String: Value] = [:]
    for value in values { texts[try CanonicalJSON.text(value)] = value }
    return texts.sorted { $0.key < $1.key }.map(\.value)
  }
}

/// What the manifest needs of a record.
private struct ArchivedPart: Decodable {
  struct Trial: Decodable { var dataset: String, datasetVersion: String }
  var schema: String
  var trial: Trial
  var data: [String: String]
  var provenance: Provenance
}

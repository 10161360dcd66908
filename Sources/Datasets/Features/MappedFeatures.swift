import Diagnostics
import FeatureStore
import Files
import Foundation

/// The features of a data set whose manifest maps files of any layout.
public struct MappedFeatures: Sendable {
  /// The features, their rows paired by sample id.
  public let set: FeatureSet
  /// SHA-256 over the files that a modality is read from, with their paths, and over the mapping,
  /// by modality.
  public let checksums: [String: String]
  /// The samples that were left out, and why.
  public let skipped: [SkippedFile]

  /// Reads and joins the files of `mapping` below `folder`.
  ///
  /// Samples are in the order of the first modality's file; samples of later files alone follow.
  /// Features in 16 or 32 bits are kept in single precision, all others in double. Cost: the
  /// features are in memory once, with 256 MB for reading.
  /// - Throws: `InputError` with file, array, row and sample of what does not fit.
  public init(_ mapping: FeatureMapping, of manifest: Manifest, in folder: URL) throws {
    let files = try MappedFiles(mapping, in: folder)
    let joined = try JoinedRows(mapping, files: files)
    let all = try SampleColumns(mapping, files: files, rows: joined, classes: manifest.classes).labels()
    let skipped = all.indices.filter { all[$0] == nil }
    let rows = joined.leavingOut(Set(skipped))
    let labels = all.compactMap(\.self)
    self.skipped =
      joined.dropped.map {
        SkippedFile(file: $0, reason: "a file of one modality lacks it ('missing: drop')", what: .samples)
      } + skipped.map { SkippedFile(file: joined.ids[$0], reason: "'skip' names its label", what: .samples) }
    guard !labels.isEmpty else {
      throw InputError(
        "labels", found: "no sample that is not skipped", expected: "at least one", advice: "Correct 'skip'.")
    }
    let gone = Set(self.skipped.map(\.file))
    let columns = SampleColumns(mapping, files: files, rows: rows, classes: manifest.classes)
    let subjects = try columns.subjects(expected: manifest.subjects)
    let samples = try SampleTable(
      ids: rows.ids, labels: labels, classNames: manifest.classes, subjects: subjects, trials: columns.trials(),
      sessions: columns.sessions(), place: folder.path)
    let modalities = try mapping.modalities.map { modality in
      let reader = try FeatureReader(modality, file: files.file(modality.file))
      let own = try rows.rows(of: modality)
      let features = try reader.features(rows: own, ids: rows.ids)
      let present = own.map { $0 != nil }
      return ModalityFeatures(
        name: modality.name, values: features, encoder: reader.encoder, pretrainedOn: modality.pretrainedOn,
        fittedOn: try Self.fittedOn(modality, files: files, leftOut: gone), units: modality.units,
        present: present.contains(false) ? present : nil)
    }
    set = try FeatureSet(
      samples: samples, modalities: modalities,
      origin: FeatureOrigin(
        dataset: manifest.id, datasetVersion: manifest.version, createdBy: "features of others",
        licence: manifest.licence, citation: manifest.citation),
      place: folder.path)
    if let expected = manifest.samples, samples.count != expected {
      throw InputError(
        "\(folder.path)", found: "\(samples.count) samples", expected: "\(expected), as the manifest says",
        advice: "Correct 'samples' in the manifest, or the files.")
    }
    checksums = try Self.checksums(mapping, classes: manifest.classes, files: files)
  }

  private static func fittedOn(_ modality: MappedModality, files: MappedFiles, leftOut: Set<String>) throws -> [String]?
  {
    let ids: [String]
    switch modality.fittedOn {
    case .none: return nil
    case .samples(let named): ids = named
    case .array(let reference):
      ids = try files.file(reference.file).names(reference.array, advice: "Name an array of sample ids.")
    }
    return ids.filter { !leftOut.contains($0) }
  }

  private static func checksums(
    _ mapping: FeatureMapping, classes: [String], files: MappedFiles
  ) throws -> [String: String] {
    struct Rules: Encodable {
      var mapping: FeatureMapping
      var classes: [String]
    }
    let rules = Checksum.of(try CanonicalJSON.data(Rules(mapping: mapping, classes: classes)))
    let lines = try files.checksumLines()
    let tables = Set(
      mapping.columns.compactMap { $0.column.array == nil ? nil : $0.column.file ?? mapping.files[0].name })
    let idFiles: Set<String> =
      if mapping.missing == .refuse { [] } else { Set(mapping.modalities.map { $0.file ?? mapping.files[0].name }) }
    var checksums: [String: String] = [:]
    for modality in mapping.modalities {
      var own = tables.union(idFiles).union([modality.file ?? mapping.files[0].name])
      if case .array(let reference) = modality.fittedOn { own.insert(reference.file ?? mapping.files[0].name) }
      // The first modality's file gives the order of the samples.
      own.insert(mapping.modalities[0].file ?? mapping.files[0].name)
      let parts = own.sorted().map { lines[$0] ?? "" }.joined()
      checksums[modality.name] = Checksum.of("\(parts)\(rules)  mapping\n")
    }
    return checksums
  }
}

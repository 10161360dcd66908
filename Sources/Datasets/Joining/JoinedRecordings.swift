import Diagnostics
import FeatureStore
import Files

/// The recordings of a data set followed by those of another one, whose labels are not looked at.
///
/// Units, rates and the order of channels are those of the first. So everything that is fitted on
/// rows of the one can be applied to rows of the other.
public struct JoinedRecordings: RecordingSource {
  /// What the first data set says of itself.
  public var manifest: Manifest { own.manifest }
  /// The samples of both.
  public let samples: SampleTable
  /// The modalities that both have.
  public let modalities: [String]
  /// How recordings of the other data set become those of the first.
  public let matches: [MatchedModality]
  private let own: any RecordingSource
  private let other: any RecordingSource

  /// Joins recordings of modalities that have the same names in both.
  /// - Throws: `InputError` where a modality of the other data set is another thing, and where both
  ///   have the same files.
  public init(
    _ own: any RecordingSource, _ other: any RecordingSource, modalities: [String],
    placement: MatchedModality.Placement
  ) throws {
    let dataset = other.manifest.id
    self.own = own
    self.other = other
    self.modalities = own.modalities.filter(modalities.contains)
    var (matches, faults): ([MatchedModality], [InputError]) = ([], [])
    for name in self.modalities {
      do {
        matches.append(
          try MatchedModality(
            own.manifest.modality(name), other.manifest.modality(name), of: dataset, placement: placement))
      } catch let fault as InputError { faults.append(fault) }
    }
    if let all = InputError.joining(faults) { throw all }
    self.matches = matches
    let files = try Set(self.modalities.map { try own.checksum(of: $0) })
    if let same = try self.modalities.first(where: { files.contains(try other.checksum(of: $0)) }) {
      throw InputError(
        "pairs: dataset", found: "the files of '\(same)' of \(dataset) in \(own.manifest.id) too",
        expected: "another data set: a recording of the test must not be among the pairs")
    }
    samples = try own.samples.adding(unlabelled: other.samples, of: dataset)
  }

  /// What is in no sample of the first.
  public var skipped: [SkippedFile] { own.skipped }
  /// What became of the first's recordings.
  public var preparation: Preparation { own.preparation }
  /// Whether opening read all of both.
  public var wasReadWhole: Bool { own.wasReadWhole && other.wasReadWhole }

  /// The checksums of both, the first's first.
  public func checksum(of modality: String) throws -> String {
    "\(try own.checksum(of: modality)) \(try other.checksum(of: modality))"
  }

  /// How both are read.
  public func reading(of modality: String) throws -> String {
    try CanonicalJSON.text([try own.reading(of: modality), try other.reading(of: modality)])
  }

  public func length(row: Int, modality: String) throws -> SignalLength? {
    let row = place(of: row)
    guard row.isOther else { return try own.length(row: row.row, modality: modality) }
    return try match(modality).converted(other.length(row: row.row, modality: modality))
  }

  public func signal(row: Int, modality: String) throws -> Signal {
    let place = place(of: row)
    guard place.isOther else { return try own.signal(row: place.row, modality: modality) }
    return try match(modality).converted(
      other.signal(row: place.row, modality: modality), place: "sample '\(samples.ids[row])', modality '\(modality)'")
  }

  private func place(of row: Int) -> (row: Int, isOther: Bool) {
    let count = own.samples.count
    return row < count ? (row, false) : (row - count, true)
  }

  private func match(_ modality: String) throws -> MatchedModality {
    guard let match = matches.first(where: { $0.name == modality }) else {
      throw InputError(
        "recordings", found: "no modality '\(modality)' of both data sets",
        expected: "one of \(modalities.joined(separator: ", "))")
    }
    return match
  }
}

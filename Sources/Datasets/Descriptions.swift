import Diagnostics
import FeatureStore
import Files

/// The recordings of a data set, and beside them the modality `text`: the sentence that describes a sample's class.
///
/// All samples of a class have the same text, so a text names the class. Whoever uses it uses the label; see the protocol
/// `unseen-classes`, which is made for that.
public struct DescribedRecordings: RecordingSource {
  /// The modality's name.
  public static let modality = "text"

  private let recordings: any RecordingSource
  /// The description of each class, in the order of the classes.
  private let descriptions: [String]

  /// Adds the descriptions of the manifest; nil where it has none.
  public init?(_ recordings: any RecordingSource) {
    guard let known = recordings.manifest.descriptions else { return nil }
    let descriptions = recordings.samples.classNames.compactMap { known[$0] }
    guard descriptions.count == recordings.samples.classNames.count else { return nil }
    self.recordings = recordings
    self.descriptions = descriptions
  }

  /// What the data set says of itself.
  public var manifest: Manifest { recordings.manifest }
  /// The samples, without their signals.
  public var samples: SampleTable { recordings.samples }
  /// What was recorded, then `text`.
  public var modalities: [String] { recordings.modalities + [Self.modality] }
  /// The files that were left out, and why.
  public var skipped: [SkippedFile] { recordings.skipped }
  /// What became of what was recorded.
  public var preparation: Preparation { recordings.preparation }
  /// Whether opening read all that was recorded.
  public var wasReadWhole: Bool { recordings.wasReadWhole }

  /// SHA-256 of what a modality is read from; of `text`, that of the lines `<class>: <description>`.
  public func checksum(of modality: String) throws -> String {
    guard modality == Self.modality else { return try recordings.checksum(of: modality) }
    return Checksum.of(zip(samples.classNames, descriptions).map { "\($0): \($1)\n" }.joined())
  }

  /// How a modality's files become its signals; of `text`, nothing beyond its checksum.
  public func reading(of modality: String) throws -> String {
    modality == Self.modality ? "" : try recordings.reading(of: modality)
  }

  /// What a modality recorded of a sample; of `text`, the description of its class.
  public func signal(row: Int, modality: String) throws -> Signal {
    guard modality == Self.modality else { return try recordings.signal(row: row, modality: modality) }
    return .text(descriptions[samples.labels[row]])
  }

  /// How long a recording is; nil of `text`.
  public func length(row: Int, modality: String) throws -> SignalLength? {
    modality == Self.modality ? nil : try recordings.length(row: row, modality: modality)
  }
}

extension Manifest {
  /// Refuses descriptions of some classes only, of unknown ones, empty ones, and one sentence for two classes.
  func validateDescriptions(place: String) throws {
    guard let descriptions else { return }
    if let unknown = descriptions.keys.sorted().first(where: { !classes.contains($0) }) {
      throw InputError(
        place, found: "the class '\(unknown)'", expected: "classes of this data set",
        advice: suggestion(for: unknown, among: classes))
    }
    if let missing = classes.first(where: { descriptions[$0]?.isEmpty ?? true }) {
      throw InputError(
        place, found: "nothing of '\(missing)'", expected: "a sentence for every class",
        advice: "Describe every class, or leave 'descriptions' out.")
    }
    if let twice = firstRepeated(in: classes.compactMap { descriptions[$0] }) {
      throw InputError(
        place, found: "'\(twice)' twice", expected: "another sentence for every class",
        advice: "Texts that are equal cannot be told apart.")
    }
    guard !modalities.contains(where: { $0.name == DescribedRecordings.modality }) else {
      throw InputError(
        place, found: "a modality '\(DescribedRecordings.modality)' beside it", expected: "another name for it",
        advice: "Descriptions are offered by that name.")
    }
  }
}

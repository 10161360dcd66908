import FeatureStore
import Files
import Foundation

/// What trials are tied to beside their description, split and data: the table of samples, how recordings became features,
/// the order of the modalities, and which samples have what.
///
/// None of it need show in the bytes of the data: a manifest may say another unit, window or order of classes of the same files.
public struct TrialTies: Codable, Sendable, Equatable {
  /// SHA-256 of the table of samples.
  public let samples: String
  /// The modalities of the direction in the order of the features.
  public let modalities: [String]
  /// What each of them was made by, as the source says it.
  public let making: [String: String]
  /// SHA-256 of which samples have which modality; left out where every sample has all of the direction. A modality of no
  /// direction counts too, since a sample is a pair where it has two.
  public let presence: String?

  init(_ source: any FeatureSource, _ direction: Direction) throws {
    samples = try source.samples.checksum
    modalities = source.modalities.filter(direction.modalities.contains)
    making = Dictionary(uniqueKeysWithValues: try modalities.map { ($0, try source.making(of: $0)) })
    guard direction.modalities.contains(where: source.lacks) else {
      presence = nil
      return
    }
    let flags = source.modalities.map { name in [name] + (source.presence(of: name) ?? []).map { $0 ? "1" : "0" } }
    presence = Checksum.of(try CanonicalJSON.data(flags))
  }
}

extension SampleTable {
  private struct Columns: Encodable {
    let ids: [String]
    let labels: [Int]
    let classNames: [String]
    let subjects: [Int]
    let trials: [Int]?
    let sessions: [Int]?
  }

  /// SHA-256 of all its columns.
  var checksum: String {
    get throws {
      Checksum.of(
        try CanonicalJSON.data(
          Columns(
            ids: ids, labels: labels, classNames: classNames, subjects: subjects, trials: trials, sessions: sessions)))
    }
  }
}

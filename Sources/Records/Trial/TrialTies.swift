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

  package init(samples: String, modalities: [String], making: [String: String], presence: String?) {
    (self.samples, self.modalities, self.making, self.presence) = (samples, modalities, making, presence)
  }
}

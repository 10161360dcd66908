/// Something that features of chosen rows are read from: a feature file, or what a test puts in its
/// place.
public protocol FeatureRowReader: Sendable {
  /// Number of features and precision of a modality.
  func description(of modality: String) throws -> ModalityDescription
  /// The features of the given rows as columns, in that order.
  func features(of modality: String, rows: [Int]) throws -> FeatureMatrix
}

extension FeatureFileReader: FeatureRowReader {
  public func description(of modality: String) throws -> ModalityDescription {
    try description(of: modality, as: .vectors)
  }

  public func features(of modality: String, rows: [Int]) throws -> FeatureMatrix {
    try features(of: modality, rows: rows, as: .vectors)
  }
}

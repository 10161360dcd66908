/// Where a feature set comes from.
public struct FeatureOrigin: Sendable, Equatable {
  /// The data set's id.
  public var dataset: String
  /// The data set's version.
  public var datasetVersion: String
  /// The program that wrote the features, with its version.
  public var createdBy: String
  /// The licence of the data.
  public var licence: String
  /// How the data want to be cited.
  public var citation: String

  public init(
    dataset: String, datasetVersion: String = "", createdBy: String = "", licence: String = "", citation: String = ""
  ) {
    self.dataset = dataset
    self.datasetVersion = datasetVersion
    self.createdBy = createdBy
    self.licence = licence
    self.citation = citation
  }
}

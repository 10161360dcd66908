import Datasets
import Diagnostics
import FeatureStore
import Foundation
import Records

extension StoredFeatures {
  /// The features in the form of each level, once for each choice of pairs and each candidate of
  /// what is left open.
  /// - Parameter catalogue: where data sets are looked up; nil to look where they usually are.
  func levels(_ configuration: BenchmarkConfiguration, catalogue: DatasetCatalogue?) throws -> [[any FeatureSource]] {
    let paired = try configuration.pairs.map { choice in
      guard case .elsewhere(let other) = choice else { return self }
      return try adding(other, catalogue: catalogue)
    }
    return ClipsAndFrames.adding(
      to: try configuration.levels.map { level in
        try paired.flatMap { try OpenFeatures.sources(of: level, configuration, stored: $0) }
      }, configuration)
  }

  private func adding(_ other: PairsChoice.OtherDataset, catalogue: DatasetCatalogue?) throws -> StoredFeatures {
    let found: StoredFeatures
    switch other.dataset {
    case .features(let files): found = try StoredFeatures(files: files.map { URL(fileURLWithPath: $0) })
    case .recordings(let id):
      guard let mapped = try (catalogue ?? DatasetCatalogue.locate(option: nil)).entry(id).features() else {
        throw InputError(
          "pairs: dataset", found: "'\(id)', which has recordings", expected: "features, as '\(dataset)' has",
          advice: "Encode it with 'hartransfer encode', and name the files.")
      }
      found = StoredFeatures(mapped: mapped)
    }
    return try adding(found, called: other.modalities)
  }
}

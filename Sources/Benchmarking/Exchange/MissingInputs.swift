import Datasets
import Diagnostics
import Encoders
import Files
import Foundation
import Records

extension TrialReruns {
  /// What a configuration names and is not here: its data, those of foreign pairs, and files of
  /// pretrained models. Nil where all are.
  public static func missingInput(
    of configuration: ConfigurationFiles, scratch: URL, data: URL? = nil, datasets: URL? = nil
  ) throws -> String? {
    let own = try AtomicFile.temporaryFolder(in: scratch)
    defer { try? FileManager.default.removeItem(at: own) }
    let file = try configuration.write(to: own, place: "configuration")
    // What cannot be read is a fault, which the run tells.
    guard let configuration = try? BenchmarkConfiguration(contentsOf: file) else { return nil }
    var ids: [String] = []
    var files: [String] = []
    switch configuration.dataset {
    case .synthetic: break
    case .features(let named): files += named
    case .recordings(let id): ids.append(id)
    }
    for case .elsewhere(let other) in configuration.pairs {
      switch other.dataset {
      case .features(let named): files += named
      case .recordings(let id): ids.append(id)
      }
    }
    if let file = files.first(where: { !FileManager.default.fileExists(atPath: $0) }) {
      return "the feature file \(file) is not here"
    }
    for id in ids {
      do {
        _ = try DataLocation(of: DatasetCatalogue.locate(option: datasets).entry(id), option: data)
      } catch is InputError { return "the data set \(id) is not here" }
    }
    return configuration.levels.lazy.flatMap(\.everyChain).compactMap(\.missingModel).first.map {
      "\($0.place): \($0.found) is here"
    }
  }
}

extension LevelConfiguration {
  /// The chains of all modalities, candidates among them.
  fileprivate var everyChain: [EncoderChain] {
    encoders.sorted { $0.key < $1.key }.map(\.value)
      + candidates.chains.sorted { $0.key < $1.key }.flatMap { $0.value.map(\.value) }
  }
}

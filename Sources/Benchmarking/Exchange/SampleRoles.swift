import FeatureStore
import Foundation
import Records
import Splits

/// Which samples have which role in each split of a benchmark: what a method that this program does
/// not have is trained and tested on.
///
/// A sample with several roles has several lines. The class stands beside labelled rows alone.
public struct SampleRoles: Sendable {
  public static let heads = ["dataset", "protocol", "condition", "split", "role", "id", "subject", "class"]

  /// The cells of each line, in the order of `heads`.
  public private(set) var lines: [[String]] = []
  /// How many splits there are, those under conditions of axes included.
  public private(set) var splits = 0

  /// Lays out the plan of a kept configuration.
  /// - Parameters:
  ///   - configuration: the configuration, word for word.
  ///   - scratch: a folder for the configuration, which the caller removes.
  ///   - data: where the data are; looked for where nil.
  ///   - datasets: the folder of manifests; looked for where nil.
  /// - Throws: `InputError` where the data are missing.
  public init(of configuration: ConfigurationFiles, scratch: URL, data: URL? = nil, datasets: URL? = nil) throws {
    let file = try configuration.write(to: scratch, place: "configuration")
    let runner = try BenchmarkRunner(
      BenchmarkConfiguration(contentsOf: file), results: scratch, cache: scratch, data: data, datasets: datasets)
    var known: Set<[String]> = []
    for part in try Plan(runner.configuration, sources: runner.sources).parts {
      let condition = part.condition.map { "\($0)" } ?? ""
      let name = [part.source.dataset, part.split.protocolName, condition, part.split.name]
      // Levels, repetitions and values of a sweep share the roles.
      guard known.insert(name + ["\(part.split.roles)"]).inserted else { continue }
      splits += 1
      let samples = part.source.samples
      for (role, rows) in part.split.roles.named + [("target-labelled", part.split.roles.targetLabelled ?? [])] {
        let isLabelled = role.hasSuffix("labelled")
        for row in rows {
          lines.append(
            name + [
              role, samples.ids[row], "\(samples.subjects[row])",
              isLabelled ? samples.classNames[samples.labels[row]] : "",
            ])
        }
      }
    }
  }
}

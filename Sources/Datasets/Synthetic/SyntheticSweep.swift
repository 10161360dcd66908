import Diagnostics

/// Synthetic data sets that differ in one parameter: `{noise: 1, sweep: {samples: [100, 400]}}`, or
/// a single one.
///
/// A sweep draws all its data from the same seeds, so that nothing changes from one value to the
/// next but what the parameter changes.
public struct SyntheticSweep: Sendable, Decodable, Equatable {
  /// The data sets in the order of the values.
  public let datasets: [SyntheticDataset]

  /// A single data set.
  public init(_ dataset: SyntheticDataset) { datasets = [dataset] }

  /// What may be swept: every parameter that is a number; `dimensions` is one number for all
  /// modalities.
  public enum Parameter: String, CaseIterable, CodingKey, Sendable {
    case samples, dimensions, latentDimension, classes, separation, imbalance, nuisanceDimension, nuisanceScale,
      distortion, noise
  }

  private enum CodingKeys: CodingKey { case sweep }

  /// Reads the common parameters and the values of the one that is swept.
  /// - Throws: `InputError` where `sweep` names no parameter or several, has no value or one twice,
  ///   or counts with fractions.
  public init(from decoder: any Decoder) throws {
    let base = try SyntheticDataset(from: decoder)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard container.contains(.sweep) else {
      datasets = [base]
      return
    }
    let sweep = try container.nestedContainer(keyedBy: Parameter.self, forKey: .sweep)
    let named = Parameter.allCases.filter(sweep.contains)
    guard let parameter = named.first, named.count == 1 else {
      throw InputError(
        "sweep", found: named.isEmpty ? "no parameter" : named.map(\.rawValue).joined(separator: ", "),
        expected: "one parameter with its values",
        advice: "One of \(Parameter.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    let values = try sweep.decode([Double].self, forKey: parameter)
    guard !values.isEmpty, Set(values).count == values.count else {
      throw InputError(
        "sweep: \(parameter.rawValue)", found: "\(values)", expected: "one value or more, each once")
    }
    datasets = try values.map { try base.setting(parameter, to: $0) }
  }
}

extension SyntheticDataset {
  /// The same data with another value of one parameter.
  /// - Throws: `InputError` for a count that is not a whole number.
  public func setting(_ parameter: SyntheticSweep.Parameter, to value: Double) throws -> SyntheticDataset {
    var changed = self
    func count() throws -> Int {
      guard let count = Int(exactly: value) else {
        throw InputError("sweep: \(parameter.rawValue)", found: "\(value)", expected: "a whole number")
      }
      return count
    }
    switch parameter {
    case .samples: changed.samples = try count()
    case .dimensions:
      let dimension = try count()
      changed.dimensions = dimensions.map { _ in dimension }
    case .latentDimension: changed.latentDimension = try count()
    case .classes: changed.classes = try count()
    case .nuisanceDimension: changed.nuisanceDimension = try count()
    case .separation: changed.separation = value
    case .imbalance: changed.imbalance = value
    case .nuisanceScale: changed.nuisanceScale = value
    case .distortion: changed.distortion = value
    case .noise: changed.noise = value
    }
    return changed
  }
}

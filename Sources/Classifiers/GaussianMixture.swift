import Diagnostics
import LinearAlgebra

/// Classes as Gaussians, x of class c is N(mu_c, Sigma_c), or as mixtures of several.
///
/// The class of a sample maximises log p(c) + log N(x; mu_c, Sigma_c). With `covariance: tied` (one Sigma for all
/// classes) that is linear discriminant analysis; with `full` it is quadratic. Means and covariances are the maximum-likelihood
/// ones, shrunk. With several `components` a class, each class is a mixture that `MixtureEstimation` fits. Cost: O(n k² + C k³) (full), O(n k² + k³) (tied).
public struct GaussianMixture: ClassifierMethod {
  /// The form of the covariances.
  public enum Covariance: String, Codable, Sendable, CaseIterable {
    /// One matrix a class.
    case full
    /// One matrix for all classes, from the samples around their class means.
    case tied
    /// One variance a dimension and class.
    case diagonal
  }

  /// How much a covariance is drawn towards the mean variance times the identity.
  public enum Shrinkage: Codable, Sendable, Equatable {
    /// As much as Ledoit and Wolf's estimate says.
    case ledoitWolf
    /// A fixed share from 0 to 1.
    case fixed(Double)

    /// `ledoit-wolf`, or a number from 0 to 1.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let share = try? container.decode(Double.self) {
        guard share >= 0, share <= 1 else {
          throw InputError("shrinkage", found: "\(share)", expected: "'ledoit-wolf' or a number from 0 to 1")
        }
        self = .fixed(share)
      } else {
        let text = try container.decode(String.self)
        guard text == "ledoit-wolf" else {
          throw InputError("shrinkage", found: "'\(text)'", expected: "'ledoit-wolf' or a number from 0 to 1")
        }
        self = .ledoitWolf
      }
    }

    /// The form that `init(from:)` reads.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .ledoitWolf: try container.encode("ledoit-wolf")
      case .fixed(let share): try container.encode(share)
      }
    }
  }

  /// The prior probabilities of the classes.
  public enum Priors: String, Codable, Sendable, CaseIterable {
    /// All the same.
    case uniform
    /// Their shares among the training samples.
    case empirical
  }

  /// `gaussian-mixture`.
  public static let name = "gaussian-mixture"

  /// The form of the covariances.
  public var covariance: Covariance
  /// How much they are shrunk.
  public var shrinkage: Shrinkage
  /// The prior probabilities.
  public var priors: Priors

  /// The number of Gaussians a class.
  public var components: ComponentCount
  /// The number of starts of the estimation with several components; the likeliest result is kept.
  public var restarts: Int
  /// The seed of those starts.
  public var seed: UInt64

  /// True: shrinkage is towards the mean variance.
  public var ignoresScale: Bool { true }

  private enum CodingKeys: CodingKey { case covariance, shrinkage, priors, components, restarts, seed }

  /// Keeps the parameters.
  public init(
    covariance: Covariance = .tied, shrinkage: Shrinkage = .ledoitWolf, priors: Priors = .uniform,
    components: ComponentCount = .fixed(1), restarts: Int = 5, seed: UInt64 = 0
  ) {
    self.covariance = covariance
    self.shrinkage = shrinkage
    self.priors = priors
    self.components = components
    self.restarts = restarts
    self.seed = seed
  }

  /// Decodes the parameters; what is left out has its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      covariance: try container.decodeIfPresent(Covariance.self, forKey: .covariance) ?? .tied,
      shrinkage: try container.decodeIfPresent(Shrinkage.self, forKey: .shrinkage) ?? .ledoitWolf,
      priors: try container.decodeIfPresent(Priors.self, forKey: .priors) ?? .uniform,
      components: try container.decodeIfPresent(ComponentCount.self, forKey: .components) ?? .fixed(1),
      restarts: try container.decodeIfPresent(Int.self, forKey: .restarts) ?? 5,
      seed: try container.decodeIfPresent(UInt64.self, forKey: .seed) ?? 0)
    guard restarts > 0 else {
      throw InputError("gaussian-mixture: restarts", found: "\(restarts)", expected: "a positive number of starts")
    }
  }

  /// Encodes the parameters that have an effect: with one component nothing is drawn, and what identifies a result
  /// must not name a seed.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(covariance, forKey: .covariance)
    try container.encode(shrinkage, forKey: .shrinkage)
    try container.encode(priors, forKey: .priors)
    guard components != .fixed(1) else { return }
    try container.encode(components, forKey: .components)
    try container.encode(restarts, forKey: .restarts)
    try container.encode(seed, forKey: .seed)
  }

  /// Fits means and covariances.
  /// - Throws: `InputError` without samples, or where a covariance is singular in spite of the shrinkage.
  public func fit(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    guard components == .fixed(1) else { return try fitMixtures(samples, labels: labels) }
    return try fit(
      samples, labels: labels, as: Self.name,
      remedy: "Increase shrinkage, choose covariance 'tied', or reduce k.")
  }

  /// The fit with one component, with the name and the advice that errors shall give.
  func fit(
    _ samples: Matrix<Double>, labels: [Int], as method: String, remedy: String
  ) throws -> FittedGaussianMixture {
    precondition(labels.count == samples.columns, "\(labels.count) labels for \(samples.columns) samples")
    guard !labels.isEmpty, samples.rows > 0 else {
      throw InputError(
        method, found: "\(labels.count) labelled samples of \(samples.rows) dimensions",
        expected: "at least one of each", advice: "Check the split: it has no labelled row.")
    }
    let classes = Set(labels).sorted()
    let members = classes.map { label in labels.indices.filter { labels[$0] == label } }
    let groups = members.map { samples.selectingColumns($0) }
    let means = groups.map(\.rowMeans)
    let centred = zip(groups, means).map { group, mean in group.addingToColumns(mean.map { -$0 }) }
    let factors: [CholeskyFactorisation<Double>]
    if covariance == .tied {
      factors = [try factor(Matrix.stackedHorizontally(centred), of: "\(method): covariance of all classes", remedy)]
    } else {
      factors = try zip(classes, centred).map { try factor($1, of: "\(method): covariance of class \($0)", remedy) }
    }
    let logPriors = members.map { group in
      priors == .uniform
        ? -Double(classes.count).logarithm : (Double(group.count) / Double(labels.count)).logarithm
    }
    return FittedGaussianMixture(classes: classes, means: means, factors: factors, logPriors: logPriors)
  }

  /// The Cholesky factor of the shrunk covariance of centred samples.
  private func factor(_ centred: Matrix<Double>, of place: String, _ remedy: String) throws -> CholeskyFactorisation<
    Double
  > {
    let p = centred.rows
    var matrix = (1 / Double(centred.columns)) * centred.gramOfRows()
    let meanVariance = (0..<p).reduce(0) { $0 + matrix[$1, $1] } / Double(p)
    let share =
      switch shrinkage {
      case .fixed(let share): share
      case .ledoitWolf: LedoitWolf.shrinkage(centred: centred, covariance: matrix)
      }
    matrix = matrix.map { (1 - share) * $0 }
    for i in 0..<p { matrix[i, i] += share * meanVariance }
    if covariance == .diagonal { matrix = .diagonal((0..<p).map { matrix[$0, $0] }) }
    do {
      return try CholeskyFactorisation(matrix)
    } catch let error as LinearAlgebraError {
      throw InputError(
        place,
        found: "a singular matrix (\(centred.columns) samples, \(p) dimensions, mean variance \(meanVariance), "
          + "shrinkage \(share); \(error))",
        expected: "a positive definite one",
        advice: remedy)
    }
  }
}

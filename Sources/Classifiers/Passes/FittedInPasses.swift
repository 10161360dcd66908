import Diagnostics
import LinearAlgebra

/// A classifier that can be fitted in passes over samples that never stand in memory.
///
/// The result is that of the same samples in memory, up to rounding.
public protocol FittedInPasses: ClassifierMethod {
  /// Fits on samples whose squares are ordinary numbers.
  /// - Parameters:
  ///   - stream: the samples with their classes.
  ///   - means: what a first pass told of them.
  /// - Throws: as `fit` on samples in memory, and what reading throws.
  func fit(_ stream: LabelledStream, means: ClassMeans) throws -> any FittedClassifier
}

extension FittedInPasses {
  /// Fits in a unit where squares of the samples neither overflow nor vanish.
  /// - Throws: as `fitInSafeUnits` of samples in memory, and what reading throws.
  public func fitInSafeUnits(_ stream: LabelledStream) throws -> any FittedClassifier {
    let means = try ClassMeans(of: stream, for: Self.name)
    return try fitted(largest: means.largest) { method, factor in
      guard factor != 1 else { return try method.fit(stream, means: means) }
      let scaled = stream.scaled(by: factor)
      return try method.fit(scaled, means: ClassMeans(of: scaled, for: Self.name))
    }
  }
}

extension ClassifierRegistry {
  /// The names of the classifiers that can be fitted in passes.
  public static var fittedInPasses: [String] { methods.filter { $0 is any FittedInPasses.Type }.map { $0.name } }
}

extension NearestCentroid: FittedInPasses {
  public func fit(_ stream: LabelledStream, means: ClassMeans) -> any FittedClassifier {
    guard !means.areIdentical else { return Uninformed(classes: stream.classes) }
    return FittedNearestCentroid(classes: stream.classes, means: Matrix(columns: means.means), metric: metric)
  }
}

extension LinearDiscriminantAnalysis: FittedInPasses {
  public func fit(_ stream: LabelledStream, means: ClassMeans) throws -> any FittedClassifier {
    let classes = try gaussians.fit(
      stream, means: means, covariance: .tied, as: Self.name, remedy: "Increase shrinkage, or reduce k.")
    guard case .informed(let mixture) = classes else { return classes.classifier }
    return LinearDiscriminants(mixture)
  }
}

extension QuadraticDiscriminantAnalysis: FittedInPasses {
  public func fit(_ stream: LabelledStream, means: ClassMeans) throws -> any FittedClassifier {
    try gaussians.fit(
      stream, means: means, covariance: .full, as: Self.name,
      remedy: "Increase shrinkage, choose lda, or reduce k."
    ).classifier
  }
}

extension RidgeClassifier: FittedInPasses {
  public func fit(_ stream: LabelledStream, means: ClassMeans) throws -> any FittedClassifier {
    let (n, d) = (Double(stream.count), stream.dimension)
    let targetMeans = stream.counts.map { 2 * Double($0) / n - 1 }
    guard !means.areIdentical else {
      return LinearScores(
        classes: stream.classes, weights: Matrix(d, stream.classes.count), intercepts: targetMeans)
    }
    var scatter = try ClassScatters.read(stream, around: means, isTied: true)[0].sum
    let centre = zip(means.means, stream.counts).reduce([Double](repeating: 0, count: d)) { sum, part in
      zip(sum, part.0).map { $0 + Double(part.1) / n * $1 }
    }
    let between = Matrix(columns: means.means).addingToColumns(centre.map { -$0 })
    let roots = stream.counts.map { Double($0).squareRoot() }
    let weighted = between.scalingColumns(by: roots)
    scatter.addProduct(weighted, weighted, transposing: .second)
    return try solved(classes: stream.classes, count: stream.count, dimension: d) {
      // A sample of a class is above the mean target by as much as 2 for it, beside the rest.
      try RidgeRegression(
        scatter: scatter, cross: between.scalingColumns(by: stream.counts.map { 2 * Double($0) }),
        count: stream.count, means: centre, targetMeans: targetMeans, ridge: ridge)
    }
  }
}

extension GaussianEstimation {
  /// One Gaussian a class, from passes over samples.
  func fit(
    _ stream: LabelledStream, means: ClassMeans, covariance: GaussianMixture.Covariance, as method: String,
    remedy: String
  ) throws -> ClassGaussians {
    let logPriors = logPriors(of: stream.counts.map(Double.init), count: stream.count)
    guard !means.areIdentical else { return .uninformed(stream.classes, logPriors: logPriors) }
    let isTied = covariance == .tied
    let names = isTied ? ["all classes"] : stream.classes.map { "class \($0)" }
    let factors = try zip(ClassScatters.read(stream, around: means, isTied: isTied), names).map { scatter, name in
      try factor(scatter, covariance, of: "\(method): covariance of \(name)", remedy)
    }
    let mixtures = means.means.enumerated().map { place, mean in
      [MixtureComponent(weight: 1, mean: mean, factor: factors[isTied ? 0 : place])]
    }
    return .informed(
      FittedGaussianMixture(classes: stream.classes, mixtures: mixtures, logPriors: logPriors, isTied: isTied))
  }
}

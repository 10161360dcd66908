import Diagnostics
import LinearAlgebra

/// Fits in passes, in all four ways of transfer.
extension GaussianMixture: FittedInPasses {
  /// Fits means and covariances; without labels where `transfer` is `unsupervised`.
  /// - Throws: as `fit` on samples in memory, and what reading throws.
  public func fit(_ stream: LabelledStream, means: ClassMeans) throws -> any FittedClassifier {
    guard transfer != .unsupervised else { return try componentsOfClasses(stream, means: means) }
    return try fitClasses(stream, means: means).classifier
  }

  /// Of how many samples of a class first clusters are found; nil where they are found among all,
  /// or not at all.
  /// - Parameter labels: the classes of the samples.
  public func startSamples(of labels: [Int]) -> Int? {
    guard transfer == .unsupervised || components != .fixed(1) else { return nil }
    let counts = labels.reduce(into: [:]) { $0[transfer == .unsupervised ? 0 : $1, default: 0] += 1 }
    let most = MixturesInPasses.mostForStart
    return counts.values.contains { $0 > most } ? most : nil
  }

  /// Push-forward, as `fit(_:labels:pushedThrough:offset:)`.
  /// - Throws: as that, and what reading throws.
  public func fit(
    _ stream: LabelledStream, pushedThrough map: Matrix<Double>, offset: [Double]
  ) throws -> any FittedClassifier {
    try checkMap(map, offset: offset, dimension: stream.dimension)
    return try fitClasses(stream, means: ordinaryMeans(of: stream)).carried(through: map, offset: offset)
  }

  /// Projection on a subspace, as `fit(_:labels:marginalOn:)`.
  /// - Throws: as that, and what reading throws.
  public func fit(_ stream: LabelledStream, marginalOn basis: Matrix<Double>) throws -> any FittedClassifier {
    precondition(basis.rows == stream.dimension, "a basis in \(basis.rows) dimensions for \(stream.dimension)")
    return try marginals(of: fitClasses(stream, means: ordinaryMeans(of: stream)), on: basis)
  }

  /// Components that are found without labels, as `fitUnsupervised(_:labels:)`.
  /// - Throws: as that, and what reading throws.
  public func fitUnsupervised(_ stream: LabelledStream) throws -> any FittedClassifier {
    try componentsOfClasses(stream, means: ordinaryMeans(of: stream))
  }

  /// The means of samples that need no other unit.
  private func ordinaryMeans(of stream: LabelledStream) throws -> ClassMeans {
    let means = try ClassMeans(of: stream, for: Self.name)
    try checkUnit(largest: means.largest)
    return means
  }

  private func fitClasses(_ stream: LabelledStream, means: ClassMeans) throws -> ClassGaussians {
    guard components == .fixed(1) else { return try fitMixtures(stream, means: means) }
    return try gaussians.fit(
      stream, means: means, covariance: covariance, as: Self.name,
      remedy: "Increase shrinkage, choose covariance 'tied', or reduce k.")
  }

  private func fitMixtures(_ stream: LabelledStream, means: ClassMeans) throws -> ClassGaussians {
    let logPriors = gaussians.logPriors(of: stream.counts.map(Double.init), count: stream.count)
    guard !means.areIdentical else { return .uninformed(stream.classes, logPriors: logPriors) }
    let isTied = covariance == .tied
    let groups = (isTied ? [Array(stream.classes.indices)] : stream.classes.indices.map { [$0] })
    let names = isTied ? ["all classes"] : stream.classes.map { "class \($0)" }
    let sizes = groups.map { $0.map { stream.counts[$0] } }
    let counts = try sizes.map { try componentCounts(sizes: $0) }
    let found = try MixturesInPasses(stream, means: means, estimation: estimation)
      .fit(zip(groups, counts).map { .init(places: $0, counts: $1) })
    let mixtures = try found.indices.flatMap { group in
      try named(names[group]) {
        guard case .bic = components else { return try found[group](counts[group].upperBound).mixtures }
        return try estimation.preferred(sizes: sizes[group], dimension: stream.dimension, fit: found[group]).mixtures
      }
    }
    return .informed(
      FittedGaussianMixture(classes: stream.classes, mixtures: mixtures, logPriors: logPriors, isTied: isTied))
  }

  private func componentsOfClasses(_ stream: LabelledStream, means: ClassMeans) throws -> any FittedClassifier {
    guard !means.areIdentical else { return Uninformed(classes: stream.classes) }
    let count = stream.classes.count
    let (unlabelled, estimation) = (stream.unlabelled, estimation)
    let all = try ClassMeans(of: unlabelled, for: Self.name)
    let fit = try MixturesInPasses(unlabelled, means: all, estimation: estimation)
      .fit([.init(places: [0], counts: count...count)])[0]
    let found = try named("the unlabelled samples") { try fit(count).mixtures[0] }
    let shared = try stream.sums(from: Matrix<Double>(count, found.count)) { block, sums in
      let responsibilities = Matrix(rows: found.map { $0.logDensities(block.samples) }).softmaxOfColumns
      for (column, place) in block.classes.enumerated() {
        for k in found.indices { sums[place, k] += responsibilities[k, column] }
      }
    }
    return matched(found, shared: shared, classes: stream.classes)
  }
}

import Diagnostics
import LinearAlgebra
import Parameters

/// Within-class covariance normalisation with cosine scoring: the class mean at the smallest angle.
/// Directions where samples of one class differ, or the two sides of a pair, are made short first.
///
/// Objective: max_c cos(W mu_c, W x) with W'W = S^-1, S = S_w + w D + r I. S_w is the mean over
/// samples of (x - mu_c)(x - mu_c)', D the mean over pairs of (z_1 - z_2)(z_1 - z_2)', w =
/// `pairDifferences`, and r = `ridge` times the mean diagonal of S_w + w D. Where no pairs are
/// given (a classifier of one modality alone) D is 0. Angles need an origin: the mean of the
/// training samples, or with `origin: zero` that of the latent space. Zero suits latents that each
/// modality's pairs have centred, such as those of frames.
///
/// With `blocks` above 1 a sample is so many vectors of equal size, such as latents of several
/// scalings. Each has its own S, and the cosines are averaged.
///
/// Solution: with S = U U' + r I and the left singular vectors V of U, W = (I - V diag(1 - sqrt(r /
/// (s² + r))) V') / sqrt(r): nothing is inverted, and features may outnumber samples. Cost: min(d,
/// m)² max(d, m) for m samples and pairs, O(C d) a sample.
/// Source: Hatch, Kajarekar and Stolcke, Interspeech 2006; the pairs' part is this project's.
public struct WithinClassNormalisation: PairAware {
  public static let name = "wccn"
  public static let card = MethodCard(
    summary: "within-class covariance normalisation with cosine scoring, for which pairs count as one class each",
    objective: "max_c cos(W mu_c, W x), W'W = (S_w + w D + r I)^-1, D the covariance of the differences of pairs",
    solution: "the singular basis of the differences, and the means of the classes",
    cost: "min(d, m)² max(d, m) for m samples and pairs, O(C d) a sample",
    source: "Hatch, Kajarekar and Stolcke, Interspeech 2006; with pairs: this project")

  /// Where angles are measured.
  public enum Origin: String, Codable, Sendable, CaseIterable {
    /// At the mean of the training samples.
    case training
    /// At zero.
    case zero
  }

  @Parameter(.number(from: 0), "weight w of the differences of pairs") public var pairDifferences = 3.0
  @Parameter(.number(from: 0, openFrom: true), "r as a share of the mean variance of the differences")
  public var ridge = 1.0
  @Parameter(.count, "vectors of equal size that a sample is made of") public var blocks = 1
  @Parameter("where angles are measured") public var origin = Origin.training

  /// True: the ridge follows the samples, and angles have no unit.
  public var ignoresScale: Bool { true }

  public init() {}

  /// Fits without pairs.
  /// - Throws: `InputError` without samples or where one is not finite.
  public func fit(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    try fit(samples, labels: labels, pairDifferences: nil)
  }

  /// Fits with the differences of pairs, k x n.
  /// - Throws: `InputError` without samples or where one is not finite.
  public func fit(
    _ samples: Matrix<Double>, labels: [Int], pairDifferences differences: Matrix<Double>?
  ) throws -> any FittedClassifier {
    let training = try TrainingSamples(samples, labels: labels, for: Self.name)
    if let differences, !differences.isFinite {
      throw InputError(
        Self.name, found: "a pair with a latent that is not finite", expected: "finite latents",
        advice: "Check the encoder and the alignment before the classifier.")
    }
    guard !training.areIdentical else { return Uninformed(classes: training.classes) }
    guard training.dimension % blocks == 0 else {
      throw InputError(
        "\(Self.name): blocks", found: "\(training.dimension) numbers a sample", expected: "a multiple of \(blocks)",
        advice: "Give as many blocks as the frames have scalings.")
    }
    let means = Matrix(columns: training.groups.map(\.mean))
    let own = training.all - means.selectingColumns(training.places)
    var parts = [(1 / Double(training.count).squareRoot()) * own]
    if let differences, differences.columns > 0, pairDifferences > 0 {
      parts.append((pairDifferences / Double(differences.columns)).squareRoot() * differences)
    }
    let all = Matrix.stackedHorizontally(parts)
    let size = training.dimension / blocks
    let zero =
      origin == .zero ? [Double](repeating: 0, count: training.dimension) : training.whole.mean
    let centred = means.addingToColumns(zero.map { -$0 })
    return FittedNormalisation(
      classes: training.classes, origin: zero,
      blocks: try (0..<blocks).map { block in
        let rows = (block * size)..<((block + 1) * size)
        let normalisation = try Normalisation(all.rows(rows), ridge: ridge)
        return .init(rows: rows, means: normalisation(centred.rows(rows)).unitColumns, normalisation: normalisation)
      })
  }
}

/// x -> W x with W'W = (U U' + r I)^-1 up to a factor, r a share of the mean diagonal of U U'.
private struct Normalisation: Sendable {
  /// Left singular vectors of U, d x rank.
  private let basis: Matrix<Double>
  /// 1 - sqrt(r / (s² + r)) of each.
  private let shares: [Double]

  init(_ differences: Matrix<Double>, ridge share: Double) throws {
    let isWide = differences.rows <= differences.columns
    let side = try GramSingularBasis(isWide ? differences : differences.transposed())
    let ridge = share * side.values.reduce(0) { $0 + $1 * $1 } / Double(differences.rows)
    basis =
      isWide ? side.vectors : differences * side.vectors.scalingColumns(by: side.values.map { 1 / $0 })
    shares = side.values.map { 1 - (ridge / ($0 * $0 + ridge)).squareRoot() }
  }

  func callAsFunction(_ samples: Matrix<Double>) -> Matrix<Double> {
    guard basis.columns > 0 else { return samples }
    return samples - basis * Matrix.product(basis, samples, transposing: .first).scalingRows(by: shares)
  }
}

/// Means at unit length after normalisation, block by block.
private struct FittedNormalisation: FittedClassifier {
  struct Block: Sendable {
    let rows: Range<Int>
    /// Size of the block x C.
    let means: Matrix<Double>
    let normalisation: Normalisation
  }

  let classes: [Int]
  let origin: [Double]
  let blocks: [Block]

  func scores(_ samples: Matrix<Double>) -> Matrix<Double> {
    let samples = samples.addingToColumns(origin.map { -$0 })
    let cosines = blocks.map { block in
      Matrix.product(
        block.means, block.normalisation(samples.rows(block.rows)).unitColumns, transposing: .first)
    }
    return (1 / Double(blocks.count)) * cosines.dropFirst().reduce(cosines[0]) { $0 + $1 }
  }
}

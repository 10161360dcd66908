import Foundation
import LinearAlgebra
import Randomness

/// Explicit features of a kernel: phi(x)' phi(y) = k(x, y) for x and y in the span of the
/// landmarks.
///
/// phi(x) = diag(lambda)^(-1/2) E' k(landmarks, x), with E and lambda the eigenpairs of the kernel
/// matrix of the landmarks above the house rank tolerance. With every sample a landmark this is
/// exact; with fewer it is Nyström's approximation. A linear method on phi is the kernel method.
/// Cost: m³ for m landmarks, then m (d + m) a sample.
/// Source: Williams and Seeger, "Using the Nyström method to speed up kernel machines", NIPS 2000.
struct KernelFeatures: Sendable {
  let kernel: Kernel
  /// The mean of the training samples, which is taken away first: the RBF does not see it, and
  /// products lose no digits.
  let offset: [Double]
  /// Centred landmarks, d x m.
  let landmarks: Matrix<Double>
  /// 1 / (2 sigma²).
  let gamma: Double
  /// E diag(lambda)^(-1/2), m x r.
  let basis: Matrix<Double>

  /// Refuses what would not fit. The kernel of m landmarks and its eigenvectors take about 5 m²
  /// numbers, the features of n samples 8 m n while a method works on them.
  static func checkMemory(landmarks: Int, samples: Int, _ method: String) throws {
    let m = Double(min(landmarks, samples))
    try Check.memory(
      5 * m * m + 8 * m * Double(samples), "\(method): landmarks", advice: "Set fewer landmarks, or use fewer pairs.")
  }

  /// The number of samples that the median distance is taken over at most.
  static let medianSamples = 1000

  /// Which samples are landmarks, and which the median distance is taken over.
  struct Places: Sendable {
    let landmarks: [Int]
    let median: [Int]

    /// Draws them from the samples, the same for all `views`.
    init(_ count: Int, of views: [Matrix<Double>], seed: Seed) {
      landmarks = Landmarks.places(count, of: views, seed: seed.deriving("landmarks"))
      median = Landmarks.places(KernelFeatures.medianSamples, of: views, seed: seed.deriving("median"))
    }
  }

  init(_ kernel: Kernel, bandwidth: Double, on samples: Matrix<Double>, at places: Places) throws {
    self.kernel = kernel
    let moments = RowMoments(samples)
    offset = moments.means
    let centred = samples.addingToColumns(offset.map { -$0 })
    landmarks = centred.selectingColumns(places.landmarks)
    gamma = kernel == .rbf ? Self.gamma(centred.selectingColumns(places.median), bandwidth: bandwidth) : 0
    let problem = try SymmetricEigendecomposition(Self.matrix(kernel, landmarks, landmarks, gamma: gamma))
    let size = problem.values.count
    let tolerance = rankTolerance(largest: problem.values.last ?? 0, rows: size, columns: size)
    let kept = (0..<size).reversed().filter { problem.values[$0] > max(tolerance, 0) }
    basis = problem.vectors.selectingColumns(kept).scalingColumns(
      by: kept.map { 1 / problem.values[$0].squareRoot() })
  }

  /// phi of each column, r x n.
  func callAsFunction(_ samples: Matrix<Double>) -> Matrix<Double> {
    let against = Self.matrix(kernel, landmarks, samples.addingToColumns(offset.map { -$0 }), gamma: gamma)
    return Matrix.product(basis, against, transposing: .first)
  }

  private static func matrix(
    _ kernel: Kernel, _ x: Matrix<Double>, _ y: Matrix<Double>, gamma: Double
  ) -> Matrix<Double> {
    switch kernel {
    case .linear: Matrix.product(x, y, transposing: .first)
    case .rbf: x.squaredDistances(to: y).map { exp(-gamma * $0) }
    }
  }

  /// 1 / (2 (bandwidth · median distance)²); 1 where most samples are equal, so that nothing is
  /// divided by zero.
  private static func gamma(_ samples: Matrix<Double>, bandwidth: Double) -> Double {
    let squares = samples.squaredDistances(to: samples)
    var distances: [Double] = []
    for j in 0..<samples.columns { for i in 0..<j { distances.append(squares[i, j].squareRoot()) } }
    distances.sort()
    let middle = distances.count / 2
    guard let last = distances.last, last > 0 else { return 1 }
    let median = distances.count % 2 == 1 ? distances[middle] : (distances[middle - 1] + distances[middle]) / 2
    return median > 0 ? 1 / (2 * bandwidth * bandwidth * median * median) : 1
  }
}

import CLIBLINEAR
import Diagnostics
import LinearAlgebra

/// One problem of LIBLINEAR a class against the rest.
///
/// Both minimise ||w||²/2 + C sum of losses for each class against the rest by a trust-region
/// Newton method. It draws no random numbers. LIBLINEAR's coordinate descent does, from the state
/// of the C library.
/// Source: Fan et al., LIBLINEAR, J. Machine Learning Research 9, 2008.
struct LIBLINEAR {
  /// The solver by its number in LIBLINEAR.
  enum Solver { case logisticRegression, squaredHinge }

  let name: String
  let solver: Solver
  let parameters: LIBLINEARParameters

  private var cost: Double { parameters.cost }
  private var bias: Double { parameters.bias }
  private var standardise: Bool { parameters.standardise }
  private var tolerance: Double { parameters.tolerance }

  /// Silences the library's progress, once: it would print to the standard output.
  private static let silenced: Void = set_print_string_function { _ in }

  /// Solves the problems. With a single class, and where all samples are the same, all scores are
  /// 0.
  func fit(_ samples: Matrix<Double>, labels: [Int]) throws -> LinearScores {
    let training = try TrainingSamples(samples, labels: labels, for: name)
    let (d, classes) = (training.dimension, training.classes.count)
    guard classes > 1, !training.areIdentical else {
      return LinearScores(
        classes: training.classes, weights: Matrix(d, classes),
        intercepts: [Double](repeating: 0, count: classes))
    }
    var x = training.all
    var (means, scales) = ([Double](repeating: 0, count: d), [Double](repeating: 1, count: d))
    if standardise {
      means = x.rowMeans
      let centred = x.addingToColumns(means.map { -$0 })
      let norms = centred.transposed().columnNorms
      // A constant feature, which rounding may leave a few last digits of, stays at about 0.
      scales = zip(norms, means).map { norm, mean in
        let deviation = norm / Double(x.columns).squareRoot()
        return deviation > 16 * Double.ulpOfOne * abs(mean) ? 1 / deviation : 0
      }
      x = centred.scalingRows(by: scales)
    }
    // The weights are combinations of the samples X = Q R. Where features outnumber samples, R is
    // the same problem with one feature a sample.
    let basis = d > x.columns ? try QRFactorisation(x) : nil
    var (weights, intercepts) = try solve(basis?.r ?? x, training.places, classes: classes)
    if let basis {
      weights = try basis.applyingQ(to: .stackedVertically([weights, Matrix(d - weights.rows, classes)]))
    }
    let unscaled = weights.scalingRows(by: scales)
    let offsets = Matrix.product(unscaled, Matrix(columns: [means]), transposing: .first).column(0)
    return LinearScores(
      classes: training.classes, weights: unscaled, intercepts: zip(intercepts, offsets).map { $0 - $1 })
  }

  /// The weights (d x C) and intercepts for samples that are grouped by class, in ascending places.
  private func solve(_ x: Matrix<Double>, _ places: [Int], classes: Int) throws -> (Matrix<Double>, [Double]) {
    _ = Self.silenced
    let (d, n) = (x.rows, x.columns)
    // LIBLINEAR takes sparse samples: (index from 1, value) pairs that end with the index -1.
    let stride = d + 2
    var nodes = [feature_node](repeating: feature_node(index: -1, value: 0), count: n * stride)
    for j in 0..<n {
      for i in 0..<d { nodes[j * stride + i] = feature_node(index: Int32(i + 1), value: x[i, j]) }
      if bias > 0 { nodes[j * stride + d] = feature_node(index: Int32(d + 1), value: bias) }
    }
    var targets = places.map { Double($0) }
    var settings = parameter()
    settings.solver_type = Int32(solver == .logisticRegression ? L2R_LR : L2R_L2LOSS_SVC)
    settings.C = cost
    settings.eps = tolerance
    settings.p = 0.1
    return try nodes.withUnsafeMutableBufferPointer { nodes in
      let start = nodes.baseAddress
      var rows = (0..<n).map { j in start.map { $0 + j * stride } }
      return try rows.withUnsafeMutableBufferPointer { rows in
        try targets.withUnsafeMutableBufferPointer { targets in
          var task = problem()
          task.l = Int32(n)
          task.n = Int32(bias > 0 ? d + 1 : d)
          task.y = targets.baseAddress
          task.x = rows.baseAddress
          task.bias = bias > 0 ? bias : -1
          if let complaint = check_parameter(&task, &settings) {
            throw InputError(name, found: String(cString: complaint), expected: "parameters that LIBLINEAR takes")
          }
          var model = train(&task, &settings)
          defer { free_and_destroy_model(&model) }
          var weights = Matrix<Double>(d, classes)
          for c in 0..<classes {
            for i in 0..<d { weights[i, c] = get_decfun_coef(model, Int32(i + 1), Int32(c)) }
          }
          return (weights, (0..<classes).map { get_decfun_bias(model, Int32($0)) })
        }
      }
    }
  }
}

/// The library of the linear classifiers.
public enum LIBLINEARLibrary {
  /// Its version, such as `2.30`.
  public static var version: String { "\(LIBLINEAR_VERSION / 100).\(LIBLINEAR_VERSION % 100)" }
}

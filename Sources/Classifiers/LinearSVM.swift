import LinearAlgebra
import Parameters

/// One linear support vector machine a class against the rest.
///
/// min ||w||²/2 + C sum of max(0, 1 - y w'x)² over the samples, with y = 1 for the class and -1 for
/// the rest. The bias is a feature of the constant value `bias` and is penalised with the others.
/// With a single class, or samples that are all the same, all scores are 0. Solved by LIBLINEAR,
/// without random numbers, until the gradient has shrunk by `tolerance` (or after 1,000 steps).
/// Cost: O(n d) a step, for each class; where d > n, O(n²) a step and O(d n²) once.
public struct LinearSVM: ClassifierMethod {
  public static let name = "linear-svm"
  public static let card = MethodCard(
    summary: "one linear support vector machine a class against the rest",
    objective: "min ||w||²/2 + C sum of max(0, 1 - y w'x)², y = 1 for the class and -1 for the rest",
    solution: "LIBLINEAR's trust-region Newton method, which draws no random numbers",
    cost: "O(n min(n, d)) a step, for each class, and O(d n²) once where d > n",
    source: "Fan, Chang, Hsieh, Wang and Lin (LIBLINEAR), J. Machine Learning Research 9, 2008")

  @ParameterGroup public var parameters: LIBLINEARParameters

  /// True where features are standardised.
  public var ignoresScale: Bool { parameters.standardise }

  public init() {}

  private var solver: LIBLINEAR { LIBLINEAR(name: Self.name, solver: .squaredHinge, parameters: parameters) }

  /// Fits one machine a class against the rest.
  /// - Throws: `InputError` without samples, or where one is not finite.
  public func fit(_ samples: Matrix<Double>, labels: [Int]) throws -> any FittedClassifier {
    try solver.fit(samples, labels: labels)
  }
}

import Diagnostics
import Parallelism
import Parameters

/// Features with a known latent: z from a mixture of Gaussians of identity covariance, x^m = S_m z
/// + noise.
///
/// In this setting alignment by the left null space of the stacked features is exact: without noise
/// the stacked matrix [S_1; -S_2] Z has the rank of Z. Beyond the paper's setting each modality may
/// hold private latents u_m, and a distortion that no linear map undoes:
///
///     y = S_m z + N_m u_m,    x^m = (1 - a) y + a c tanh(y / c) + noise,    c = mixingRange
///
/// Source: Kamboj and Do, arXiv 2503.15352, equations 6 and 7.
public struct SyntheticDataset: Parametrised, Equatable {
  @Parameter(.count, "number of samples; of those that train, with testSamples") public var samples = 2000
  @Parameter(.count, "number of further samples, of subjects with even numbers, the same whatever samples is")
  public var testSamples: Int? = nil
  @Parameter(.other("a list of whole numbers, 1 or more"), "number of features of each modality")
  public var dimensions = [2, 2]
  @Parameter(.dimension, "dimension of the latent") public var latentDimension = 2
  @Parameter(.count, "number of classes") public var classes = 2
  /// Two classes, and classes of a latent of one dimension, lie on its first axis; more lie on a
  /// circle in its first two. At 6, two classes are told apart with an error of .0013 at best.
  @Parameter(.number(from: 0), "distance of neighbouring class means") public var separation = 6.0
  @Parameter(
    .other("a list of means, each of latentDimension numbers"),
    "mean of each class in the latent, instead of classes and separation")
  public var classMeans: [[Double]]? = nil
  /// Those between fall geometrically. 1: all are equally likely.
  @Parameter(.number(from: 1), "how many times likelier the first class is than the last")
  public var imbalance = 1.0
  @Parameter(.number(from: 0, openFrom: true), "entries of S and N are uniform between minus and plus this")
  public var mixingRange = 5.0
  @Parameter(.whole(from: 0, through: 100_000), "number of private latents of each modality") public
    var nuisanceDimension = 0
  @Parameter(.number(from: 0), "standard deviation of the private latents") public var nuisanceScale = 1.0
  @Parameter(.number(from: 0, through: 1), "share of the features that is bent by the hyperbolic tangent")
  public var distortion = 0.0
  @Parameter(.number(from: 0), "standard deviation of the noise that is added to every feature")
  public var noise = 0.0

  /// The defaults, those of the paper.
  public init() {}

  /// Bytes of all latents and features and of what makes them, by estimate; no whole number may
  /// hold them.
  private var bytes: Double {
    let samples = Double(self.samples + (testSamples ?? 0))
    let features = dimensions.reduce(0) { $0 + Double($1) }
    let latents = Double(latentDimension) + Double(nuisanceDimension * dimensions.count)
    let means = Double(classMeans == nil ? classes * latentDimension : 0)
    return 8 * (samples * (2 * features + latents) + features * latents + means)
  }

  /// Refuses modalities without features, what no memory holds, and means that are not in the
  /// latent.
  public func check() throws {
    guard !dimensions.isEmpty, dimensions.allSatisfy({ (1...1_000_000).contains($0) }) else {
      throw InputError("dimensions", found: "\(dimensions)", expected: "one or more, from 1 to 1000000")
    }
    guard bytes <= Double(machineMemory) else {
      throw InputError(
        "samples", found: "features that take \(Int(bytes / 1_048_576)) MiB",
        expected: "at most \(machineMemory >> 20) MiB, the memory of this machine",
        advice: "Lower samples, dimensions, latentDimension, nuisanceDimension or classes.")
    }
    let sizes = means.map(\.count)
    guard !sizes.isEmpty, sizes.allSatisfy({ $0 == latentDimension }), means.joined().allSatisfy(\.isFinite) else {
      throw InputError(
        "classMeans", found: "\(means)", expected: "at least one, each of \(latentDimension) finite numbers")
    }
  }
}

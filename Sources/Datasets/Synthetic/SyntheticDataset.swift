/// Features with a known latent: z from a mixture of Gaussians of identity covariance, x^m = S_m z + noise.
///
/// The setting in which aligning two modalities by the left null space of their stacked features is exact: without
/// noise the stacked matrix [S_1; -S_2] Z has the rank of Z. Beyond the paper's setting each modality may hold private
/// latents u_m that the other does not see, and a distortion that no linear map undoes:
///
///     y = S_m z + N_m u_m,    x^m = (1 - a) y + a c tanh(y / c) + noise,    c = mixingRange
///
/// Source: Kamboj and Do, arXiv 2503.15352, equations 6 and 7.
public struct SyntheticDataset: Sendable, Codable, Equatable {
  /// Number of samples, n; of those that train where `testSamples` is given.
  public var samples: Int
  /// Number of further samples, of subjects with even numbers, that stay the same whatever `samples` is; nil where all
  /// subjects take turns.
  public var testSamples: Int?
  /// Number of features of each modality, d_m; they are named `modality-1`, `modality-2`, ...
  public var dimensions: [Int]
  /// Dimension of the latent.
  public var latentDimension: Int
  /// Number of classes.
  public var classes: Int
  /// Distance of neighbouring class means: of two classes, or on a line where the latent has one dimension, on its
  /// first axis; of more on a circle in its first two. At 6, two classes overlap by about a thousandth (each is
  /// misclassified with probability .0013 at best).
  public var separation: Double
  /// The mean of each class in the latent, instead of `classes` and `separation`.
  public var classMeans: [[Double]]?
  /// How many times likelier the first class is than the last; those between fall geometrically. 1: all alike.
  public var imbalance: Double
  /// Entries of every S_m and N_m are uniform between minus and plus this.
  public var mixingRange: Double
  /// Number of private latents of each modality.
  public var nuisanceDimension: Int
  /// Standard deviation of the private latents.
  public var nuisanceScale: Double
  /// Share a, from 0 to 1, of the features that is bent by the hyperbolic tangent.
  public var distortion: Double
  /// Standard deviation of independent Gaussian noise that is added to every feature.
  public var noise: Double

  /// Joins the parameters; the defaults are those of the paper.
  public init(
    samples: Int = 2000, testSamples: Int? = nil, dimensions: [Int] = [2, 2], latentDimension: Int = 2,
    classes: Int = 2, separation: Double = 6, classMeans: [[Double]]? = nil, imbalance: Double = 1,
    mixingRange: Double = 5, nuisanceDimension: Int = 0, nuisanceScale: Double = 1, distortion: Double = 0,
    noise: Double = 0
  ) {
    self.samples = samples
    self.testSamples = testSamples
    self.dimensions = dimensions
    self.latentDimension = latentDimension
    self.classes = classes
    self.separation = separation
    self.classMeans = classMeans
    self.imbalance = imbalance
    self.mixingRange = mixingRange
    self.nuisanceDimension = nuisanceDimension
    self.nuisanceScale = nuisanceScale
    self.distortion = distortion
    self.noise = noise
  }

  /// Decodes the parameters; what is left out has its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func value<T: Decodable>(_ key: CodingKeys, _ standard: T) throws -> T {
      try container.decodeIfPresent(T.self, forKey: key) ?? standard
    }
    let standard = SyntheticDataset()
    self.init(
      samples: try value(.samples, standard.samples),
      testSamples: try container.decodeIfPresent(Int.self, forKey: .testSamples),
      dimensions: try value(.dimensions, standard.dimensions),
      latentDimension: try value(.latentDimension, standard.latentDimension),
      classes: try value(.classes, standard.classes), separation: try value(.separation, standard.separation),
      classMeans: try container.decodeIfPresent([[Double]].self, forKey: .classMeans),
      imbalance: try value(.imbalance, standard.imbalance),
      mixingRange: try value(.mixingRange, standard.mixingRange),
      nuisanceDimension: try value(.nuisanceDimension, standard.nuisanceDimension),
      nuisanceScale: try value(.nuisanceScale, standard.nuisanceScale),
      distortion: try value(.distortion, standard.distortion), noise: try value(.noise, standard.noise))
  }
}

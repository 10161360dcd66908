import Catalogue
import Diagnostics

extension GaussianMixture {
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

  /// How what is learnt of one modality is carried to another.
  public enum Transfer: String, Codable, Sendable, CaseIterable {
    /// Classes are fitted on latents of the source; latents of the target are classified.
    case latent
    /// Classes are fitted on features of the source and carried through its map into the latent space.
    case pushForward = "push-forward"
    /// Classes are fitted on latents of the source; of latents of the target only the part in the subspace that the
    /// target reaches is classified, by the marginals of the classes.
    case subspace
    /// Components are fitted on latents of the source without labels, and matched to classes by the labels.
    case unsupervised
  }

  static let shrinkageCard = ParameterCard(
    "shrinkage", .other("ledoit-wolf, or a number from 0 to 1"), "how far covariances are drawn to the mean variance")
  static let priorsCard = ParameterCard(
    "priors", .oneOf(Priors.allCases.map(\.rawValue)), "the prior probabilities of the classes")
}

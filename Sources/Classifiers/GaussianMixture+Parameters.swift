import Parameters

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
  public enum Shrinkage: NumberOrWord {
    /// As much as Ledoit and Wolf's estimate says.
    case ledoitWolf
    /// A fixed share from 0 to 1.
    case fixed(Double)

    public static let word = "ledoit-wolf"

    /// That share, or `ledoit-wolf`.
    public init(_ number: Double?) { self = number.map(Self.fixed) ?? .ledoitWolf }

    /// The share where it is fixed.
    public var number: Double? { if case .fixed(let share) = self { share } else { nil } }
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
    /// Classes are fitted on features of the source and carried through its map into the latent
    /// space.
    case pushForward = "push-forward"
    /// Classes are fitted on latents of the source; of latents of the target only the part in the
    /// subspace that the target reaches is classified, by the marginals of the classes.
    case subspace
    /// Components are fitted on latents of the source without labels, and matched to classes by the
    /// labels.
    case unsupervised
  }
}

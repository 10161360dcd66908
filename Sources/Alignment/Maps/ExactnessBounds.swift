/// What an alignment that was found from Gram matrices can have lost against the exact solution.
///
/// The bounds are measured on the samples themselves and are wide: what was lost is some hundred
/// times less where it is known. An alignment that factorised the samples themselves has none.
public struct ExactnessBounds: Codable, Sendable, Equatable {
  /// How often the samples were read.
  public let passes: Int
  /// The error on the pairs, ||A X||, is at most this many times the least there is; nil where the
  /// least cannot be told from 0.
  public let excess: Double?
  /// The sine of the largest angle between the latent rows and the exact ones is at most this; 1
  /// where equal values leave the rows open.
  public let sine: Double

  /// Joins the bounds; an infinite excess is none.
  public init(passes: Int, excess: Double, sine: Double) {
    (self.passes, self.excess, self.sine) = (passes, excess.isFinite ? excess : nil, sine)
  }
}

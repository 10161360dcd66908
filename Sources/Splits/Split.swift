import FeatureStore

/// One division of the samples of a data set into roles, with what may be predicted and what is
/// promised.
public struct Split: Codable, Sendable, Equatable {
  /// Name of the protocol that made it.
  public var protocolName: String
  /// Name of this split within its protocol: `cross-subject`, `subject-7`, `draw-3`.
  public var name: String
  /// The rows of each role.
  public var roles: Roles
  /// The classes that may be predicted on test rows, ascending.
  public var candidateClasses: [Int]
  /// The only classes that pairs may have, where the protocol keeps some classes unpaired; nil
  /// where all may be paired.
  public var pairedClasses: [Int]?
  /// What holds beside the lists.
  public var promises: SplitPromises
  /// What a reader of the scores should know of this split, such as groups with a single trial.
  public var notes: [String]

  /// Joins the parts. Nothing is checked here: see `checkLeakage(samples:)`.
  public init(
    protocolName: String, name: String, roles: Roles, candidateClasses: [Int], pairedClasses: [Int]? = nil,
    promises: SplitPromises, notes: [String] = []
  ) {
    self.protocolName = protocolName
    self.name = name
    self.roles = roles
    self.candidateClasses = candidateClasses
    self.pairedClasses = pairedClasses
    self.promises = promises
    self.notes = notes
  }

  /// The classes that may be paired, where the test holds rows of these and of others; nil
  /// elsewhere.
  public var seenClasses: [Int]? { promises.testsPairedClasses ? pairedClasses : nil }

  /// The name of protocol and split, as messages begin.
  var place: String { protocolName == name ? "protocol \(name)" : "protocol \(protocolName): split \(name)" }
}

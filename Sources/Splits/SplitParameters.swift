import FeatureStore
import Parameters
import Randomness

/// The parameters of one protocol and how it divides samples; one conforming type a file under
/// `Protocols/`.
public protocol SplitParameters: Parametrised, Equatable {
  /// The name in configurations.
  static var name: String { get }
  /// One sentence for a person who chooses among protocols.
  static var summary: String { get }
  /// The splits, not yet checked for leakage; `SplitProtocol.splits(of:seed:)` is what callers use.
  /// - Throws: `InputError` where the samples do not allow the protocol.
  func proposedSplits(of samples: SampleTable, seed: Seed) throws -> [Split]
  /// What a method may see of the target, in the order of `TargetSeen.allCases`; unlabelled pairs
  /// where a protocol says nothing.
  var targetSeen: [TargetSeen] { get }
}

extension SplitParameters {
  public var targetSeen: [TargetSeen] { [.unlabelledPairs] }

  /// The seed of draw `number`, counted from 1.
  func seed(_ base: Seed, ofDraw number: Int) -> Seed { base.deriving("split", Self.name, "draw-\(number)") }

  func isEqual(to other: any SplitParameters) -> Bool { other as? Self == self }
}

extension ParameterRange {
  /// The numbers of draws that a protocol accepts. Every draw is a split of its own.
  static let draws = ParameterRange.whole(from: 1, through: 1000)
}

import Diagnostics
import FeatureStore
import Randomness

/// The parameters of one protocol and how it divides samples; one conforming type a file under `Protocols/`.
public protocol SplitParameters: Codable, Sendable, Equatable {
  /// The name by which configurations call the protocol.
  static var name: String { get }
  /// One sentence for a person who chooses among protocols.
  static var summary: String { get }
  /// The default parameters.
  init()
  /// The splits, not yet checked for leakage; `SplitProtocol.splits(of:seed:)` is what callers use.
  /// - Throws: `InputError` where the samples do not allow the protocol.
  func proposedSplits(of samples: SampleTable, seed: Seed) throws -> [Split]
}

extension SplitParameters {
  /// The seed of draw `number`, counted from 1.
  func seed(_ base: Seed, ofDraw number: Int) -> Seed { base.deriving("split", Self.name, "draw-\(number)") }

  func isEqual(to other: any SplitParameters) -> Bool { other as? Self == self }
}

/// The number of draws that a protocol accepts.
let allowedDraws = 1...1000

/// Refuses a number of draws outside 1 ... 1000.
func checkDraws(_ draws: Int) throws {
  guard allowedDraws.contains(draws) else {
    throw InputError(
      "draws", found: "\(draws)", expected: "a number of draws from 1 to \(allowedDraws.upperBound)",
      advice: "Every draw is a split of its own.")
  }
}

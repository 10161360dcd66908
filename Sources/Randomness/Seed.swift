import Crypto
import Foundation

/// A seed that is derived from names, never drawn in order.
///
/// `Seed(base: 0).deriving("utd-mhad", "cross-subject", "minirocket")` is the first eight bytes
/// (little-endian) of SHA-256 over the parent seed and the names, each preceded by its length. What
/// is computed with it depends on that description alone: not on order, on parallelism or on what
/// ran before.
public struct Seed: Sendable, Hashable {
  /// The 64 bits that start a generator.
  public let value: UInt64

  /// The seed that a user gives.
  public init(base: UInt64) { value = base }

  /// The seed for the purpose named by `names`. The order of the names matters.
  public func deriving(_ names: String...) -> Seed {
    var hash = SHA256()
    withUnsafeBytes(of: value.littleEndian) { hash.update(bufferPointer: $0) }
    for name in names {
      let bytes = Data(name.utf8)
      withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { hash.update(bufferPointer: $0) }
      hash.update(data: bytes)
    }
    let first = hash.finalize().prefix(8).enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << (8 * $1.offset) }
    return Seed(base: first)
  }

  /// A generator started with this seed.
  public var generator: Xoshiro256 { Xoshiro256(seed: value) }
}

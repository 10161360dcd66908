import Crypto
import Diagnostics
import Foundation

/// SHA-256 of data that come piece by piece. A copy goes on from where the original stands.
public struct RunningChecksum: Sendable {
  private var hash = SHA256()

  /// Nothing so far.
  public init() {}

  /// Adds a piece.
  public mutating func add(_ data: some DataProtocol) { hash.update(data: data) }

  /// The checksum of all pieces, in lower-case hexadecimal.
  public var value: String { Checksum.hexadecimal(hash.finalize()) }
}

/// SHA-256 as lower-case hexadecimal text.
public enum Checksum {
  /// The checksum of `data`.
  public static func of(_ data: some DataProtocol) -> String {
    hexadecimal(SHA256.hash(data: data))
  }

  /// The checksum of the UTF-8 bytes of `text`.
  public static func of(_ text: String) -> String { of(Data(text.utf8)) }

  /// The checksum of a file, or of what follows its first bytes, read in pieces of 1 MiB.
  public static func ofFile(_ url: URL, from offset: Int = 0) throws -> String {
    let handle = try RegularFile.handle(url, expected: "a file")
    defer { try? handle.close() }
    if offset > 0 { try handle.seek(toOffset: UInt64(offset)) }
    var hash = SHA256()
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(data: piece) }
    return hexadecimal(hash.finalize())
  }

  fileprivate static func hexadecimal(_ digest: SHA256.Digest) -> String {
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10 }
    return String(unsafeUninitializedCapacity: 2 * SHA256.Digest.byteCount) { text in
      for (place, byte) in digest.enumerated() {
        text[2 * place] = digit(byte >> 4)
        text[2 * place + 1] = digit(byte & 15)
      }
      return 2 * SHA256.Digest.byteCount
    }
  }
}

import Diagnostics
import Files
import Foundation

/// Bytes that come one after the other.
protocol ByteStream {
  /// At most the next `count` bytes; fewer only at the end.
  mutating func read(_ count: Int) throws -> [UInt8]
}

extension ByteStream {
  /// Passes over `count` bytes.
  mutating func skip(_ count: Int) throws {
    var left = count
    while left > 0 {
      let piece = try read(min(left, 1 << 20)).count
      if piece == 0 { return }
      left -= piece
    }
  }
}

struct FileBytes: ByteStream {
  private let handle: FileHandle
  private let place: String

  init(_ url: URL) throws {
    place = url.path
    handle = try RegularFile.handle(url, expected: "a file of arrays")
  }

  mutating func read(_ count: Int) throws -> [UInt8] {
    do { return [UInt8](try handle.read(upToCount: count) ?? Data()) } catch {
      throw InputError(place, found: "a file that does not read (\(error))", expected: "\(count) more bytes")
    }
  }

  mutating func skip(_ count: Int) throws {
    do { try handle.seek(toOffset: handle.offset() + UInt64(count)) } catch {
      throw InputError(place, found: "a file that does not read (\(error))", expected: "\(count) more bytes")
    }
  }
}

import CHDF5
import CHDF5Shims
import Diagnostics
import Foundation

/// Headers of objects as HDF5 writes them for its oldest readers. They have no checksum, and
/// libraries before 1.14 take messages from beyond the end of a damaged one.
extension HDF5File {
  /// Looks at the header of the object at a path of hard links alone, once; `object` is how
  /// messages call it.
  /// - Throws: `InputError` where a message goes beyond the end of its block.
  func checkHeader(_ object: String, at path: String) throws {
    var number: UInt64 = 0
    guard size > 0, hdf5_object_number(handle.id, path, &number) >= 0 else { return }
    guard soundHeaders.withLock({ !$0.contains(number) }) else { return }
    guard let base = oldBase else { return }
    let descriptor = open(self.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let isSound = OldHeader(size: size) { offset, count in
      var bytes = [UInt8](repeating: 0, count: count)
      return pread(descriptor, &bytes, count, off_t(offset)) == count ? bytes : nil
    }.isSound(at: base + Int(clamping: number), base: base)
    guard isSound else {
      throw InputError(
        place(object), found: "a header with a message beyond its end", expected: "a whole header",
        advice: "The file is damaged: copy or write it again.")
    }
    soundHeaders.withLock { _ = $0.insert(number) }
  }

  /// Where addresses count from; nil where places take another number of bytes than 8.
  private var oldBase: Int? {
    let creation = H5Fget_create_plist(handle.id)
    guard creation >= 0 else { return nil }
    defer { H5Pclose(creation) }
    var (base, addressBytes, lengthBytes): (hsize_t, Int, Int) = (0, 0, 0)
    guard H5Pget_userblock(creation, &base) >= 0, H5Pget_sizes(creation, &addressBytes, &lengthBytes) >= 0,
      addressBytes == 8, lengthBytes == 8
    else { return nil }
    return Int(clamping: base)
  }
}

/// The blocks of messages of a header, followed one by one.
private struct OldHeader {
  /// A message that says where the next block stands, and how long it is.
  private static let continuation = 0x10
  /// Bytes before the first message, and before each of them.
  private static let (prefix, head) = (16, 8)

  let size: Int
  /// Bytes of the file from a place on.
  let read: (_ offset: Int, _ count: Int) -> [UInt8]?

  /// Whether every message ends within its block; true of headers of another kind.
  func isSound(at address: Int, base: Int) -> Bool {
    guard let start = bytes(address, Self.prefix), start[0] == 1 else { return true }
    var blocks = [(offset: address + Self.prefix, length: Self.number(start[8..<12]))]
    var seen: Set<Int> = []
    while let block = blocks.popLast() {
      guard seen.insert(block.offset).inserted, let all = bytes(block.offset, block.length) else { return false }
      var place = 0
      while place + Self.head <= all.count {
        let (kind, length) = (Self.number(all[place..<place + 2]), Self.number(all[place + 2..<place + 4]))
        place += Self.head
        guard place + length <= all.count else { return false }
        if kind == Self.continuation {
          guard length >= 16 else { return false }
          let (next, count) = (Self.number(all[place..<place + 8]), Self.number(all[place + 8..<place + 16]))
          guard next <= size, count <= size else { return false }
          blocks.append((base + next, count))
        }
        place += length
      }
    }
    return true
  }

  private func bytes(_ offset: Int, _ count: Int) -> [UInt8]? {
    offset >= 0 && count >= 0 && offset <= size && count <= size - offset ? read(offset, count) : nil
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    Int(clamping: bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}

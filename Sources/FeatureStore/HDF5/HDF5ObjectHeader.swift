/// The header of an object as it stands in the file: blocks of messages, followed one by one.
///
/// Libraries before 1.14 take messages from beyond the end of a damaged block, and parts of
/// attributes from beyond the end of their message. Source: HDF5 File Format Specification 3.0,
/// IV.A.
struct HDF5ObjectHeader {
  private static let (dataspace, attribute, continuation) = (0x01, 0x0C, 0x10)

  /// Bytes of the file.
  let size: Int
  /// Where addresses count from.
  let base: Int
  /// Bytes of the file from a place on.
  let read: (_ offset: Int, _ count: Int) -> [UInt8]?

  /// How the messages of a header begin.
  private struct Form {
    var kindBytes = 2
    /// Bytes before the body of a message.
    var head = 8
    /// Bytes of a block before its first message, and behind its last one.
    var (before, behind) = (0, 0)
    /// The place of the flags in the head.
    var flags = 4
  }

  /// Whether every message ends within its block, and what it is made of within the message; true
  /// of headers of a version that is not known.
  func isSound(at address: Int) -> Bool {
    guard let start = bytes(address, 16) else { return false }
    var form = Form()
    var first = (offset: address + 16, length: Self.number(start[8..<12]))
    if start.prefix(4).elementsEqual("OHDR".utf8) {
      guard start[4] == 2 else { return true }
      let flags = start[5]
      form = Form(kindBytes: 1, head: flags & 4 == 0 ? 4 : 6, before: 4, behind: 4, flags: 3)
      let sizes = 6 + (flags & 0x20 == 0 ? 0 : 16) + (flags & 0x10 == 0 ? 0 : 4)
      let width = 1 << Int(flags & 3)
      guard let length = bytes(address + sizes, width) else { return false }
      first = (address + sizes + width, Self.number(length[...]))
    } else if start[0] != 1 {
      return true
    }
    var blocks = [first]
    var seen: Set<Int> = []
    while let block = blocks.popLast() {
      guard seen.insert(block.offset).inserted, let all = bytes(block.offset, block.length),
        let more = continuations(all, form)
      else { return false }
      blocks += more.map { (base + $0.offset + form.before, $0.length - form.before - form.behind) }
    }
    return true
  }

  /// The blocks that messages of a block lead to; nil where a message goes beyond its end.
  private func continuations(_ all: [UInt8], _ form: Form) -> [(offset: Int, length: Int)]? {
    var blocks: [(Int, Int)] = []
    var place = 0
    while place + form.head <= all.count {
      let kind = Self.number(all[place..<place + form.kindBytes])
      let length = Self.number(all[place + form.kindBytes..<place + form.kindBytes + 2])
      // What is shared stands elsewhere.
      let isShared = all[place + form.flags] & 2 != 0
      place += form.head
      guard place + length <= all.count else { return nil }
      let body = all[place..<place + length]
      switch kind {
      case Self.continuation:
        guard length >= 16 else { return nil }
        let (next, count) = (Self.number(body.prefix(8)), Self.number(body.dropFirst(8).prefix(8)))
        guard next <= size, count <= size else { return nil }
        blocks.append((next, count))
      case Self.attribute where !isShared: guard Self.isWholeAttribute(body) else { return nil }
      case Self.dataspace where !isShared: guard Self.isWholeDataspace(body) else { return nil }
      default: break
      }
      place += length
    }
    return blocks
  }

  /// Whether name, type and shape of an attribute lie within its message.
  private static func isWholeAttribute(_ body: ArraySlice<UInt8>) -> Bool {
    guard body.count >= 8, let version = body.first else { return false }
    let parts = [2, 4, 6].map { number(body.dropFirst($0).prefix(2)) }
    switch version {
    case 1: return parts.reduce(8) { $0 + ($1 + 7) / 8 * 8 } <= body.count
    case 2, 3: return parts.reduce(version == 2 ? 8 : 9, +) <= body.count
    default: return true
    }
  }

  /// Whether all extents of a shape lie within its message.
  private static func isWholeDataspace(_ body: ArraySlice<UInt8>) -> Bool {
    guard body.count >= 4, let version = body.first else { return false }
    let (rank, flags) = (Int(body[body.startIndex + 1]), body[body.startIndex + 2])
    let extents = 8 * rank * (flags & 1 == 0 ? 1 : 2)
    switch version {
    case 1: return 8 + extents <= body.count
    case 2: return 4 + extents <= body.count
    default: return true
    }
  }

  private func bytes(_ offset: Int, _ count: Int) -> [UInt8]? {
    offset >= 0 && count >= 0 && offset <= size && count <= size - offset ? read(offset, count) : nil
  }

  /// A whole number as HDF5 stores it, lowest byte first.
  static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    Int(clamping: bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}

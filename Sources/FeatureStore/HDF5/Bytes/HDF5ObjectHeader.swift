/// The header of an object as it stands in the file: blocks of messages, followed one by one.
///
/// Libraries before 1.14 take messages from beyond the end of a damaged block, and parts of
/// attributes from beyond the end of their message. Source: HDF5 File Format Specification 3.0,
/// IV.A.
struct HDF5ObjectHeader {
  let bytes: HDF5Bytes

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
  func isSound(at address: Int) -> Bool { messages(at: address)?.allSatisfy(\.isSound) ?? false }

  /// All messages of the header at `address`; nil where one goes beyond its end, none where the
  /// version of the header is not known.
  func messages(at address: Int) -> [HDF5Message]? {
    let offset = bytes.base + address
    guard address >= 0, address <= bytes.size, let start = bytes.read(offset, 16) else { return nil }
    var form = Form()
    var first = (offset: offset + 16, length: HDF5Bytes.number(start[8..<12]))
    if start.prefix(4).elementsEqual("OHDR".utf8) {
      guard start[4] == 2 else { return [] }
      let flags = start[5]
      form = Form(kindBytes: 1, head: flags & 4 == 0 ? 4 : 6, before: 4, behind: 4, flags: 3)
      let sizes = 6 + (flags & 0x20 == 0 ? 0 : 16) + (flags & 0x10 == 0 ? 0 : 4)
      let width = 1 << Int(flags & 3)
      guard let length = bytes.read(offset + sizes, width) else { return nil }
      first = (offset + sizes + width, HDF5Bytes.number(length[...]))
    } else if start[0] != 1 {
      return []
    }
    var blocks = [first]
    var messages: [HDF5Message] = []
    var seen: Set<Int> = []
    while let block = blocks.popLast() {
      guard seen.insert(block.offset).inserted, let all = bytes.read(block.offset, block.length),
        let found = Self.messages(all, form)
      else { return nil }
      messages += found
      for message in found where message.kind == .continuation {
        guard let (next, length) = message.continuation, next <= bytes.size, length <= bytes.size else { return nil }
        blocks.append((bytes.base + next + form.before, length - form.before - form.behind))
      }
    }
    return messages
  }

  /// The messages of a block; nil where one goes beyond its end.
  private static func messages(_ all: [UInt8], _ form: Form) -> [HDF5Message]? {
    var messages: [HDF5Message] = []
    var place = 0
    while place + form.head <= all.count {
      let kind = HDF5Bytes.number(all[place..<place + form.kindBytes])
      let length = HDF5Bytes.number(all[place + form.kindBytes..<place + form.kindBytes + 2])
      // What is shared stands elsewhere.
      let isShared = all[place + form.flags] & 2 != 0
      place += form.head
      guard place + length <= all.count else { return nil }
      let body = all[place..<place + length]
      messages.append(HDF5Message(kind: .init(rawValue: kind) ?? .other, isShared: isShared, body: body))
      place += length
    }
    return messages
  }
}

/// One message in the header of an object. Source: HDF5 File Format Specification 3.0, IV.A.2.
struct HDF5Message {
  enum Kind: Int {
    case dataspace = 0x01
    case layout = 0x08
    case attribute = 0x0C
    case continuation = 0x10
    case other = -1
  }

  let kind: Kind
  /// Whether the body only names another place.
  let isShared: Bool
  let body: ArraySlice<UInt8>

  /// Whether what the message is made of lies within it, as far as that is known here.
  var isSound: Bool {
    switch kind {
    case .attribute where !isShared: isWholeAttribute
    case .dataspace where !isShared: isWholeDataspace
    case .dataspace, .layout, .attribute, .continuation, .other: true
    }
  }

  /// The address and the bytes of the next block; nil where they are not whole.
  var continuation: (address: Int, length: Int)? {
    body.count >= 16 ? (number(0, 8), number(8, 8)) : nil
  }

  /// Name and value of an attribute; nil where the message is none, or of a version that is not
  /// known.
  var attribute: (name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
    guard kind == .attribute, !isShared, let parts = attributeParts, parts.value <= body.count else { return nil }
    let name = body.dropFirst(parts.name).prefix(number(2, 2)).prefix { $0 != 0 }
    return (name, body.dropFirst(parts.value))
  }

  /// The elements that a layout holds itself; nil where they stand elsewhere.
  var compactElements: ArraySlice<UInt8>? {
    guard kind == .layout, !isShared, body.count >= 4, [3, 4].contains(number(0, 1)), number(1, 1) == 0 else {
      return nil
    }
    let count = number(2, 2)
    return 4 + count <= body.count ? body.dropFirst(4).prefix(count) : nil
  }

  /// Where name and value of an attribute begin.
  private var attributeParts: (name: Int, value: Int)? {
    guard body.count >= 8 else { return nil }
    let sizes = [2, 4, 6].map { number($0, 2) }
    switch number(0, 1) {
    case 1: return (8, sizes.reduce(8) { $0 + ($1 + 7) / 8 * 8 })
    case 2: return (8, sizes.reduce(8, +))
    case 3: return (9, sizes.reduce(9, +))
    default: return nil
    }
  }

  /// Whether name, type and shape of an attribute lie within its message.
  private var isWholeAttribute: Bool {
    guard body.count >= 8 else { return false }
    return attributeParts.map { $0.value <= body.count } ?? true
  }

  /// Whether all extents of a shape lie within its message.
  private var isWholeDataspace: Bool {
    guard body.count >= 4 else { return false }
    let extents = 8 * number(1, 1) * (number(2, 1) & 1 == 0 ? 1 : 2)
    switch number(0, 1) {
    case 1: return 8 + extents <= body.count
    case 2: return 4 + extents <= body.count
    default: return true
    }
  }

  private func number(_ place: Int, _ count: Int) -> Int { HDF5Bytes.number(body.dropFirst(place).prefix(count)) }
}

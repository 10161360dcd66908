import Diagnostics
import struct Synchronization.Atomic

/// One array as `numpy.save` writes it, wherever its bytes are.
struct NPYArray: Sendable {
  let header: NPYHeader
  let place: String
  private let open: @Sendable () throws -> any ByteStream
  /// Nil if the bytes have no checksum.
  private let wholeness: Wholeness?

  /// Whether all bytes were read once. An archive compares its checksum at their end.
  private final class Wholeness: Sendable {
    let isKnown = Atomic(false)
  }

  /// Reads the header of what `open` gives, `size` bytes in all; `isChecked` if a checksum is
  /// compared at their end.
  init(
    size: Int, place: String, isChecked: Bool = false,
    open: @escaping @Sendable () throws -> any ByteStream
  ) throws {
    self.place = place
    self.open = open
    wholeness = isChecked ? Wholeness() : nil
    header = try Self.header(open(), size, place)
  }

  private static func header(_ stream: some ByteStream, _ size: Int, _ place: String) throws -> NPYHeader {
    var stream = stream
    return try NPYHeader(&stream, size: size, place: place)
  }

  func description(named name: String) -> ArrayDescription {
    ArrayDescription(
      name: name, shape: header.shape, elementType: header.element.description, isText: header.element.isText)
  }

  /// The numbers of a range of the first index, or of all. If the first index runs fastest, the
  /// whole array is read.
  func numbers(rows: Range<Int>? = nil) throws -> NumericArray {
    guard !header.element.isText else {
      throw InputError(place, found: "text", expected: "real numbers", advice: "Name another array.")
    }
    let shape = rows.map { [$0.count] + header.shape.dropFirst() } ?? header.shape
    guard let rows, !header.isFortranOrder else {
      let all = try header.element.numbers(bytes(skipping: 0, header.bytes), place: place)
      let ordered = header.isFortranOrder ? cOrder(all, shape: header.shape) : all
      guard let rows else { return NumericArray(shape: shape, elements: ordered) }
      let row = header.shape.dropFirst().reduce(1, *)
      return NumericArray(shape: shape, elements: Array(ordered[(rows.lowerBound * row)..<(rows.upperBound * row)]))
    }
    let rowBytes = header.shape.dropFirst().reduce(header.element.size, *)
    let bytes = try bytes(skipping: rows.lowerBound * rowBytes, rows.count * rowBytes)
    return NumericArray(shape: shape, elements: try header.element.numbers(bytes, place: place))
  }

  func texts() throws -> [String] {
    guard header.element.isText else {
      throw InputError(place, found: "\(header.element)", expected: "text", advice: "Name another array.")
    }
    let count = elementCount(header.shape) ?? 0
    // Empty texts take no bytes: the file says nothing of how many there can be.
    guard header.element.size > 0 || count <= 1 << 20 else {
      throw InputError(place, found: "\(count) empty texts", expected: "texts")
    }
    let texts = try header.element.texts(bytes(skipping: 0, header.bytes), count: count, place: place)
    return header.isFortranOrder ? cOrder(texts, shape: header.shape) : texts
  }

  /// Some of the elements' bytes. The first reading of an archive's member reads all of it, since
  /// only the checksum at its end tells whether a byte is right.
  private func bytes(skipping before: Int, _ count: Int) throws -> [UInt8] {
    try bytes(open(), skipping: before, count)
  }

  private func bytes(_ stream: some ByteStream, skipping before: Int, _ count: Int) throws -> [UInt8] {
    var stream = stream
    try stream.skip(header.offset + before)
    let bytes = try stream.read(count)
    guard bytes.count == count else {
      throw InputError(
        place, found: "\(bytes.count) of \(count) bytes", expected: "all of them",
        advice: "The file is cut short: copy or write it again.")
    }
    let rest = header.bytes - before - count
    guard let wholeness, rest == 0 || !wholeness.isKnown.load(ordering: .relaxed) else { return bytes }
    try stream.skip(rest)
    guard try stream.read(1).isEmpty else {
      throw InputError(
        place, found: "more than \(header.offset + header.bytes) bytes",
        expected: "as many as the archive and the array say",
        advice: "The file may be damaged: copy or write it again.")
    }
    wholeness.isKnown.store(true, ordering: .relaxed)
    return bytes
  }
}

/// Brings elements from the order with the first index fastest to the order with the last index
/// fastest.
func cOrder<T>(_ elements: [T], shape: [Int]) -> [T] {
  guard shape.count > 1, !elements.isEmpty else { return elements }
  var strides = [1]
  for extent in shape.dropLast() { strides.append(strides[strides.count - 1] * extent) }
  var index = [Int](repeating: 0, count: shape.count)
  var place = 0
  return elements.indices.map { _ in
    defer {
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        place += strides[axis]
        if index[axis] < shape[axis] { break }
        place -= strides[axis] * shape[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    return elements[place]
  }
}

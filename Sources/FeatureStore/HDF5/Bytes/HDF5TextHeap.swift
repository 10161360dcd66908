/// Text of variable length: it stands in heaps of the file, and an array or an attribute holds
/// lengths and places.
///
/// Libraries before 2.0 trust all of these. Damage cuts a text, reads on behind it, or ends the
/// program. So the heaps are read here. Source: HDF5 File Format Specification 3.0, III.E and VIII.
struct HDF5TextHeap {
  /// What an array or an attribute holds of a text: a length, the address of a heap, and a number
  /// in it.
  struct Element: BitwiseCopyable {
    static let bytes = 16
    var (first, second): (UInt64, UInt64) = (0, 0)
  }

  /// Why there is no text.
  enum Fault: Error {
    case noText, otherLength
  }

  private let bytes: HDF5Bytes
  private var heaps: [Int: (bytes: [UInt8], objects: [Int: Range<Int>])] = [:]
  private var heapBytes = 0

  init(_ bytes: HDF5Bytes) { self.bytes = bytes }

  /// The bytes of the text that the 16 bytes of `element` lead to.
  mutating func text(_ element: ArraySlice<UInt8>) throws(Fault) -> ArraySlice<UInt8> {
    let (length, address) = (HDF5Bytes.number(element.prefix(4)), HDF5Bytes.number(element.dropFirst(4).prefix(8)))
    // A text without a place is empty.
    guard address != 0 else {
      guard length == 0 else { throw .noText }
      return []
    }
    if heaps[address] == nil { heaps[address] = try heap(at: address) }
    guard let heap = heaps[address], let place = heap.objects[HDF5Bytes.number(element.suffix(4))] else {
      throw .noText
    }
    guard place.count == length else { throw .otherLength }
    return heap.bytes[place]
  }

  /// A heap, and where its objects stand by their numbers.
  private mutating func heap(at address: Int) throws(Fault) -> (bytes: [UInt8], objects: [Int: Range<Int>]) {
    let head = 16
    guard address <= bytes.size, let start = bytes.read(bytes.base + address, head),
      start.prefix(4).elementsEqual("GCOL".utf8)
    else { throw .noText }
    let size = HDF5Bytes.number(start[8..<16])
    // Heaps of a sound file do not overlap.
    heapBytes = heapBytes.addingReportingOverflow(size).partialValue
    guard heapBytes >= 0, heapBytes <= bytes.size, let all = bytes.read(bytes.base + address, size) else {
      throw .noText
    }
    var objects: [Int: Range<Int>] = [:]
    var place = head
    while place + head <= all.count {
      let (index, size) = (HDF5Bytes.number(all[place..<place + 2]), HDF5Bytes.number(all[place + 8..<place + 16]))
      // What is free ends the heap.
      guard index != 0, size <= all.count - place - head else { break }
      objects[index] = place + head..<place + head + size
      place += head + (size + 7) / 8 * 8
    }
    return (all, objects)
  }
}

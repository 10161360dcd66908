import CHDF5
import Diagnostics
import Foundation

/// Text of variable length stands in heaps of the file; the array holds lengths and places.
///
/// Libraries before 2.0 do not compare the lengths with those in the heap: damage cuts a text, or
/// reads on behind it. Source: HDF5 File Format Specification 3.0, III.E and VIII.
extension HDF5Dataset {
  /// Bytes of an element: a length, the address of a heap, a number in it.
  private static let elementBytes = 16

  /// Compares the lengths of all texts with those in their heaps.
  /// - Throws: `InputError` for the first that differs.
  func requireWholeTexts() throws {
    guard elementType == .string(bytes: nil), let base = withHDF5({ file.addressBase }) else { return }
    let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    func bytes(_ offset: Int, _ count: Int) -> [UInt8]? {
      guard offset >= 0, count > 0, count <= file.size, offset <= file.size - count else { return nil }
      var bytes = [UInt8](repeating: 0, count: count)
      return pread(descriptor, &bytes, count, off_t(offset)) == count ? bytes : nil
    }
    // Elements of chunks are read by libhdf5 alone.
    let offset = withHDF5 { H5Dget_offset(handle.id) }
    guard offset != haddr_t.max, let elements = bytes(Int(clamping: offset), count * Self.elementBytes) else { return }
    var heap: (address: Int, sizes: [Int: Int]) = (0, [:])
    for row in 0..<count {
      let element = elements[row * Self.elementBytes..<(row + 1) * Self.elementBytes]
      let (length, address) = (Self.number(element.prefix(4)), Self.number(element.dropFirst(4).prefix(8)))
      guard address != 0 else { continue }
      if heap.address != address { heap = (address, Self.sizes(at: base + address, bytes) ?? [:]) }
      guard heap.sizes[Self.number(element.suffix(4))] == length else {
        throw InputError(
          place, found: "text in row \(row) whose length is not that in its heap", expected: "the same length",
          advice: "The file is damaged: copy or write it again.")
      }
    }
  }

  /// The lengths of the objects of a heap by their numbers; nil where there is none.
  private static func sizes(at offset: Int, _ bytes: (Int, Int) -> [UInt8]?) -> [Int: Int]? {
    let head = 16
    guard let start = bytes(offset, head), start.prefix(4).elementsEqual("GCOL".utf8),
      let all = bytes(offset, number(start[8..<16]))
    else { return nil }
    var sizes: [Int: Int] = [:]
    var place = head
    while place + head <= all.count {
      let (index, size) = (number(all[place..<place + 2]), number(all[place + 8..<place + 16]))
      // What is free ends the heap.
      guard index != 0, size <= all.count - place - head else { break }
      sizes[index] = size
      place += head + (size + 7) / 8 * 8
    }
    return sizes
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int { HDF5ObjectHeader.number(bytes) }
}

import CHDF5
import CHDF5Shims
import Diagnostics
import Foundation

/// Texts of variable length of arrays and attributes, read without libhdf5.
extension HDF5Dataset {
  /// All texts of an array of them, the last index fastest.
  func readVariableTexts() throws -> [String] {
    guard let bytes = HDF5Bytes(file) else { throw textsUnread(place, "in a file whose addresses are not 8 bytes") }
    guard count > 0 else { return [] }
    return try texts(place, try textElements(bytes), in: bytes)
  }

  /// The 16 bytes of every element.
  private func textElements(_ bytes: HDF5Bytes) throws -> [UInt8] {
    let wanted = count * HDF5TextHeap.Element.bytes
    if chunkShape != nil { return try textElementsOfChunks(wanted) }
    let (offset, stored) = withHDF5 { (H5Dget_offset(handle.id), H5Dget_storage_size(handle.id)) }
    let elements: [UInt8]?
    if offset == haddr_t.max {
      var address: UInt64 = 0
      guard withHDF5({ hdf5_object_number(handle.id, ".", &address) }) >= 0 else {
        throw damaged(place, hdf5Message(), expected: "strings")
      }
      let messages = HDF5ObjectHeader(bytes: bytes).messages(at: Int(clamping: address)) ?? []
      elements = messages.lazy.compactMap(\.compactElements).first.map(Array.init)
    } else {
      elements = stored < wanted ? nil : bytes.read(Int(clamping: offset), wanted)
    }
    guard let elements, elements.count >= wanted else {
      throw InputError(
        place, found: "fewer bytes than \(count) texts take", expected: "\(wanted) bytes",
        advice: "The file is damaged: copy or write it again.")
    }
    return elements
  }

  private func textElementsOfChunks(_ wanted: Int) throws -> [UInt8] {
    guard let chunks, packing.isUnpackedHere else {
      throw textsUnread(place, "in chunks that another filter than gzip packed")
    }
    var elements = [HDF5TextHeap.Element](repeating: .init(), count: count)
    let block = shape.map { 0..<$0 }
    let room = UnsafeMutableRawBufferPointer.allocate(
      byteCount: chunks.bytes(of: HDF5TextHeap.Element.bytes), alignment: 16)
    defer { room.deallocate() }
    try elements.withUnsafeMutableBufferPointer { target in
      for offset in chunks.offsets(block) {
        try unpack(offset, isEdge: chunks.isEdge(offset), elementSize: HDF5TextHeap.Element.bytes, into: room)
        let source = room.bindMemory(to: HDF5TextHeap.Element.self).baseAddress!
        chunks.copy(offset, source, block, into: target)
      }
    }
    return elements.withUnsafeBytes { Array($0) }
  }
}

extension HDF5File {
  /// The texts of an attribute of `count` of them; nil where it does not stand in the header of its
  /// object, as those of objects with many attributes.
  func variableTexts(_ name: String, at path: String, count: Int, _ place: String) throws -> [String]? {
    var address: UInt64 = 0
    guard let bytes = HDF5Bytes(self), hdf5_object_number(handle.id, path, &address) >= 0 else { return nil }
    let messages = HDF5ObjectHeader(bytes: bytes).messages(at: Int(clamping: address)) ?? []
    for message in messages {
      guard let attribute = message.attribute, attribute.name.elementsEqual(name.utf8) else { continue }
      guard attribute.value.count >= count * HDF5TextHeap.Element.bytes else {
        throw InputError(
          place, found: "fewer bytes than \(count) texts take", expected: "a whole attribute",
          advice: "The file is damaged: copy or write it again.")
      }
      return try texts(place, Array(attribute.value.prefix(count * HDF5TextHeap.Element.bytes)), in: bytes)
    }
    return nil
  }
}

/// The texts that elements of 16 bytes lead to.
private func texts(_ place: String, _ elements: [UInt8], in bytes: HDF5Bytes) throws -> [String] {
  var heap = HDF5TextHeap(bytes)
  let step = HDF5TextHeap.Element.bytes
  return try (0..<elements.count / step).map { row in
    do throws(HDF5TextHeap.Fault) {
      return try heap.text(elements[row * step..<(row + 1) * step])
    } catch {
      let found =
        switch error {
        case .noText: "a text in row \(row) that its heap does not have"
        case .otherLength: "text in row \(row) whose length is not that in its heap"
        }
      throw InputError(
        place, found: found, expected: "a whole heap of texts", advice: "The file is damaged: copy or write it again.")
    }
  }.enumerated().map { row, text in try textWithoutPadding(text, row, place) }
}

private func textsUnread(_ place: String, _ reason: String) -> InputError {
  InputError(
    place, found: "text of variable length \(reason)", expected: "text of fixed length",
    advice: "Write it so: h5py takes numpy's 'S' types, as in array(texts, 'S').")
}

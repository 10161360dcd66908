import CHDF5
import CHDF5Shims
import Diagnostics
import Foundation

/// Reading text: of fixed or variable length, ASCII or UTF-8.
extension HDF5Dataset {
  /// All strings, the last index fastest. Padding is taken off.
  /// - Throws: `InputError` when the data set holds no strings, or bytes that are not UTF-8.
  public func readStrings() throws -> [String] {
    if elementType == .string(bytes: nil) { return try readVariableTexts() }
    try requireWholeChunks()
    return try withHDF5 {
      let type = try HDF5Handle(H5Dget_type(handle.id), { H5Tclose($0) }) { message in
        damaged(place, message, expected: "strings")
      }
      let space = try HDF5Handle(H5Dget_space(handle.id), { H5Sclose($0) }) { message in
        damaged(place, message, expected: "strings")
      }
      return try decodeStrings(place, type, space, count: count) { H5Dread(handle.id, $0, 0, 0, 0, $1) }
    }
  }
}

/// The strings that `read` puts into memory in the type it is given. `space` is their shape in
/// memory.
func decodeStrings(
  _ place: String, _ type: HDF5Handle, _ space: HDF5Handle, count: Int,
  _ read: (hid_t, UnsafeMutableRawPointer) -> herr_t
) throws -> [String] {
  guard case .string(let bytes) = HDF5ElementType(type.id) else {
    throw InputError(place, found: "\(HDF5ElementType(type.id))", expected: "strings", advice: "Write it as strings.")
  }
  guard count > 0 else { return [] }
  let memory = try stringType(place, bytes: bytes)
  // libhdf5 does not convert between character sets, nor need it: ASCII is UTF-8.
  H5Tset_cset(memory.id, H5Tget_cset(type.id))
  let padding = H5Tget_strpad(type.id)
  guard let bytes else { return try variableTexts(place, memory, space, count, read) }
  H5Tset_strpad(memory.id, padding)
  var buffer = [UInt8](repeating: 0, count: count * bytes)
  guard read(memory.id, &buffer) >= 0 else { throw damaged(place, hdf5Message(), expected: "strings") }
  return try (0..<count).map { row in
    let all = buffer[(row * bytes)..<((row + 1) * bytes)]
    return try textWithoutPadding(all, row, place, spaces: padding == H5T_STR_SPACEPAD)
  }
}

/// Texts of variable length as libhdf5 reads them: of objects with many attributes only, whose
/// places are not read here.
private func variableTexts(
  _ place: String, _ memory: HDF5Handle, _ space: HDF5Handle, _ count: Int,
  _ read: (hid_t, UnsafeMutableRawPointer) -> herr_t
) throws -> [String] {
  var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
  let status = read(memory.id, &pointers)
  let message = hdf5Message()
  defer { H5Dvlen_reclaim(memory.id, space.id, 0, &pointers) }
  guard status >= 0 else { throw damaged(place, message, expected: "strings") }
  return try pointers.enumerated().map { row, pointer in
    guard let pointer else { return "" }
    let text = UnsafeBufferPointer(start: pointer, count: strlen(pointer)).map { UInt8(bitPattern: $0) }
    return try textWithoutPadding(text[...], row, place)
  }
}

/// The text in `row`, whose bytes may end with zeros, and with spaces where `spaces`.
func textWithoutPadding(_ bytes: ArraySlice<UInt8>, _ row: Int, _ place: String, spaces: Bool = false) throws -> String
{
  var text = bytes.prefix { $0 != 0 }
  guard bytes[text.endIndex...].allSatisfy({ $0 == 0 }) else {
    throw InputError(
      place, found: "text in row \(row) that goes on behind a zero byte", expected: "zeros behind the end of text",
      advice: "Readers differ in where it ends: write it again without zero bytes.")
  }
  if spaces { while text.last == UInt8(ascii: " ") { text.removeLast() } }
  guard let text = String(validating: text, as: UTF8.self) else {
    throw InputError(place, found: "bytes in row \(row) that are not UTF-8", expected: "UTF-8 text")
  }
  return text
}

/// A string type in memory: of so many bytes, or of variable length.
func stringType(_ place: String, bytes: Int?) throws -> HDF5Handle {
  let type = try HDF5Handle(H5Tcopy(hdf5_c_string()), { H5Tclose($0) }) {
    damaged(place, $0, expected: "a string type")
  }
  guard H5Tset_size(type.id, bytes ?? hdf5_variable_length()) >= 0 else {
    throw damaged(place, hdf5Message(), expected: "a string type")
  }
  return type
}

/// The UTF-8 bytes of every string, each filled up with zeros to `bytes`.
func padded(_ strings: [String], to bytes: Int) -> [UInt8] {
  var buffer = [UInt8](repeating: 0, count: bytes * strings.count)
  for (row, string) in strings.enumerated() {
    for (index, byte) in string.utf8.enumerated() { buffer[row * bytes + index] = byte }
  }
  return buffer
}

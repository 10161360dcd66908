import CHDF5
import CHDF5Shims
import Diagnostics

/// Reading text: of fixed or variable length, ASCII or UTF-8.
extension HDF5Dataset {
  /// All strings, the last index fastest. Padding is taken off.
  /// - Throws: `InputError` when the data set holds no strings, or bytes that are not UTF-8.
  public func readStrings() throws -> [String] {
    try requireWholeChunks()
    try requireWholeTexts()
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
  let texts: [String?]
  if let bytes {
    H5Tset_strpad(memory.id, padding)
    var buffer = [UInt8](repeating: 0, count: count * bytes)
    guard read(memory.id, &buffer) >= 0 else { throw damaged(place, hdf5Message(), expected: "strings") }
    texts = try (0..<count).map { index in
      let all = buffer[(index * bytes)..<((index + 1) * bytes)]
      var text = all.prefix { $0 != 0 }
      guard all[text.endIndex...].allSatisfy({ $0 == 0 }) else {
        throw InputError(
          place, found: "text in row \(index) that goes on behind a zero byte",
          expected: "zeros behind the end of text",
          advice: "Readers differ in where it ends: write it again without zero bytes.")
      }
      if padding == H5T_STR_SPACEPAD { while text.last == UInt8(ascii: " ") { text.removeLast() } }
      return String(validating: text, as: UTF8.self)
    }
  } else {
    var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
    let status = read(memory.id, &pointers)
    let message = hdf5Message()
    defer { H5Dvlen_reclaim(memory.id, space.id, 0, &pointers) }
    guard status >= 0 else { throw damaged(place, message, expected: "strings") }
    texts = pointers.map { pointer in pointer.map { String(validatingCString: $0) } ?? "" }
  }
  return try texts.enumerated().map { index, text in
    guard let text else {
      throw InputError(place, found: "bytes in row \(index) that are not UTF-8", expected: "UTF-8 text")
    }
    return text
  }
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

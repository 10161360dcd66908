import Diagnostics
import Files
import Foundation

/// What all array files share: finding an array by name, and the words of refusals.
extension ArrayFile {
  /// Most formats leave nothing to be guessed.
  public var remarks: [String] { [] }

  /// The description of an array, named with or without a leading `/` in any format.
  /// - Throws: `InputError` with the nearest name, or where two arrays have that name.
  public func description(of name: String) throws -> ArrayDescription {
    let found = arrays.places(of: name)
    guard found.count < 2 else {
      throw InputError(
        "\(url.path): \(name)", found: "\(found.count) arrays of that name", expected: "one",
        advice: "Nothing says which is meant: give each a name of its own in the file.")
    }
    if let place = found.first { return arrays[place] }
    let names = arrays.map(\.name)
    let near = nearestName(to: name, among: names)
    let advice =
      if let near { "Did you mean '\(near)'?" } else {
        names.count > 20 ? "'hartransfer inspect \(url.path)' lists them." : "Known: \(listedNames())."
      }
    throw InputError(
      "\(url.path): \(name)", found: "no such array", expected: "an array of this file",
      advice: ([advice] + (near == nil ? [] : unreadableNames()) + remarks).joined(separator: " "))
  }

  /// The names of the arrays, for a message; those that cannot be read with the reason.
  func listedNames(of some: [ArrayDescription]? = nil) -> String {
    let all = some.map(ArrayList.init) ?? arrays
    let names = all.prefix(20).map { array in array.name + (array.problem.map { " (not readable: \($0))" } ?? "") }
    return names.joined(separator: ", ") + (all.count > 20 ? ", ..." : "")
  }

  /// A sentence on the arrays that cannot be read, where there are some.
  private func unreadableNames() -> [String] {
    let unreadable = arrays.filter { $0.problem != nil }
    return unreadable.isEmpty ? [] : ["Also there: \(listedNames(of: unreadable))."]
  }

  func notNumbers(_ array: ArrayDescription) -> InputError {
    InputError(
      "\(url.path): \(array.name)", found: array.elementType, expected: "real numbers",
      advice: "Name another array, or write it as numbers.")
  }

  func notTexts(_ array: ArrayDescription) -> InputError {
    InputError(
      "\(url.path): \(array.name)", found: array.elementType, expected: "text",
      advice: "Name another array, or write it as text.")
  }

  /// Checks a range of the first index.
  func check(_ rows: Range<Int>, of array: ArrayDescription) throws {
    guard let extent = array.shape.first, rows.lowerBound >= 0, rows.upperBound <= extent else {
      throw InputError(
        "\(url.path): \(array.name)", found: "a request for rows \(rows)", expected: "rows within shape \(array.shape)")
    }
  }
}

/// The same number as Double.
/// - Throws: `InputError` where Double does not have it.
func exactDouble(_ number: some BinaryInteger, place: String) throws -> Double {
  guard let exact = Double(exactly: number) else {
    throw InputError(
      place, found: "the whole number \(number)", expected: "numbers that 64-bit floating point holds exactly",
      advice: "Write smaller numbers, or text where they are names.")
  }
  return exact
}

/// The number of elements of a shape, or nil where no Int holds it. An extent of 0 does not hide
/// the others: a row must be countable too.
func elementCount(_ shape: [Int]) -> Int? {
  var count = 1
  for extent in shape {
    guard extent >= 0 else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: max(extent, 1))
    if overflow { return nil }
    count = product
  }
  return shape.contains(0) ? 0 : count
}

/// The texts in a char array, one a row, without the blanks that fill them up. Columns follow one
/// another.
func charRows(_ units: [UInt16], rows: Int, columns: Int, place: String) throws -> [String] {
  try (0..<rows).map { row in
    var text = (0..<columns).map { units[$0 * rows + row] }
    while let last = text.last, last == 0 || last == 32 { text.removeLast() }
    guard let decoded = String(validating: text, as: UTF16.self) else {
      throw InputError(
        place, found: "bytes in row \(row) that are no text", expected: "UTF-16 text", advice: "Write it again.")
    }
    return decoded
  }
}

/// The first bytes of a file, which tell its format.
struct FirstBytes {
  let bytes: [UInt8]

  /// - Throws: `InputError` when there is no such file, or it may not be read.
  init(of url: URL) throws {
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw InputError(
        url.relativePath, found: "no such file", expected: "a file of arrays",
        advice: suggestion(forMissing: url.relativePath, otherwise: "Check the path."))
    }
    try RegularFile.check(url, expected: "a file of arrays")
    guard let handle = try? FileHandle(forReadingFrom: url) else {
      throw InputError(
        url.path, found: "a file that may not be read", expected: "a file of arrays", advice: "Check its rights.")
    }
    defer { try? handle.close() }
    bytes = [UInt8]((try? handle.read(upToCount: 4096)) ?? Data())
  }

  func begins(with prefix: [UInt8], at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: prefix) }

  private static let hdf5 = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A] as [UInt8]

  /// HDF5 begins at byte 0, or behind a block of 512 bytes or a power of two times that.
  var isHDF5: Bool { [0, 512, 1024, 2048].contains { begins(with: Self.hdf5, at: $0) } }

  var isMATLAB73: Bool { isHDF5 && begins(with: Array("MATLAB 7.3".utf8)) }

  var isMATLAB5: Bool {
    bytes.count > 128 && !isHDF5
      && (bytes[126..<128].elementsEqual("IM".utf8) || bytes[126..<128].elementsEqual("MI".utf8))
  }

  var isNPY: Bool { begins(with: [0x93] + Array("NUMPY".utf8)) }

  var isZIP: Bool { begins(with: [0x50, 0x4B, 0x03, 0x04]) || begins(with: [0x50, 0x4B, 0x05, 0x06]) }
}

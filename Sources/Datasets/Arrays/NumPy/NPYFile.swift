import Foundation

/// An `.npy` file: one array, named `array`.
struct NPYFile: ArrayFile {
  let url: URL
  let format = "NumPy (.npy)"
  let arrays: ArrayList
  private let array: NPYArray

  init(_ url: URL) throws {
    self.url = url
    let size = (try? FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int) ?? 0
    array = try NPYArray(size: size, place: url.path) { try FileBytes(url) }
    arrays = [array.description(named: "array")]
  }

  func numbers(_ name: String) throws -> NumericArray {
    _ = try description(of: name)
    return try array.numbers()
  }

  func numbers(_ name: String, rows: Range<Int>) throws -> NumericArray {
    try check(rows, of: description(of: name))
    return try array.numbers(rows: rows)
  }

  func texts(_ name: String) throws -> [String] {
    _ = try description(of: name)
    return try array.texts()
  }
}

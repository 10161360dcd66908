import Diagnostics
import FeatureStore
import Foundation

/// The arrays of an HDF5 file of any layout, named by their paths. Shapes are as HDF5 has them.
final class HDF5Arrays: ArrayFile {
  let url: URL
  let format = "HDF5"
  let arrays: [ArrayDescription]
  private let file: HDF5File

  /// Lists the data sets of `file`; one that is damaged is listed too, and refused when it is read.
  init(_ url: URL, _ file: HDF5File) throws {
    self.url = url
    self.file = file
    arrays = try file.datasetPaths().map { path in
      guard let dataset = try? file.dataset(path) else {
        return ArrayDescription(name: path, shape: [], elementType: "unreadable")
      }
      return Self.describe(dataset)
    }
  }

  func numbers(_ name: String) throws -> NumericArray { try numbers(name, rows: nil) }

  func numbers(_ name: String, rows: Range<Int>) throws -> NumericArray { try numbers(name, rows: .some(rows)) }

  private func numbers(_ name: String, rows: Range<Int>?) throws -> NumericArray {
    let description = try description(of: name)
    let dataset = try file.dataset(description.name)
    guard dataset.elementType.isNumber, !description.isText else {
      throw notNumbers(description)
    }
    let shape = rows.map { [$0.count] + dataset.shape.dropFirst() } ?? dataset.shape
    return NumericArray(shape: shape, elements: try dataset.doubles(rows: rows))
  }

  func texts(_ name: String) throws -> [String] {
    let description = try description(of: name)
    let dataset = try file.dataset(description.name)
    guard description.isText else { throw notTexts(description) }
    return try dataset.readStrings()
  }

  private static func describe(_ dataset: HDF5Dataset) -> ArrayDescription {
    var type = dataset.elementType.description
    var isText = false
    switch dataset.elementType {
    case .string: (type, isText) = ("text", true)
    case .enumeration: type = "bool"
    default: break
    }
    return ArrayDescription(
      name: dataset.path, shape: dataset.shape, elementType: type, isText: isText, chunk: dataset.chunkShape)
  }
}

extension HDF5Dataset {
  /// The numbers in double precision: all of them, those of some rows, or those of a range of the last index.
  /// - Throws: `InputError` also for a whole number that a double does not hold.
  func doubles(rows: Range<Int>? = nil, last: Range<Int>? = nil) throws -> [Double] {
    func numbers<T: HDF5Number>(_: T.Type) throws -> [T] {
      if let rows { return try read(rows: rows) }
      if let last { return try read(last: last) }
      return try read()
    }
    guard case .integer(bytes: 8, _) = elementType else { return try numbers(Double.self) }
    return try numbers(Int64.self).map { try exactDouble($0, place: place) }
  }
}

import Diagnostics
import FeatureStore
import Foundation

/// The arrays of an HDF5 file of any layout, named by their paths.
///
/// Shapes are as HDF5 has them. MATLAB writes the sizes of version 7.3 in reverse: its 10 x 20 matrix is an array
/// [20, 10] here. MATLAB's char arrays and cell arrays of char arrays are texts, and so are enumerations: by their names.
final class HDF5Arrays: ArrayFile {
  let url: URL
  let format: String
  let arrays: [ArrayDescription]
  let remarks: [String]
  private let file: HDF5File
  private let isMATLAB: Bool

  /// Opens `url` and lists its data sets; what cannot be read is listed too, with the reason, and refused when it is read.
  init(_ url: URL) throws {
    self.url = url
    file = try HDF5File(reading: url)
    isMATLAB = try FirstBytes(of: url).isMATLAB73
    format = isMATLAB ? "MATLAB 7.3 (HDF5)" : "HDF5"
    let file = file
    let isMATLAB = isMATLAB
    var (arrays, remarks): ([ArrayDescription], [String]) = ([], [])
    // MATLAB keeps what cells refer to in these groups.
    for object in try file.objects(skipping: isMATLAB ? ["#refs#", "#subsystem#"] : []) {
      switch object.content {
      case .dataset:
        do {
          let kind = isMATLAB ? try Self.matlabClass(object.path, file) : nil
          arrays.append(try Self.describe(file.dataset(object.path), of: file, class: kind))
        } catch let error as InputError { arrays.append(Self.unreadable(object.path, error.found)) }
      case .unreadable(let reason): arrays.append(Self.unreadable(object.path, reason))
      case .type: remarks.append("\(object.path) is a named type, which holds no data.")
      }
    }
    (self.arrays, self.remarks) = (arrays, remarks)
  }

  private static func unreadable(_ path: String, _ reason: String) -> ArrayDescription {
    ArrayDescription(name: path, shape: [], elementType: "unreadable", problem: reason)
  }

  /// Opens the data set of an array.
  /// - Throws: `InputError` where it cannot be, with the reason that is listed.
  private func open(_ description: ArrayDescription) throws -> HDF5Dataset {
    do { return try file.dataset(description.name) } catch let error as InputError {
      guard let problem = description.problem, problem != error.found else { throw error }
      throw InputError(
        "\(url.path): \(description.name)", found: problem, expected: "a data set",
        advice: "Mend the file, or name another array.")
    }
  }

  func numbers(_ name: String) throws -> NumericArray { try numbers(name, rows: nil) }

  func numbers(_ name: String, rows: Range<Int>) throws -> NumericArray { try numbers(name, rows: .some(rows)) }

  private func numbers(_ name: String, rows: Range<Int>?) throws -> NumericArray {
    let description = try description(of: name)
    let dataset = try open(description)
    guard dataset.elementType.isNumber, !description.isText else {
      throw notNumbers(description)
    }
    if try isMATLAB && isEmpty(description.name) {
      throw InputError(dataset.place, found: "an empty array", expected: "numbers")
    }
    let shape = rows.map { [$0.count] + dataset.shape.dropFirst() } ?? dataset.shape
    guard case .integer(bytes: 8, _) = dataset.elementType else {
      return NumericArray(shape: shape, elements: try rows.map { try dataset.read(rows: $0) } ?? dataset.read())
    }
    let wide: [Int64] = try rows.map { try dataset.read(rows: $0) } ?? dataset.read()
    return NumericArray(shape: shape, elements: try wide.map { try exactDouble($0, place: dataset.place) })
  }

  func texts(_ name: String) throws -> [String] {
    let description = try description(of: name)
    let dataset = try open(description)
    guard description.isText else { throw notTexts(description) }
    if case .enumeration = dataset.elementType { return try dataset.readNames() }
    guard isMATLAB else { return try dataset.readStrings() }
    if try isEmpty(description.name) { return [] }
    guard dataset.elementType == .reference else { return try matlabTexts(dataset) }
    return try dataset.referencedPaths().enumerated().map { index, path in
      guard let path else { return "" }
      let place = "\(dataset.place)[\(index)]"
      guard try Self.matlabClass(path, file) == "char" else {
        throw InputError(
          place, found: "a cell that holds no char array", expected: "a cell array of char arrays",
          advice: "Write texts and numbers into variables of their own.")
      }
      if try isEmpty(path) { return "" }
      let texts = try matlabTexts(file.dataset(path))
      guard texts.count == 1 else {
        throw InputError(place, found: "\(texts.count) rows of text", expected: "one text a cell")
      }
      return texts[0]
    }
  }

  /// MATLAB's char array, whose columns HDF5 has as rows: one text for each row that MATLAB shows.
  private func matlabTexts(_ dataset: HDF5Dataset) throws -> [String] {
    guard dataset.shape.count == 2 else {
      throw InputError(dataset.place, found: "shape \(dataset.shape)", expected: "a char array of two extents")
    }
    let units = try dataset.read(as: UInt16.self)
    return try charRows(units, rows: dataset.shape[1], columns: dataset.shape[0], place: dataset.place)
  }

  private func isEmpty(_ path: String) throws -> Bool { try file.numberAttribute("MATLAB_empty", of: path) == 1 }

  private static func matlabClass(_ path: String, _ file: HDF5File) throws -> String? {
    try file.stringAttribute("MATLAB_class", of: path)
  }

  private static func describe(_ dataset: HDF5Dataset, of file: HDF5File, class kind: String?) throws
    -> ArrayDescription
  {
    var type = dataset.elementType.description
    var isText = false
    switch (dataset.elementType, kind) {
    case (_, "char"), (.reference, "cell"), (.string, _): (type, isText) = ("text", true)
    case (.enumeration(let enumeration), _): (type, isText) = (type, !enumeration.isBool)
    case (_, "logical"): type = "bool"
    case (.integer, "string"?): type = "a MATLAB string array (save cellstr of it)"
    default: break
    }
    let isReadable = isText || dataset.elementType.isNumber
    let shape = kind == "char" ? Array(dataset.shape.suffix(1)) : dataset.shape
    return ArrayDescription(
      name: dataset.path, shape: shape, elementType: type, isText: isText, chunk: dataset.chunkShape,
      problem: isReadable ? nil : type)
  }
}

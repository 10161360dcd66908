import Diagnostics
import FeatureStore
import Foundation

/// The variables of a MATLAB file of version 7.3, which is HDF5 inside. They are as MATLAB shows
/// them and as those of version 5 are read: names without a leading slash, MATLAB's sizes, elements
/// in C order.
///
/// HDF5 has the sizes in reverse. The first bytes, MATLAB's attribute at a variable, or the ending
/// of the file's name tell this kind of file. Char arrays and cell arrays of char arrays are texts;
/// the fields of a structure are variables `s/field`.
final class MATLAB73Arrays: CellArrays {
  let url: URL
  let format: String
  let arrays: ArrayList
  let remarks: [String]
  private let file: HDF5File
  /// What cannot be read outside of MATLAB, by name.
  private let objects: [String: String]

  private static let marks = (kind: "MATLAB_class", object: "MATLAB_object_decode", sparse: "MATLAB_sparse")
  private static let plainKinds = [
    "double", "single", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "logical", "char",
    "cell",
  ]
  /// Number of root objects that are searched for MATLAB's attribute.
  private static let mostLookedAt = 100

  /// Whether a variable of `file` has MATLAB's attribute. Python packages write it into files
  /// without MATLAB's header.
  static func isMarked(_ file: HDF5File) throws -> Bool {
    try file.children().prefix(mostLookedAt).contains { name in
      (try? file.stringAttribute(marks.kind, of: "/\(name)")) ?? nil != nil
    }
  }

  /// - Parameter isMarked: whether MATLAB's header or attributes are there; else the file's name
  ///   says what it is.
  init(_ url: URL, _ file: HDF5File, isMarked: Bool = true) throws {
    self.url = url
    format = isMarked ? "MATLAB 7.3 (HDF5)" : "MATLAB 7.3 by its name alone (HDF5 without MATLAB's marks)"
    self.file = file
    var groups: [String: String?] = [:]
    var objects: [String: String] = [:]
    // MATLAB keeps what cells refer to in these groups.
    let (described, remarks) = try file.describedObjects(skipping: ["#refs#", "#subsystem#"]) { path in
      if let (group, kind) = try Self.objectAbove(path, file, &groups) {
        guard objects.updateValue(kind, forKey: group) == nil else { return nil }
        return Self.described(group, shape: [], object: kind)
      }
      let name = String(path.dropFirst())
      let dataset = try file.dataset(path)
      if let kind = try Self.object(path, file) { objects[name] = kind }
      return try Self.describe(dataset, name, of: file, object: objects[name])
    }
    arrays = ArrayList(
      described.map { array in
        var array = array
        array.name = String(array.name.drop { $0 == "/" })
        return array
      })
    self.remarks = remarks
    self.objects = objects
  }

  func numbers(_ name: String) throws -> NumericArray {
    let (sizes, elements) = try columnMajor(name)
    return NumericArray(shape: sizes, elements: cOrder(elements, shape: sizes))
  }

  func numbers(_ name: String, rows: Range<Int>) throws -> NumericArray {
    try check(rows, of: description(of: name))
    let dataset = try numeric(name)
    let sizes = [rows.count] + dataset.shape.reversed().dropFirst()
    return NumericArray(shape: sizes, elements: cOrder(try dataset.doubles(last: rows), shape: sizes))
  }

  func numbers(_ name: String, cell: Int) throws -> NumericArray {
    let place = "\(url.path): \(try description(of: name).name)"
    guard let paths = try cellPaths(name) else {
      throw InputError(place, found: "no cell array", expected: "a cell array")
    }
    guard paths.indices.contains(cell - 1), let path = paths[cell - 1] else {
      throw InputError(
        "\(place){\(cell)}", found: "\(paths.count) cells", expected: "a cell \(cell)", advice: "Cells count from 1.")
    }
    return try numbers(at: path, place: "\(place){\(cell)}")
  }

  func cells(_ name: String) throws -> [NumericArray]? {
    let place = "\(url.path): \(try description(of: name).name)"
    return try cellPaths(name)?.enumerated().map { index, path in
      guard let path, try !isEmpty(path) else { return NumericArray(shape: [0], elements: []) }
      return try numbers(at: path, place: "\(place){\(index + 1)}")
    }
  }

  /// Where the cells of a cell array stand; nil if it is none.
  private func cellPaths(_ name: String) throws -> [String?]? {
    let dataset = try variable(description(of: name))
    guard dataset.elementType == .reference, try Self.kind(dataset.path, file) == "cell" else { return nil }
    return try dataset.referencedPaths()
  }

  private func numbers(at path: String, place: String) throws -> NumericArray {
    let kind = try Self.object(path, file) ?? Self.kind(path, file) ?? "double"
    let element = try file.dataset(path)
    guard Self.plainKinds.contains(kind), element.elementType.isNumber, kind != "char", try !isEmpty(path) else {
      throw InputError(place, found: "no real numbers", expected: "a numeric array that is not empty")
    }
    let sizes = Array(element.shape.reversed())
    return NumericArray(shape: sizes, elements: cOrder(try element.doubles(), shape: sizes))
  }

  /// MATLAB's sizes, and the numbers with the first index fastest, as they lie in the file.
  func columnMajor(_ name: String) throws -> (sizes: [Int], elements: [Double]) {
    let dataset = try numeric(name)
    return (dataset.shape.reversed(), try dataset.doubles())
  }

  func texts(_ name: String) throws -> [String] {
    let description = try description(of: name)
    let dataset = try variable(description)
    guard description.isText else { throw notTexts(description) }
    if try isEmpty(dataset.path) { return [] }
    switch dataset.elementType {
    case .string: return cOrder(try dataset.readStrings(), shape: dataset.shape.reversed())
    case .enumeration: return cOrder(try dataset.readNames(), shape: dataset.shape.reversed())
    default: break
    }
    guard dataset.elementType == .reference else { return try rows(of: dataset) }
    let texts = try dataset.referencedPaths().enumerated().map { index, path in
      try path.map { try text(at: $0, place: "\(url.path): \(description.name){\(index + 1)}") } ?? ""
    }
    return cOrder(texts, shape: dataset.shape.reversed())
  }

  private func text(at path: String, place: String) throws -> String {
    guard try Self.kind(path, file) == "char" else {
      throw InputError(
        place, found: "a cell that holds no char array", expected: "a cell array of char arrays",
        advice: "Save texts and numbers in variables of their own.")
    }
    if try isEmpty(path) { return "" }
    let texts = try rows(of: file.dataset(path))
    guard texts.count == 1 else {
      throw InputError(place, found: "\(texts.count) rows of text", expected: "one text a cell")
    }
    return texts[0]
  }

  /// The texts of a char array, one for each row that MATLAB shows.
  private func rows(of dataset: HDF5Dataset) throws -> [String] {
    guard dataset.shape.count == 2 else {
      throw InputError(
        dataset.place, found: "sizes \(Array(dataset.shape.reversed()))", expected: "a char array of two sizes")
    }
    let units = try dataset.read(as: UInt16.self)
    return try charRows(units, rows: dataset.shape[1], columns: dataset.shape[0], place: dataset.place)
  }

  /// The data set of a variable, unless it is one that only MATLAB reads.
  private func variable(_ description: ArrayDescription) throws -> HDF5Dataset {
    if let kind = objects[description.name] {
      throw MATLABObjects.refused("\(url.path): \(description.name)", name: description.name, kind: kind)
    }
    return try file.dataset(
      "/\(description.name)", known: description.problem, place: "\(url.path): \(description.name)")
  }

  private func numeric(_ name: String) throws -> HDF5Dataset {
    let description = try description(of: name)
    let dataset = try variable(description)
    guard dataset.elementType.isNumber, !description.isText else { throw notNumbers(description) }
    if try isEmpty(dataset.path) {
      throw InputError(dataset.place, found: "an empty array", expected: "numbers")
    }
    return dataset
  }

  private func isEmpty(_ path: String) throws -> Bool { try Self.isEmpty(path, file) }

  private static func isEmpty(_ path: String, _ file: HDF5File) throws -> Bool {
    try file.numberAttribute("MATLAB_empty", of: path) == 1
  }

  private static func kind(_ path: String, _ file: HDF5File) throws -> String? {
    try file.stringAttribute(marks.kind, of: path)
  }

  /// The class of a variable that only MATLAB reads; nil for plain ones.
  private static func object(_ path: String, _ file: HDF5File) throws -> String? {
    guard let kind = try kind(path, file) else { return nil }
    let isObject = try file.numberAttribute(marks.object, of: path) != nil
    return plainKinds.contains(kind) && !isObject ? nil : kind
  }

  /// The group above `path` whose contents mean something to MATLAB alone, with what it is.
  private static func objectAbove(
    _ path: String, _ file: HDF5File, _ known: inout [String: String?]
  ) throws -> (group: String, kind: String)? {
    var group = ""
    for part in path.split(separator: "/").dropLast() {
      group += "/\(part)"
      let kind: String?
      if let found = known[group] {
        kind = found
      } else {
        let own = try Self.kind(group, file)
        let isSparse = try file.numberAttribute(marks.sparse, of: group) != nil
        kind = isSparse ? "sparse" : own == "struct" ? nil : own
        known[group] = .some(kind)
      }
      if let kind { return (String(group.dropFirst()), kind) }
    }
    return nil
  }

  private static func describe(
    _ dataset: HDF5Dataset, _ name: String, of file: HDF5File, object: String?
  ) throws -> ArrayDescription {
    var shape = Array(dataset.shape.reversed())
    // What is empty in MATLAB holds its sizes.
    if try isEmpty(dataset.path, file), dataset.count <= 64 { shape = try dataset.read(as: Int64.self).map { Int($0) } }
    if let object { return described(name, shape: shape, object: object) }
    let kind = try kind(dataset.path, file)
    var type = dataset.elementType.description
    var isText = false
    switch (dataset.elementType, kind) {
    case (_, "char"), (.reference, "cell"), (.string, _): (type, isText) = ("text", true)
    case (_, "logical"): type = "bool"
    case (.enumeration(let enumeration), _): isText = !enumeration.isBool
    case (.reference, _): type = "a field of a MATLAB struct array (save each element as a variable)"
    case (.other("a compound type"), _?): type = "complex numbers"
    default: break
    }
    return ArrayDescription(
      name: name, shape: kind == "char" ? Array(shape.prefix(1)) : shape, elementType: type, isText: isText,
      chunk: dataset.chunkShape.map { $0.reversed() }, problem: isText || dataset.elementType.isNumber ? nil : type)
  }

  /// What is listed of an object that only MATLAB reads.
  private static func described(_ name: String, shape: [Int], object kind: String) -> ArrayDescription {
    let type = MATLABObjects.description(kind)
    return ArrayDescription(name: name, shape: shape, elementType: type, problem: type)
  }
}

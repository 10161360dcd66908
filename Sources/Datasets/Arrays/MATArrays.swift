import CMatIO
import Diagnostics
import Files
import Foundation

/// The variables of a MATLAB file of version 5 (also what MATLAB calls 6 and 7), read through
/// matio.
///
/// Shapes are MATLAB's own, elements in C order. Char arrays are texts, one a row; so are cell
/// arrays of char arrays. The file is checked by `MATContainer` before matio sees it.
struct MATArrays: CellArrays {
  let url: URL
  let format = "MATLAB 5"
  let arrays: ArrayList
  /// No variable has more elements than this: one byte each is the least that MATLAB stores.
  private let mostElements: Int
  /// What cannot be read outside of MATLAB, by name.
  private let objects: [String: String]

  init(_ url: URL) throws {
    self.url = url
    let bytes = try RegularFile.data(url, expected: "a MATLAB file", options: .mappedIfSafe)
    let container = try MATContainer(checking: bytes, place: url.path)
    try FileCheck.check(url)
    let largest = container.largestElement
    mostElements = largest
    var objects = Dictionary(container.objects.map { ($0.name, $0.kind) }) { first, _ in first }
    var arrays = container.objects.map {
      ArrayDescription(name: $0.name, shape: [], elementType: MATLABObjects.description($0.kind))
    }
    try Self.withFile(url) { mat in
      while let variable = Mat_VarReadNextInfo(mat) {
        defer { Mat_VarFree(variable) }
        guard let description = Self.describe(variable.pointee), objects[description.name] == nil else { continue }
        if let kind = Self.object(variable.pointee) { objects[description.name] = kind }
        let isPossible = elementCount(description.shape).map { $0 <= largest } ?? false
        arrays.append(
          isPossible
            ? description
            : ArrayDescription(
              name: description.name, shape: [], elementType: "sizes \(description.shape) that the file cannot hold"))
      }
    }
    guard !arrays.isEmpty else {
      throw InputError(url.path, found: "no variable", expected: "at least one", advice: "Save the variables again.")
    }
    self.arrays = ArrayList(arrays)
    self.objects = objects
  }

  func numbers(_ name: String) throws -> NumericArray {
    let description = try readable(name)
    let place = "\(url.path): \(description.name)"
    guard !description.isText, !description.elementType.contains(" ") else { throw notNumbers(description) }
    return try withVariable(description.name, place: place) { try numbers(of: $0, place: place) }
  }

  func numbers(_ name: String, cell: Int) throws -> NumericArray {
    let description = try readable(name)
    let place = "\(url.path): \(description.name)"
    return try withVariable(description.name, place: place) { variable in
      guard variable.class_type == MAT_C_CELL else {
        throw InputError(place, found: "no cell array", expected: "a cell array")
      }
      let count = elementCount(Self.shape(variable)).map { min($0, mostElements) } ?? 0
      guard (1...max(count, 1)).contains(cell), count > 0, let data = variable.data,
        let element = data.assumingMemoryBound(to: UnsafeMutablePointer<matvar_t>?.self)[cell - 1]
      else {
        throw InputError(
          "\(place){\(cell)}", found: "\(count) cells", expected: "a cell \(cell)", advice: "Cells count from 1.")
      }
      return try numbers(of: element.pointee, place: "\(place){\(cell)}")
    }
  }

  func cells(_ name: String) throws -> [NumericArray]? {
    let description = try readable(name)
    let place = "\(url.path): \(description.name)"
    return try withVariable(description.name, place: place) { variable in
      guard variable.class_type == MAT_C_CELL else { return nil }
      let count = elementCount(Self.shape(variable)).map { min($0, mostElements) } ?? 0
      guard count > 0, let data = variable.data else { return [] }
      let cells = data.assumingMemoryBound(to: UnsafeMutablePointer<matvar_t>?.self)
      return try (0..<count).map { index in
        guard let cell = cells[index]?.pointee, elementCount(Self.shape(cell)) != 0 else {
          return NumericArray(shape: [0], elements: [])
        }
        return try numbers(of: cell, place: "\(place){\(index + 1)}")
      }
    }
  }

  private func numbers(of variable: matvar_t, place: String) throws -> NumericArray {
    guard variable.isComplex == 0 else {
      throw InputError(
        place, found: "complex numbers", expected: "real numbers", advice: "Save real and imaginary parts.")
    }
    let shape = Self.shape(variable)
    guard let count = elementCount(shape), count > 0 else {
      throw InputError(place, found: "an empty array", expected: "numbers")
    }
    guard let data = variable.data, count <= mostElements, variable.nbytes == count * Int(variable.data_size) else {
      throw MATContainer.damaged(place, "numbers that matio cannot read", "\(count) numbers")
    }
    let numbers = try Self.doubles(data, variable.class_type, count, place: place)
    return NumericArray(shape: shape, elements: cOrder(numbers, shape: shape))
  }

  /// The description of an array, unless it is one that only MATLAB reads.
  private func readable(_ name: String) throws -> ArrayDescription {
    let description = try description(of: name)
    guard let kind = objects[description.name] else { return description }
    throw MATLABObjects.refused("\(url.path): \(description.name)", name: description.name, kind: kind)
  }

  func numbers(_ name: String, rows: Range<Int>) throws -> NumericArray {
    try check(rows, of: description(of: name))
    let all = try numbers(name)
    let row = all.shape.dropFirst().reduce(1, *)
    return NumericArray(
      shape: [rows.count] + all.shape.dropFirst(),
      elements: Array(all.elements[(rows.lowerBound * row)..<(rows.upperBound * row)]))
  }

  func texts(_ name: String) throws -> [String] {
    let description = try readable(name)
    guard description.isText else { throw notTexts(description) }
    let place = "\(url.path): \(description.name)"
    return try withVariable(description.name, place: place) { variable in
      guard variable.class_type == MAT_C_CELL else { return try charRows(of: variable, place: place) }
      let shape = Self.shape(variable)
      guard let count = elementCount(shape), count <= mostElements, let data = variable.data else { return [] }
      let cells = data.assumingMemoryBound(to: UnsafeMutablePointer<matvar_t>?.self)
      let texts = try (0..<count).map { index in
        guard let cell = cells[index] else { return "" }
        let own = "\(place){\(index + 1)}"
        guard cell.pointee.class_type == MAT_C_CHAR else {
          throw InputError(
            own, found: "a cell that holds no char array", expected: "a cell array of char arrays",
            advice: "Save texts and numbers in variables of their own.")
        }
        let rows = try charRows(of: cell.pointee, place: own)
        guard rows.count <= 1 else {
          throw InputError(own, found: "\(rows.count) rows of text", expected: "one a cell")
        }
        return rows.first ?? ""
      }
      return cOrder(texts, shape: shape)
    }
  }

  private func charRows(of variable: matvar_t, place: String) throws -> [String] {
    let shape = Self.shape(variable)
    guard shape.count == 2, let count = elementCount(shape), count <= mostElements else {
      throw InputError(place, found: "shape \(shape)", expected: "a char array of two extents")
    }
    guard count > 0, let data = variable.data else { return [] }
    let bytes = Int(variable.nbytes)
    if variable.data_size == 2 {
      guard bytes >= 2 * count else { throw MATContainer.damaged(place, "\(bytes) bytes", "\(count) characters") }
      let units = UnsafeRawPointer(data)
      return try Datasets.charRows(
        (0..<count).map { units.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self) }, rows: shape[0],
        columns: shape[1], place: place)
    }
    let raw = [UInt8](UnsafeRawBufferPointer(start: data, count: bytes))
    if shape[0] == 1 {
      guard let text = String(validating: raw.prefix { $0 != 0 }, as: UTF8.self) else {
        throw InputError(place, found: "bytes that are not UTF-8", expected: "text", advice: "Save it again.")
      }
      return [String(text.reversed().drop { $0 == " " }.reversed())]
    }
    guard bytes >= count, raw.allSatisfy({ $0 < 0x80 }) else {
      throw InputError(
        place, found: "rows of characters beyond ASCII", expected: "ASCII in char arrays of several rows",
        advice: "Save a cell array of char arrays.")
    }
    return try Datasets.charRows(raw.map(UInt16.init), rows: shape[0], columns: shape[1], place: place)
  }

  private func withVariable<R>(_ name: String, place: String, _ body: (matvar_t) throws -> R) throws -> R {
    try Self.withFile(url) { mat in
      guard let variable = Mat_VarRead(mat, name) else {
        throw MATContainer.damaged(place, "a variable that matio cannot read", "a whole variable")
      }
      defer { Mat_VarFree(variable) }
      return try body(variable.pointee)
    }
  }

  private static func withFile<R>(_ url: URL, _ body: (OpaquePointer) throws -> R) throws -> R {
    guard let mat = Mat_Open(url.path, Int32(MAT_ACC_RDONLY.rawValue)) else {
      throw MATContainer.damaged(url.path, "something that matio cannot open", "a MATLAB file of version 5")
    }
    defer { Mat_Close(mat) }
    return try body(mat)
  }

  private static func shape(_ variable: matvar_t) -> [Int] {
    guard let sizes = variable.dims else { return [] }
    return (0..<max(Int(variable.rank), 0)).map { Int(clamping: sizes[$0]) }
  }

  private static func describe(_ variable: matvar_t) -> ArrayDescription? {
    guard let name = variable.name.flatMap({ String(validatingCString: $0) }), !name.isEmpty else { return nil }
    let shape = shape(variable)
    let numeric: [(matio_classes, String)] = [
      (MAT_C_DOUBLE, "float64"), (MAT_C_SINGLE, "float32"), (MAT_C_INT8, "int8"), (MAT_C_UINT8, "uint8"),
      (MAT_C_INT16, "int16"), (MAT_C_UINT16, "uint16"), (MAT_C_INT32, "int32"), (MAT_C_UINT32, "uint32"),
      (MAT_C_INT64, "int64"), (MAT_C_UINT64, "uint64"),
    ]
    if variable.class_type == MAT_C_CHAR {
      return ArrayDescription(name: name, shape: Array(shape.prefix(1)), elementType: "text", isText: true)
    }
    if variable.class_type == MAT_C_CELL {
      return ArrayDescription(name: name, shape: shape, elementType: "text", isText: true)
    }
    guard let type = numeric.first(where: { $0.0 == variable.class_type })?.1 else {
      return ArrayDescription(
        name: name, shape: shape, elementType: MATLABObjects.description(object(variable) ?? "unknown"))
    }
    if variable.isComplex != 0 { return ArrayDescription(name: name, shape: shape, elementType: "complex numbers") }
    return ArrayDescription(name: name, shape: shape, elementType: variable.isLogical != 0 ? "bool" : type)
  }

  /// The class of a variable that only MATLAB reads; nil for plain ones.
  private static func object(_ variable: matvar_t) -> String? {
    switch variable.class_type {
    case MAT_C_STRUCT: "struct"
    case MAT_C_SPARSE: "sparse"
    case MAT_C_FUNCTION: "function_handle"
    case MAT_C_OBJECT, MAT_C_OPAQUE: "unknown"
    default: nil
    }
  }

  private static func doubles(_ data: UnsafeMutableRawPointer, _ kind: matio_classes, _ count: Int, place: String)
    throws -> [Double]
  {
    func load<T>(_ type: T.Type, _ convert: (T) throws -> Double) rethrows -> [Double] {
      let elements = UnsafeRawPointer(data).assumingMemoryBound(to: type)
      return try (0..<count).map { try convert(elements[$0]) }
    }
    switch kind {
    case MAT_C_DOUBLE: return load(Double.self) { $0 }
    case MAT_C_SINGLE: return load(Float.self) { Double($0) }
    case MAT_C_INT8: return load(Int8.self) { Double($0) }
    case MAT_C_UINT8: return load(UInt8.self) { Double($0) }
    case MAT_C_INT16: return load(Int16.self) { Double($0) }
    case MAT_C_UINT16: return load(UInt16.self) { Double($0) }
    case MAT_C_INT32: return load(Int32.self) { Double($0) }
    case MAT_C_UINT32: return load(UInt32.self) { Double($0) }
    case MAT_C_INT64: return try load(Int64.self) { try exactDouble($0, place: place) }
    case MAT_C_UINT64: return try load(UInt64.self) { try exactDouble($0, place: place) }
    default: throw InputError(place, found: "no numbers", expected: "real numbers")
    }
  }
}

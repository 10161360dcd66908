import Diagnostics
import FeatureStore
import Foundation

/// The arrays of an HDF5 file of any layout, named by their paths. Shapes are as HDF5 has them;
/// enumerations are texts, by their names.
final class HDF5Arrays: ArrayFile {
  let url: URL
  let format = "HDF5"
  let arrays: ArrayList
  let remarks: [String]
  private let file: HDF5File

  /// Lists the data sets of `file`; what cannot be read is listed too, with the reason, and refused
  /// when it is read.
  init(_ url: URL, _ file: HDF5File) throws {
    self.url = url
    self.file = file
    let (described, remarks) = try file.describedObjects { path in Self.describe(try file.dataset(path)) }
    (arrays, self.remarks) = (ArrayList(described), remarks)
  }

  /// Opens the data set of an array.
  /// - Throws: `InputError` where it cannot be, with the reason that is listed.
  private func open(_ description: ArrayDescription) throws -> HDF5Dataset {
    try file.dataset(description.name, known: description.problem, place: "\(url.path): \(description.name)")
  }

  func numbers(_ name: String) throws -> NumericArray { try numbers(name, rows: nil) }

  func numbers(_ name: String, rows: Range<Int>) throws -> NumericArray { try numbers(name, rows: .some(rows)) }

  private func numbers(_ name: String, rows: Range<Int>?) throws -> NumericArray {
    let description = try description(of: name)
    let dataset = try open(description)
    guard dataset.elementType.isNumber, !description.isText else {
      throw notNumbers(description)
    }
    let shape = rows.map { [$0.count] + dataset.shape.dropFirst() } ?? dataset.shape
    return NumericArray(shape: shape, elements: try dataset.doubles(rows: rows))
  }

  func texts(_ name: String) throws -> [String] {
    let description = try description(of: name)
    let dataset = try open(description)
    guard description.isText else { throw notTexts(description) }
    if case .enumeration = dataset.elementType { return try dataset.readNames() }
    return try dataset.readStrings()
  }

  private static func describe(_ dataset: HDF5Dataset) -> ArrayDescription {
    var type = dataset.elementType.description
    var isText = false
    switch dataset.elementType {
    case .string: (type, isText) = ("text", true)
    case .enumeration(let enumeration): isText = !enumeration.isBool
    default: break
    }
    return ArrayDescription(
      name: dataset.path, shape: dataset.shape, elementType: type, isText: isText, chunk: dataset.chunkShape,
      problem: isText || dataset.elementType.isNumber ? nil : type)
  }
}

extension HDF5File {
  /// What a walk meets, as `describe` says it; what cannot be read is described by the reason, what
  /// holds no data remarked.
  func describedObjects(
    skipping skipped: [String] = [], _ describe: (_ path: String) throws -> ArrayDescription?
  ) throws -> (arrays: [ArrayDescription], remarks: [String]) {
    var (arrays, remarks): ([ArrayDescription], [String]) = ([], [])
    for object in try objects(skipping: skipped) {
      switch object.content {
      case .dataset:
        do {
          if let array = try describe(object.path) { arrays.append(array) }
        } catch let error as InputError { arrays.append(.unreadable(object.path, error.found)) }
      case .unreadable(let reason): arrays.append(.unreadable(object.path, reason))
      case .group: break
      case .type: remarks.append("\(object.path) is a named type, which holds no data.")
      }
    }
    return (arrays, remarks)
  }

  /// Opens a data set that may have a known problem.
  /// - Throws: `InputError` with that problem if it does not open.
  func dataset(_ path: String, known problem: String?, place: String) throws -> HDF5Dataset {
    do { return try dataset(path) } catch let error as InputError {
      guard let problem, problem != error.found else { throw error }
      throw InputError(
        place, found: problem, expected: "a data set", advice: "Mend the file, or name another array.")
    }
  }
}

extension HDF5Dataset {
  /// The numbers in double precision: all of them, those of some rows, or those of a range of the
  /// last index.
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

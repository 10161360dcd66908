import Diagnostics

/// One value a sample, as a file has it.
enum ColumnValues {
  /// Whole numbers.
  case integers([Int])
  /// Texts.
  case texts([String])

  var count: Int {
    switch self {
    case .integers(let values): values.count
    case .texts(let values): values.count
    }
  }

  /// The values as names.
  var names: [String] {
    switch self {
    case .integers(let values): values.map(String.init)
    case .texts(let values): values
    }
  }

  /// The values in the given rows.
  func selecting(_ rows: [Int]) -> ColumnValues {
    switch self {
    case .integers(let values): .integers(rows.map { values[$0] })
    case .texts(let values): .texts(rows.map { values[$0] })
    }
  }
}

extension ArrayFile {
  /// The values of an array with one a sample: texts, or whole numbers of any type. Extents of 1 do not count.
  /// - Throws: `InputError` for another shape, or a number that is not whole.
  func column(_ name: String, advice: String) throws -> ColumnValues {
    let array = try description(of: name)
    let place = "\(url.path): \(array.name)"
    let extents = array.shape.filter { $0 != 1 }
    guard extents.count <= 1 else {
      throw InputError(place, found: "shape \(array.shape)", expected: "one value a sample", advice: advice)
    }
    if array.isText { return .texts(try texts(array.name)) }
    let numbers = try numbers(array.name).elements
    return .integers(
      try numbers.enumerated().map { row, number in
        guard let whole = Int(exactly: number) else {
          throw InputError(
            place, found: "\(number) in row \(row)", expected: "whole numbers or text", advice: advice)
        }
        return whole
      })
  }

  /// The names in an array with one a sample; whole numbers are written in decimal.
  func names(_ name: String, advice: String) throws -> [String] { try column(name, advice: advice).names }
}

import Foundation

/// A file that holds arrays by name: HDF5, MATLAB, NumPy, or a table of text with its columns.
///
/// Code that maps arrays (features of others, raw recordings) needs to know no format. Arrays are
/// in C order: the last index runs fastest. Opening reads names and shapes; numbers are read when
/// asked for. May be shared between threads.
public protocol ArrayFile: Sendable {
  /// The file.
  var url: URL { get }
  /// The format, in words for a person: `HDF5`, `MATLAB 5`, `NumPy`, `CSV`.
  var format: String { get }
  /// The arrays, in the order of the file, or of the alphabet if the file has no order.
  var arrays: ArrayList { get }
  /// What else a person should know: guesses that were made, objects that are no arrays.
  var remarks: [String] { get }
  /// The numbers of an array as Double; integers that Double cannot hold are refused. Values that
  /// are not finite are kept: the caller decides what they mean.
  /// - Throws: `InputError` with file and array if the array is absent (with the nearest name),
  ///   holds no numbers, or is damaged.
  func numbers(_ name: String) throws -> NumericArray
  /// The same for a range of the first index, without reading the rest if the format allows that.
  func numbers(_ name: String, rows: Range<Int>) throws -> NumericArray
  /// The texts of an array, the last index fastest.
  /// - Throws: `InputError` if it is absent or holds no text.
  func texts(_ name: String) throws -> [String]
}

/// A file of MATLAB: its arrays may be cell arrays, and each cell is an array of its own.
protocol CellArrays: ArrayFile {
  /// The numbers of cell number `cell` of a cell array, counted from 1 with the first index
  /// fastest.
  /// - Throws: `InputError` if there is no such cell, or it holds no real numbers.
  func numbers(_ name: String, cell: Int) throws -> NumericArray
  /// The numbers of every cell of a cell array, in that order; nil if it is none.
  /// - Throws: `InputError` with the cell that holds no real numbers; an empty one holds none.
  func cells(_ name: String) throws -> [NumericArray]?
}

/// What a file says of an array.
public struct ArrayDescription: Sendable, Equatable {
  /// The name: a path in HDF5, a variable of MATLAB (`s/field` in a structure of version 7.3), a
  /// member of an `.npz`, a column of a table. The one array of an `.npy` file is named `array`. A
  /// table has its columns, and `table` if all are numbers.
  public var name: String
  /// The extents, slowest first; empty for a single value.
  public var shape: [Int]
  /// The type of the elements as NumPy calls it: `float32`, `int64`, or `text`.
  public var elementType: String
  /// Whether the elements are texts; otherwise they are numbers.
  public var isText: Bool
  /// The extents of a chunk; nil if the array is not stored in chunks.
  public var chunk: [Int]?
  /// Why it cannot be read; nil if nothing is known against it.
  public var problem: String?

  public init(
    name: String, shape: [Int], elementType: String, isText: Bool = false, chunk: [Int]? = nil, problem: String? = nil
  ) {
    self.name = name
    self.problem = problem
    self.shape = shape
    self.elementType = elementType
    self.isText = isText
    self.chunk = chunk
  }

  /// An array that cannot be read, with the reason.
  static func unreadable(_ name: String, _ problem: String) -> ArrayDescription {
    ArrayDescription(name: name, shape: [], elementType: "unreadable", problem: problem)
  }
}

/// Numbers with a shape, the last index fastest.
public struct NumericArray: Sendable, Equatable {
  /// The extents, slowest first; empty for a single value.
  public var shape: [Int]
  /// The numbers.
  public var elements: [Double]

  public init(shape: [Int], elements: [Double]) {
    precondition(shape.reduce(1, *) == elements.count, "\(elements.count) elements for the shape \(shape)")
    self.shape = shape
    self.elements = elements
  }
}

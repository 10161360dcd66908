import Foundation

/// A file that holds arrays by name: HDF5, MATLAB, NumPy, or a table of text, whose arrays are its columns.
///
/// One way to look at files of any layout, so that whoever maps them (feature files of others, raw recordings) knows no
/// format. Arrays are in C order: the last index runs fastest. Opening reads names and shapes; numbers are read when
/// asked for. May be shared between threads.
public protocol ArrayFile: Sendable {
  /// The file.
  var url: URL { get }
  /// The format, in words for a person: `HDF5`, `MATLAB 5`, `NumPy`, `CSV`.
  var format: String { get }
  /// The arrays there are, in the order of the file, or of the alphabet where the file has none.
  var arrays: [ArrayDescription] { get }
  /// What else a person should know of the file: guesses that were made, objects that are no arrays.
  var remarks: [String] { get }
  /// The numbers of an array; its elements are converted to Double, integers that Double cannot hold are refused.
  /// Values that are not finite are kept: what they mean is the caller's business.
  /// - Throws: `InputError` with file and array where it is absent (with the nearest name), no numbers, or damaged.
  func numbers(_ name: String) throws -> NumericArray
  /// The same for a range of the first index, read without the rest where the format allows.
  func numbers(_ name: String, rows: Range<Int>) throws -> NumericArray
  /// The texts of an array, the last index fastest.
  /// - Throws: `InputError` where it is absent or holds no text.
  func texts(_ name: String) throws -> [String]
}

/// A file whose arrays may be cells, each of which is an array of its own: one of MATLAB.
protocol CellArrays: ArrayFile {
  /// The numbers of cell number `cell`, from 1, the first index fastest, of a cell array.
  /// - Throws: `InputError` where there is no such cell, or it holds no real numbers.
  func numbers(_ name: String, cell: Int) throws -> NumericArray
}

/// What a file says of an array.
public struct ArrayDescription: Sendable, Equatable {
  /// The name: a path in HDF5, a variable of MATLAB (`s/field` in a structure of version 7.3), a member of an `.npz`, a
  /// column of a table. An `.npy` file, which names nothing, has one array named `array`; a table has its columns and,
  /// where all are numbers, `table`.
  public var name: String
  /// The extents, slowest first; empty for a single value.
  public var shape: [Int]
  /// The type of the elements as NumPy calls it: `float32`, `int64`, or `text`.
  public var elementType: String
  /// Whether the elements are texts; otherwise they are numbers.
  public var isText: Bool
  /// The extents of a chunk, where the file is stored so.
  public var chunk: [Int]?
  /// Why it cannot be read; nil where nothing is known against it.
  public var problem: String?

  /// Joins the parts.
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

  /// What is there and cannot be read, and why.
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

  /// Joins the parts.
  public init(shape: [Int], elements: [Double]) {
    precondition(shape.reduce(1, *) == elements.count, "\(elements.count) elements for the shape \(shape)")
    self.shape = shape
    self.elements = elements
  }
}

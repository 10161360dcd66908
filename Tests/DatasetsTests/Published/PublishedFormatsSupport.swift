import CMatIO
import Foundation
import Testing

@testable import Datasets

/// Whether files of NumPy can be read.
let readsNumPy: Bool = {
  guard let folder = try? TemporaryFolder() else { return false }
  let file = folder.url.appendingPathComponent("a.npy")
  guard (try? writeNPY(file, [2, 1], [1, 2])) != nil else { return false }
  return (try? ArrayFiles.open(file).numbers("array")) != nil
}()

/// Where BasicMotions is, if it was fetched.
let basicMotionsData: URL? = {
  guard let entry = try? DatasetCatalogue(folder: repositoryDatasets).entry("basic-motions") else { return nil }
  return try? DataLocation(of: entry).folder
}()

/// Writes doubles as a file of NumPy, version 1.0, in C order.
func writeNPY(_ url: URL, _ shape: [Int], _ numbers: [Double]) throws {
  let tuple = "(" + shape.map { "\($0)," }.joined(separator: " ") + ")"
  var header = "{'descr': '<f8', 'fortran_order': False, 'shape': \(tuple), }"
  while (10 + header.utf8.count + 1) % 64 != 0 { header += " " }
  header += "\n"
  var data = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0])
  data += Data([UInt8(header.utf8.count & 255), UInt8(header.utf8.count >> 8)]) + Data(header.utf8)
  for number in numbers { withUnsafeBytes(of: number.bitPattern.littleEndian) { data += Data($0) } }
  try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
  try data.write(to: url)
}

/// Writes matrices, each column after column, as the cells of a column of cells.
func writeCells(_ url: URL, _ variable: String, _ matrices: [(rows: Int, numbers: [Double])]) throws {
  try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
  let mat = try #require(Mat_CreateVer(url.path, nil, MAT_FT_MAT5))
  defer { Mat_Close(mat) }
  var cells: [UnsafeMutablePointer<matvar_t>?] = matrices.map { matrix in
    var sizes = [matrix.rows, matrix.numbers.count / matrix.rows]
    var numbers = matrix.numbers
    return Mat_VarCreate(nil, MAT_C_DOUBLE, MAT_T_DOUBLE, 2, &sizes, &numbers, 0)
  }
  var sizes = [matrices.count, 1]
  let made = Mat_VarCreate(variable, MAT_C_CELL, MAT_T_CELL, 2, &sizes, &cells, 0)
  defer { Mat_VarFree(made) }
  #expect(Mat_VarWrite(mat, made, MAT_COMPRESSION_ZLIB) == 0)
}

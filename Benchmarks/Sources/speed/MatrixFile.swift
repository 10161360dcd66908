import Foundation
import HARTransfer

/// A file of matrices, as `matrices.py` writes and reads it.
///
/// Little-endian: the number of matrices (Int64); then for each the rows and columns (Int64) and
/// the column-major elements (Float64), which is the memory of a row-major array of the transposed
/// shape.
enum MatrixFile {
  enum Fault: Error { case truncated(path: String) }

  static func read(_ path: String) throws -> [Matrix<Double>] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    return try data.withUnsafeBytes { bytes in
      var offset = 0
      func integer() throws -> Int {
        guard bytes.count >= offset + 8 else { throw Fault.truncated(path: path) }
        defer { offset += 8 }
        return Int(Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self)))
      }
      return try (0..<integer()).map { _ in
        let (rows, columns) = (try integer(), try integer())
        guard rows >= 0, columns >= 0, bytes.count >= offset + rows * columns * 8 else {
          throw Fault.truncated(path: path)
        }
        defer { offset += rows * columns * 8 }
        return Matrix(rows, columns) { target in
          UnsafeMutableRawBufferPointer(target).copyMemory(
            from: UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + rows * columns * 8)]))
        }
      }
    }
  }

  static func write(_ matrices: [Matrix<Double>], to path: String) throws {
    var data = Data()
    func append(_ value: Int) { withUnsafeBytes(of: Int64(value).littleEndian) { data.append(contentsOf: $0) } }
    append(matrices.count)
    for matrix in matrices {
      append(matrix.rows)
      append(matrix.columns)
      matrix.withUnsafeElements { data.append(contentsOf: UnsafeRawBufferPointer($0)) }
    }
    try data.write(to: URL(fileURLWithPath: path))
  }
}

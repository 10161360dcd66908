import Diagnostics
import LinearAlgebra

/// Reading rows of an [n, d] or [n, T, d] data set in any order.
extension HDF5Dataset {
  /// The given rows as the columns of a matrix of `rows.count` columns, in that order; a row may
  /// come twice.
  ///
  /// Reads in ascending order of the file. A run that is a run on both sides goes straight to its
  /// place. Rows that lie close together are read as one span of at most 1 MB and copied from
  /// there: a call of libhdf5 costs more than a few rows too many.
  func readColumns<T: BLASScalar & HDF5Number>(_ rows: [Int]) throws -> Matrix<T> {
    precondition(shape.count >= 2, "a data set without rows")
    if let wrong = rows.first(where: { $0 < 0 || $0 >= shape[0] }) {
      throw InputError(place, found: "a request for row \(wrong)", expected: "rows from 0 to \(shape[0] - 1)")
    }
    let dimension = rowCount
    let order = rows.indices.sorted { (rows[$0], $0) < (rows[$1], $1) }
    let longestSpan = max(1, FeatureFile.largestChunk / max(1, dimension * T.elementType.size))
    return try Matrix(dimension, rows.count) { target in
      var next = 0
      while next < order.count {
        let first = rows[order[next]]
        let run = Self.run(order, rows, from: next)
        if run >= 8 || run == order.count - next {
          let start = order[next] * dimension
          let memory = UnsafeMutableBufferPointer(rebasing: target[start..<(start + run * dimension)])
          try read(rows: first..<(first + run), into: memory)
          next += run
          continue
        }
        var end = next + 1
        while end < order.count {
          let span = rows[order[end]] - first + 1
          guard span <= longestSpan, span <= 16 * (end + 1 - next) else { break }
          end += 1
        }
        let span: [T] = try read(rows: first..<(rows[order[end - 1]] + 1))
        for place in order[next..<end] {
          let source = (rows[place] - first) * dimension
          _ = UnsafeMutableBufferPointer(rebasing: target[(place * dimension)..<((place + 1) * dimension)])
            .initialize(from: span[source..<(source + dimension)])
        }
        next = end
      }
    }
  }

  /// How many requests from `start` on ask for one row after another, each for the next column.
  private static func run(_ order: [Int], _ rows: [Int], from start: Int) -> Int {
    var length = 1
    while start + length < order.count, order[start + length] == order[start] + length,
      rows[order[start + length]] == rows[order[start]] + length
    { length += 1 }
    return length
  }
}

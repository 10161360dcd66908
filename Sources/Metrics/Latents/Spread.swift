import LinearAlgebra

extension Matrix<Double> {
  /// The summed squared distance of the columns from their mean, in two passes over memory in its
  /// order.
  var spread: Double { count > 0 ? spread(around: compensatedRowMeans) : 0 }

  /// The same for means that are known.
  func spread(around means: [Double]) -> Double {
    withUnsafeElements { elements in
      means.withUnsafeBufferPointer { means in
        guard let x = elements.baseAddress, let means = means.baseAddress else { return 0 }
        var total = CompensatedLanes()
        for j in 0..<columns {
          for i in stride(from: 0, to: rows, by: 8) {
            let deviations = (x + j * rows + i).eight(of: rows - i) - (means + i).eight(of: rows - i)
            total += deviations * deviations
          }
        }
        return total.value
      }
    }
  }

  /// The mean of each row; its error does not grow with the number of columns.
  var compensatedRowMeans: [Double] {
    withUnsafeElements { elements in
      guard let x = elements.baseAddress else { return [] }
      var sums = [CompensatedLanes](repeating: CompensatedLanes(), count: (rows + 7) / 8)
      sums.withUnsafeMutableBufferPointer { sums in
        for j in 0..<columns {
          for (block, i) in stride(from: 0, to: rows, by: 8).enumerated() {
            sums[block] += (x + j * rows + i).eight(of: rows - i)
          }
        }
      }
      return (0..<rows).map { sums[$0 / 8].lanes[$0 % 8] / Double(columns) }
    }
  }
}

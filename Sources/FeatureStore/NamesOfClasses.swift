import LinearAlgebra

extension ModalityFeatures {
  /// Whether all samples of a class have one vector, while classes differ. Such features name the
  /// class, as a text that describes it does, and using them is using labels.
  ///
  /// False if no class has two samples: then nothing can be seen. Samples without the modality do
  /// not count. Cost: O(n d) at worst; for other features the second sample of a class ends it.
  public func namesClasses(labels: [Int]) -> Bool {
    switch values {
    case .float(let matrix): namesClasses(matrix, labels)
    case .double(let matrix): namesClasses(matrix, labels)
    }
  }

  private func namesClasses<T: BLASScalar>(_ matrix: Matrix<T>, _ labels: [Int]) -> Bool {
    precondition(labels.count == matrix.columns, "\(labels.count) labels of \(matrix.columns) samples")
    var first: [Int: Int] = [:]
    var isRepeated = false
    let rows = matrix.rows
    return matrix.withUnsafeElements { elements in
      func areEqual(_ a: Int, _ b: Int) -> Bool {
        (0..<rows).allSatisfy { elements[a * rows + $0] == elements[b * rows + $0] }
      }
      for column in labels.indices where present?[column] ?? true {
        guard let other = first[labels[column]] else {
          first[labels[column]] = column
          continue
        }
        guard areEqual(other, column) else { return false }
        isRepeated = true
      }
      let columns = first.values.sorted()
      return isRepeated && columns.dropFirst().contains { !areEqual(columns[0], $0) }
    }
  }
}

import LinearAlgebra

/// The assignment of rows to columns of least total cost, each row and each column used at most
/// once.
public enum Assignment {
  /// The column of each row; nil for rows that are left over where there are more rows than
  /// columns.
  ///
  /// The Hungarian method: rows are added one at a time along a shortest augmenting path, with
  /// potentials u and v that keep every reduced cost c_ij - u_i - v_j from being negative. Among
  /// equally good assignments the result is fixed by the costs alone. `costs` must be finite. Cost:
  /// O(m² n) with m the smaller side and n the larger one.
  /// Sources: Kuhn, Naval Research Logistics Quarterly 2, 1955; Munkres, J. SIAM 5, 1957; Jonker
  /// and Volgenant, Computing 38, 1987.
  public static func minimalCost(_ costs: Matrix<Double>) -> [Int?] {
    guard costs.rows <= costs.columns else {
      var rows = [Int?](repeating: nil, count: costs.rows)
      for (column, row) in minimalCost(costs.transposed()).enumerated() { if let row { rows[row] = column } }
      return rows
    }
    precondition(costs.isFinite, "costs of an assignment must be finite")
    let (m, n) = (costs.rows, costs.columns)
    var (u, v) = ([Double](repeating: 0, count: m), [Double](repeating: 0, count: n))
    // The row of each column.
    var owner = [Int?](repeating: nil, count: n)
    for start in 0..<m {
      var distance = [Double](repeating: .infinity, count: n)
      var previous = [Int?](repeating: nil, count: n)
      var settled = [Bool](repeating: false, count: n)
      var (row, reached, end) = (start, Int?.none, Int?.none)
      while end == nil {
        var nearest: Int?
        for j in 0..<n where !settled[j] {
          let reduced = costs[row, j] - u[row] - v[j]
          if reduced < distance[j] { (distance[j], previous[j]) = (reduced, reached) }
          if distance[j] < nearest.map({ distance[$0] }) ?? .infinity { nearest = j }
        }
        guard let column = nearest else { break }
        // Potentials move so that the path to `column` is tight.
        let step = distance[column]
        u[start] += step
        for j in 0..<n {
          if settled[j], let row = owner[j] {
            u[row] += step
            v[j] -= step
          } else if !settled[j] {
            distance[j] -= step
          }
        }
        settled[column] = true
        if let next = owner[column] { (row, reached) = (next, column) } else { end = column }
      }
      // Hands every column on the path to the row before it.
      while let column = end {
        owner[column] = previous[column].flatMap { owner[$0] } ?? start
        end = previous[column]
      }
    }
    var result = [Int?](repeating: nil, count: m)
    for (column, row) in owner.enumerated() { if let row { result[row] = column } }
    return result
  }
}

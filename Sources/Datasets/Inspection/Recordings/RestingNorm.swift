/// The length of three columns, as a vector, where they are at their quietest: 1, 9.8 or 1000 for
/// an accelerometer at rest.
struct RestingNorm {
  /// The unit that this length says: `g`, `m/s^2` or `mg`.
  let unit: String
  /// The length found.
  let norm: Double
  /// How far it is from that of gravity, as a share.
  let distance: Double

  private static let lengths = [("g", 1.0), ("m/s^2", MeasurementUnit.standardGravity), ("mg", 1000.0)]
  /// Rows of a piece.
  private static let rows = 20
  /// The share by which the length may differ.
  private static let tolerance = 0.1
  /// The largest deviation at rest, as a share of the length.
  private static let unrest = 0.05

  /// Looks at three columns of numbers; nil where nothing is at rest, or its length is no gravity.
  init?(_ columns: [SampledColumn]) {
    guard columns.count == 3, columns.allSatisfy({ $0.isNumeric && !$0.isConstant }) else { return nil }
    var pieces: [(norm: Double, deviation: Double)] = []
    for block in columns[0].blocks.indices {
      let count = columns.map { $0.blocks[block].count }.min() ?? 0
      let size = min(Self.rows, max(count, 1))
      for start in stride(from: 0, through: count - size, by: size) where size >= 4 {
        var (square, variance) = (0.0, 0.0)
        for column in columns {
          let values = column.blocks[block][start..<start + size]
          let mean = values.reduce(0, +) / Double(size)
          square += mean * mean
          variance += values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(size)
        }
        guard square.isFinite, variance.isFinite, square > 0 else { continue }
        pieces.append((square.squareRoot(), variance.squareRoot()))
      }
    }
    // A sensor that is off is quieter than any that rests.
    let quiet = pieces.filter { $0.deviation <= Self.unrest * $0.norm && $0.deviation > 0 }
      .sorted { $0.deviation / $0.norm < $1.deviation / $1.norm }
    let still = quiet.prefix(max(3, pieces.count / 10)).map(\.norm).sorted()
    guard still.count >= 1, still.count * 20 >= min(pieces.count, 60) else { return nil }
    norm = still[still.count / 2]
    let found = norm
    let near = Self.lengths.map { (unit: $0.0, distance: abs(found / $0.1 - 1)) }.min { $0.distance < $1.distance }
    guard let near, near.distance <= Self.tolerance else { return nil }
    (unit, distance) = (near.unit, near.distance)
  }
}

/// What describes a frame of weights as a whole; places that nothing has stay those of the frame
/// before.
struct GridFrame {
  /// The names of the numbers.
  static let names = [
    "total", "contact", "centroid-row", "centroid-column", "spread-row", "spread-column", "elongation", "slant",
    "motion", "motion-row", "motion-column",
  ]

  private let rows: Int
  private let columns: Int
  private let threshold: Float
  private var total = 0.0
  private var contact = 0.0
  private var shape = GridMoments()
  private var change = 0.0
  private var changePlace = GridMoments()

  /// Frames of `rows` x `columns` cells; above `threshold` a cell is in contact.
  init(rows: Int, columns: Int, threshold: Float) {
    (self.rows, self.columns, self.threshold) = (rows, columns, threshold)
  }

  /// Takes the next frame: its weights and its changes, the column fastest.
  mutating func read(_ weights: [Float], motion: [Float]) {
    total = weights.reduce(0.0) { $0 + Double($1) }
    contact = Double(weights.count { $0 > threshold }) / Double(weights.count)
    change = motion.reduce(0.0) { $0 + Double($1) }
    if let moments = GridMoments(of: weights, rows: rows, columns: columns) { shape = moments }
    if let moments = GridMoments(of: motion, rows: rows, columns: columns) { changePlace = moments }
  }

  /// The numbers of the last frame, in the order of `names`.
  var numbers: [Float] {
    [
      total, contact, shape.row, shape.column, shape.rowVariance.squareRoot(), shape.columnVariance.squareRoot(),
      shape.elongation, shape.slant, change, changePlace.row, changePlace.column,
    ].map { Float($0) }
  }
}

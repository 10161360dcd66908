/// The features of one modality, read from the file piece by piece.
///
///     var chunks = try reader.chunks(of: "skeleton", rows: 4096)
///     while let chunk = try chunks.next() { ... }
///
/// Not a `Sequence`, whose `next` cannot throw. Holds one piece at a time.
public struct FeatureChunks: Sendable {
  /// A run of samples with their features.
  public struct Chunk: Sendable {
    /// The rows of the table of samples.
    public let rows: Range<Int>
    /// d x `rows.count`.
    public let values: FeatureMatrix
  }

  let reader: FeatureFileReader
  let modality: ModalityDescription
  let step: Int
  var start = 0

  /// The next run of samples, or nil at the end.
  public mutating func next() throws -> Chunk? {
    guard start < modality.count else { return nil }
    let rows = start..<(start + min(step, modality.count - start))
    let chunk = Chunk(rows: rows, values: try reader.features(of: modality, run: rows))
    start = rows.upperBound
    return chunk
  }
}

import Diagnostics
import LinearAlgebra

/// Paired clips as pairs of frames: frame t of one modality with frame t of the others, as the
/// encoder `frames` made them correspond.
///
/// Most alignments use only the mean and the second moments of their samples. N frames are then as
/// good as any D + 1 samples with the same mean and moments, for D the numbers of a stacked frame
/// over all modalities. Let [1 X'] / sqrt(N) = Q R (R's first element positive), and let H be
/// orthogonal with a constant first column. Then sqrt(D + 1) H R has, after its first column,
/// exactly these moments. R comes from a QR over blocks of clips (`StreamedTriangle`), so nothing
/// is squared, and the stacked frames are never all in memory. Every method, its ridge and its rank
/// tolerance work on a small matrix as they would on all frames.
/// Cost: 2 N D² operations.
public struct FramePairs: Sendable {
  /// Names of the modalities.
  public let modalities: [String]
  /// How each is seen, shifts included.
  public private(set) var views: [FrameView]
  /// For each modality the frames by which it is taken later than the first; estimated, or 0.
  public let shifts: [Int]
  /// The clips, (T · d_m) x n for each modality.
  private(set) var sequences: [Matrix<Double>]
  /// The limb whose pairs these are; nil for all pairs.
  private(set) var limb: FrameLimb?
  /// How the frames of a clip become one vector.
  private let pooling: FramePooling

  /// Joins the paired clips of modalities, and estimates shifts where the level asks for them.
  /// - Throws: `InputError` where modalities have different numbers of frames or of clips.
  public init(modalities: [String], views: [FrameView], sequences: [Matrix<Double>], level: FrameLevel) throws {
    guard Set(views.map(\.frames)).count == 1 else {
      let found = zip(modalities, views).map { "\($1.frames) of \($0)" }.joined(separator: ", ")
      throw InputError(
        "frames", found: found, expected: "the same number of frames for every modality",
        advice: "Give the encoder 'frames' one count for all.")
    }
    self.modalities = modalities
    self.sequences = sequences
    pooling = FramePooling(level: level, frames: views[0].frames)
    shifts = try FrameShift.estimated(views: views, sequences: sequences, atMost: level.maximumShift)
    self.views = zip(views, shifts).map { $0.shifted(by: $1) }
  }

  /// The same pairs, but for the modalities at `places` each frame alone, without the others behind
  /// and before it.
  public func narrowed(at places: [Int]) -> FramePairs {
    var result = self
    for place in places { result.views[place] = views[place].narrowed }
    return result
  }

  /// The pairs of a limb, with its channels alone.
  func restricted(to limb: FrameLimb) -> FramePairs {
    var result = self
    result.limb = limb
    result.sequences = sequences.map { $0.selectingColumns(limb.fitted) }
    let place = limb.gate.places.limbed
    result.views[place] = views[place].limb(limb.limb, of: limb.gate.count)
    return result
  }

  /// Where a modality's frames alone stand among its stacked ones.
  public func narrowedRows(of place: Int) -> Range<Int> { views[place].narrowedRows }

  /// Number of paired clips.
  public var count: Int { sequences[0].columns }

  /// Samples with the means and second moments of the frames.
  /// - Parameter source: the modality that labels come from, for methods that depend on the
  ///   direction.
  public func moments(source: String? = nil) throws -> PairedFeatures {
    try PairedFeatures(modalities: modalities, views: Self.moments(views, sequences), source: source)
  }

  /// All frames, clip after clip, for methods that may look at the frames of a clip together.
  public func samples(source: String? = nil) throws -> PairedFeatures {
    var samples = try PairedFeatures(
      modalities: modalities, views: zip(views, sequences).map { $0.stacked($1) }, source: source)
    samples.pooling = pooling
    return samples
  }

  /// Samples of each view with the means and second moments that all frames have together.
  static func moments(_ views: [FrameView], _ sequences: [Matrix<Double>]) throws -> [Matrix<Double>] {
    let size = views.reduce(1) { $0 + $1.dimension }
    let clips = sequences[0].columns
    // Blocks of fewer rows than the triangle has would mostly factorise the triangle again.
    let step = max(1, min(max(views.map(\.block).min() ?? 1, 4 * size / views[0].frames), clips))
    var triangle = StreamedTriangle<Double>(columns: size)
    for first in stride(from: 0, to: clips, by: step) {
      let range = first..<min(first + step, clips)
      let parts = zip(views, sequences).map { $0.stacked($1.columns(range)) }
      let ones = Matrix<Double>(1, parts[0].columns).map { _ in 1.0 }
      try triangle.add(Matrix.stackedVertically([ones] + parts).transposed())
    }
    let scale = 1 / Double(triangle.rows).squareRoot()
    var samples =
      triangle.r.rows == size ? triangle.r : .stackedVertically([triangle.r, Matrix(size - triangle.r.rows, size)])
    // Signs of rows are free; the first one is that of the means only if its own first element is
    // positive.
    if samples[0, 0] < 0 { for j in 0..<size { samples[0, j] = -samples[0, j] } }
    Self.spreadFirstRow(&samples, scale: scale * Double(size).squareRoot())
    var first = 1
    return views.map { view in
      defer { first += view.dimension }
      return samples.block(0..<size, first..<(first + view.dimension)).transposed()
    }
  }

  /// Multiplies with the scale and with the reflection H = I - 2 v v' / v'v whose first column is
  /// 1 / sqrt(m), m the rows.
  private static func spreadFirstRow(_ matrix: inout Matrix<Double>, scale: Double) {
    let m = matrix.rows
    let root = 1 / Double(m).squareRoot()
    // v = e_1 - u for u constant; v'v = 2 (1 - root).
    var v = [Double](repeating: -root, count: m)
    v[0] = 1 - root
    let factor = m > 1 ? 1 / (1 - root) : 0
    matrix.withUnsafeMutableElements { x in
      for j in 0..<(x.count / max(m, 1)) {
        var product = 0.0
        for i in 0..<m { product += v[i] * x[j * m + i] }
        for i in 0..<m { x[j * m + i] = scale * (x[j * m + i] - factor * product * v[i]) }
      }
    }
  }
}

import LinearAlgebra

/// Latents of the same samples in two modalities, of test rows and of pairs, in as few dimensions as their comparison needs.
///
/// Errors, retrieval, neighbours and the like depend on the inner products of latents alone. Pooled frames have thousands of dimensions,
/// some hundred samples span far fewer: an orthonormal basis of their span, from one QR, keeps every inner product. Where samples are
/// more than dimensions the latents stay as they are.
struct ComparedSamples {
  let source: Matrix<Double>
  let target: Matrix<Double>
  let pairSource: Matrix<Double>
  let pairTarget: Matrix<Double>

  /// - Parameter compact: whether to use the basis, where it is smaller.
  init(
    source: Matrix<Double>, target: Matrix<Double>, pairSource: Matrix<Double>, pairTarget: Matrix<Double>,
    compact: Bool
  ) throws {
    let parts = [source, target, pairSource, pairTarget]
    let samples = parts.reduce(0) { $0 + $1.columns }
    guard compact, samples < source.rows else {
      (self.source, self.target, self.pairSource, self.pairTarget) = (source, target, pairSource, pairTarget)
      return
    }
    let coordinates = try QRFactorisation(.stackedHorizontally(parts)).r
    var first = 0
    let columns = parts.map { part in
      defer { first += part.columns }
      return coordinates.columns(first..<(first + part.columns))
    }
    (self.source, self.target, self.pairSource, self.pairTarget) = (columns[0], columns[1], columns[2], columns[3])
  }
}

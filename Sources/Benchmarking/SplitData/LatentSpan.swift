import LinearAlgebra

/// Latents of the same samples in two modalities, in as few dimensions as their comparison needs.
///
/// Errors, retrieval, neighbours and the like depend on the inner products of latents alone. Pooled
/// frames have thousands of dimensions, and some hundred samples span far fewer. An orthonormal
/// basis of their span, from one QR, keeps every inner product. Where there are more samples than
/// dimensions the latents stay as they are.
struct LatentSpan {
  let source: Matrix<Double>
  let target: Matrix<Double>

  /// - Parameter compact: whether to use the basis, where it is smaller.
  init(source: Matrix<Double>, target: Matrix<Double>, compact: Bool) throws {
    let samples = source.columns + target.columns
    guard compact, samples < source.rows else {
      (self.source, self.target) = (source, target)
      return
    }
    let coordinates = try QRFactorisation(.stackedHorizontally([source, target])).r
    self.source = coordinates.columns(0..<source.columns)
    self.target = coordinates.columns(source.columns..<samples)
  }
}

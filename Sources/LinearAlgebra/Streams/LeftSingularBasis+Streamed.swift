/// The basis of samples that are read block by block.
extension LeftSingularBasis {
  /// Factorises samples that may lie in a file.
  ///
  /// Gram matrices with their certificate come first, as in memory. Where they do not tell values
  /// or rank, the triangle of a QR that takes in one block after the other follows
  /// (`StreamedTriangle`). Memory is D² and one block, whatever the number of samples.
  /// - Parameters:
  ///   - samples: X, D x n.
  ///   - known: the first level, if a pass over X gave it already.
  /// - Throws: what reading throws, and as for a matrix.
  init(streaming samples: some SampleSource<Scalar>, firstLevel known: GramLevel<Scalar>?) throws {
    if let basis = try DeflatedGram(samples, firstLevel: known) {
      self.init(
        values: basis.values, vectors: basis.vectors, columns: samples.columns,
        certificate: SingularBasisCertificate(basis))
      return
    }
    var triangle = StreamedTriangle<Scalar>(columns: samples.rows)
    try samples.forEachBlock(width: max(2048, samples.rows)) { try triangle.add($0.transposed()) }
    if let exchange = samples.exchange { try triangle.combine(through: exchange) }
    // With rows of zeros below, there is a vector for every row of X.
    let missing = samples.rows - triangle.r.rows
    let whole = missing > 0 ? .stackedVertically([triangle.r, Matrix(missing, samples.rows)]) : triangle.r
    let decomposition = try SingularValueDecomposition(whole)
    self.init(
      values: decomposition.values, vectors: decomposition.v, columns: samples.columns, certificate: nil)
  }
}

extension LeftSingularBasis<Double> {
  /// Factorises an affine stack of samples whose moments are known.
  /// - Throws: what reading throws, and as for a matrix.
  public init(_ stack: AffineStack, moments: StackedMoments) throws {
    try self.init(streaming: stack, firstLevel: try moments.firstLevel(of: stack))
  }
}

import HARTransfer

/// What is timed: the fit alone, on matrices in memory, but where reading is measured; and what
/// both sides are compared by.
struct Measure: Sendable {
  let name: String
  /// How many times the work of one reported second is done in one run (epochs, say).
  var parts = 1.0
  /// The work to time, made from the matrices of the data file.
  let prepare: @Sendable ([Matrix<Double>]) throws -> Work

  /// What is timed; it hands back how to make of its outcome the matrices to compare, which is not
  /// timed.
  typealias Work = () throws -> Outcome
  typealias Outcome = () throws -> [Matrix<Double>]

  /// All measures; their sizes are those of the data that they are given.
  static let all = ofMatrices + ofRecordings

  private static let ofMatrices = [
    Measure(name: "ridge-cca") { data in
      let pairs = try pairs(data)
      let method = try RidgeCCA {
        $0.k = 64
        $0.ridge = 0.1
      }
      return {
        let factorisation = try method.factorise(pairs)
        let alignment = try method.fit(factorisation, pairs: pairs)
        return { try latents(alignment, pairs) + [column(factorisation.canonicalCorrelations.prefix(64))] }
      }
    },
    Measure(name: "gcca") { data in
      let pairs = try pairs(data)
      let method = try GCCA {
        $0.k = 64
        $0.ridge = 0.1
      }
      return {
        let factorisation = try method.factorise(pairs)
        let alignment = try method.fit(factorisation, pairs: pairs)
        return { try latents(alignment, pairs) + [column(factorisation.agreements.prefix(64))] }
      }
    },
    Measure(name: "gaussian-mixture") { data in
      let clusters = data[1].row(0).map { Int($0) }
      let method = GaussianMixtureEM(components: 1 + (clusters.max() ?? 0), iterations: 20, tolerance: nil)
      return {
        let model = try method.fit(data[0], startingFrom: clusters)
        return { [column([model.meanLogLikelihood(data[0])])] }
      }
    },
    Measure(name: "infonce", parts: 3) { data in
      let pairs = try pairs(data)
      var training = InfoNCE().training
      training.k = 128
      training.epochs = 3
      training.batch = 256
      training.heldOut = 0
      training.dropout = 0
      let method = try InfoNCE { $0.training = training }
      let standardised = try StandardisedPairs(pairs, method: InfoNCE.name)
      return {
        let alignment = try method.train(standardised)
        return { try latents(alignment, pairs) + [column(alignment.training.losses)] }
      }
    },
    Measure(name: "perfect", prepare: perfect),
    Measure(name: "perfect-hard", prepare: perfect),
    Measure(name: "perfect-dsyrk", prepare: perfect),
    Measure(name: "perfect-hard-dsyrk", prepare: perfect),
    // The least that reading all pairs in products takes: the Gram matrix of the stack.
    Measure(name: "dsyrk") { data in
      let stack = Matrix.stackedVertically(data)
      return {
        let gram = stack.gramOfRows()
        return { [gram] }
      }
    },
  ]

  private static func perfect(_ data: [Matrix<Double>]) throws -> Work {
    let pairs = try pairs(data)
    let method = try PerfectAlignment { $0.k = 128 }
    return {
      let alignment = try method.fit(pairs)
      return { (alignment as? LinearAlignment)?.maps.map(\.matrix) ?? [] }
    }
  }

  private static func pairs(_ data: [Matrix<Double>]) throws -> PairedFeatures {
    try PairedFeatures(modalities: data.indices.map { "view \($0)" }, views: data)
  }

  private static func latents(_ alignment: any FittedAlignment, _ pairs: PairedFeatures) throws -> [Matrix<Double>] {
    try zip(pairs.modalities, pairs.views).map { try alignment.embed($1, of: $0) }
  }

  private static func column(_ values: some Collection<Double>) -> Matrix<Double> {
    Matrix(values.count, 1, columnMajor: Array(values))
  }
}

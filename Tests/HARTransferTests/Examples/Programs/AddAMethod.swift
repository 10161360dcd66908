import HARTransfer

/// Both modalities less their means over the pairs: a floor that knows no direction.
struct MeanShift: AlignmentMethod {
  static let name = "mean-shift"
  static let card = MethodCard(
    summary: "Each modality less its mean over the pairs.", objective: "min ||mean(z_1) - mean(z_2)||",
    solution: "z_m = the first k features of x_m - mean(x_m)", cost: "O(n d)", source: "a floor: only means meet")

  @Parameter(.dimension, "dimension of the latent space") var k = 2

  func fit(_: Void, pairs: PairedFeatures) throws -> any FittedAlignment {
    guard let least = pairs.views.map(\.rows).min(), k <= least else {
      throw InputError(Self.name, found: "k \(k)", expected: "no more than the features of each modality")
    }
    let maps = pairs.views.map { view in
      AffineMap(matrix: Matrix.identity(view.rows).rows(0..<k), offset: view.rowMeans)
    }
    return LinearAlignment(modalities: pairs.modalities, maps: maps)
  }
}

let features = try SyntheticDataset { ($0.dimensions, $0.classes) = ([20, 30], 4) }.features(seed: Seed(base: 0))
for method in [MeanShift(), try RidgeCCA { $0.k = 2 }] as [any AlignmentMethod] {
  let run = try AlignmentRun(
    features, direction: Direction(source: "modality-1", target: "modality-2"), alignment: method,
    protocol: SplitProtocol(CrossSubject()))
  print(run.method.name, PredictionMetric.accuracy(try run.transfer(NearestCentroid()))!)
}

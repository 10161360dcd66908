import Diagnostics
import LinearAlgebra
import Parameters

/// Nearest-neighbour propagation: a target sample gets the source features of the pairs it
/// resembles.
///
/// The latent of a target sample is the mean of the centred source features of its `neighbours`
/// nearest pairs, by Euclidean distance of target features. Pairs tied for the last place, to
/// rounding, share it, so that neither the order of pairs nor rounding decides. A source sample is
/// only centred: the latent space is the source's feature space. The unit of the target does not
/// matter; units of single features do.
/// Cost: one product of size n_pairs x d x n and a sort of the pairs a sample, a block of samples
/// at a time.
/// Source: Stone, Annals of Statistics 5, 1977, for means of nearest neighbours.
public struct NeighbourPropagation: AlignmentMethod {
  public static let name = "knn-propagation"
  public static let card = MethodCard(
    summary:
      "Nearest-neighbour propagation: a target sample gets the source features of the pairs that it resembles.",
    objective: "None: the mean of the centred source features of the nearest pairs by distance of target features.",
    solution: "Distances to all pairs, a block of samples at a time; pairs tied for the last place share it.",
    cost:
      "Time n_pairs (d + log n_pairs) a sample; memory of the pairs and one block of distances (128 MiB at "
      + "most, or one sample's), never n².",
    source: "k-nearest-neighbour regression: Stone, Annals of Statistics 5, 1977.")

  @Parameter(.count, "number of pairs that are averaged") public var neighbours = 5

  public init() {}

  public func latentUnit(in pairs: PairedFeatures) -> LatentUnit { .place(pairs.places.source) }

  /// Target samples get source features.
  public var dependsOnDirection: Bool { true }

  /// Means of neighbours are not.
  public var isLinear: Bool { false }

  /// Keeps the pairs.
  /// - Throws: `InputError` for more than two modalities, or more neighbours than pairs.
  public func fit(_: Void, pairs: PairedFeatures) throws -> any FittedAlignment {
    try Check.twoModalities(pairs, Self.name)
    guard neighbours <= pairs.count else {
      throw InputError(
        "\(Self.name): neighbours", found: "\(neighbours)", expected: "at most \(pairs.count), the number of pairs")
    }
    let (source, target) = pairs.places
    let offset = pairs.views[source].rowMeans
    return NeighbourMeans(
      source: pairs.modalities[source], target: pairs.modalities[target], neighbours: neighbours, offset: offset,
      pairs: pairs.views[target], images: pairs.views[source].addingToColumns(offset.map { -$0 }))
  }
}

/// The pairs, among which neighbours are looked up.
struct NeighbourMeans: FittedAlignment {
  let source: String
  let target: String
  let neighbours: Int
  /// The mean of the source's features.
  let offset: [Double]
  /// Target features of the pairs, d_t x n.
  let pairs: Matrix<Double>
  /// Centred source features of the pairs, d_s x n.
  let images: Matrix<Double>

  var latentDimension: Int { offset.count }

  func embed(_ features: Matrix<Double>, of modality: String) throws -> Matrix<Double> {
    if try Check.place(of: modality, among: [source, target]) == 0 {
      try Check.features(features, offset.count, of: modality)
      return features.addingToColumns(offset.map { -$0 })
    }
    try Check.features(features, pairs.rows, of: modality)
    // Distances from the middle of the pairs, so that a large mean costs no digits.
    let middle = pairs.rowMeans.map { -$0 }
    let centred = pairs.addingToColumns(middle)
    return features.mappingColumnBlocks(tableHeight: pairs.columns) { block in
      let queries = block.addingToColumns(middle)
      let distances = centred.squaredDistances(to: queries)
      let (squares, own) = (queries.columnSquares, centred.columnSquares)
      // Several times what expanding a squared distance into products can do, in units of the
      // squared norms.
      let rounding = 8 * Double(centred.rows + 8) * Double.ulpOfOne
      let columns = (0..<block.columns).map { j in
        mean(distances.column(j)) { rounding * (squares[j] + own[$0]) }
      }
      return columns.isEmpty ? Matrix(latentDimension, 0) : Matrix(columns: columns)
    }
  }

  /// The mean of the images of the nearest pairs, added up in the order of the pairs: equal sets
  /// have equal means, to the last bit.
  /// - Parameter doubt: how far rounding can move the distance of a pair.
  private func mean(_ distances: [Double], doubt: (Int) -> Double) -> [Double] {
    let limit = distances.sorted()[neighbours - 1]
    var (nearer, tied): ([Int], [Int]) = ([], [])
    for (place, distance) in distances.enumerated() {
      if abs(distance - limit) <= doubt(place) { tied.append(place) } else if distance < limit { nearer.append(place) }
    }
    let share = Double(neighbours - nearer.count) / Double(tied.count)
    guard share != 1 else { return images.selectingColumns((nearer + tied).sorted()).rowMeans }
    let parts = [(nearer, 1.0), (tied, share)].map { places, weight in
      images.selectingColumns(places).rowMeans.map { $0 * Double(places.count) * weight / Double(neighbours) }
    }
    return zip(parts[0], parts[1]).map { $0 + $1 }
  }
}

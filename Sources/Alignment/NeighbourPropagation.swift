import Diagnostics
import LinearAlgebra

/// Nearest-neighbour propagation: a target sample gets the source features of the pairs that it resembles.
///
/// The latent of a target sample is the mean of the centred source features of its `neighbours` nearest pairs, by
/// Euclidean distance of target features (the earlier pair on a tie); a source sample stays as it is, centred. The
/// latent space is the source's feature space. Units of the target do not matter, those of single features do. Cost:
/// one product of size n_pairs x d x n and a selection a sample.
public struct NeighbourPropagation: AlignmentMethod {
  /// `knn-propagation`.
  public static let name = "knn-propagation"

  /// Number of pairs that are averaged.
  public var neighbours: Int

  /// Checks and keeps the parameters.
  /// - Throws: `InputError` when the number of neighbours is not positive.
  public init(neighbours: Int = 5) throws {
    try Check.positive(neighbours, "neighbours")
    self.neighbours = neighbours
  }

  /// Decodes the parameters; what is left out has its default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(neighbours: container.decodeIfPresent(Int.self, forKey: .neighbours) ?? 5)
  }

  /// Nothing is shared.
  public var factorisationKey: String { "" }

  /// Target samples get source features.
  public var dependsOnDirection: Bool { true }

  /// Nothing to compute.
  public func factorise(_ pairs: PairedFeatures) -> Bool { true }

  /// Keeps the pairs.
  /// - Throws: `InputError` for more than two modalities, or more neighbours than pairs.
  public func fit(_ factorisation: Bool, pairs: PairedFeatures) throws -> any FittedAlignment {
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
    let distances = pairs.addingToColumns(middle).squaredDistances(to: features.addingToColumns(middle))
    let columns = (0..<features.columns).map { j in
      let column = distances.column(j)
      let order = column.indices.sorted { (column[$0], $0) < (column[$1], $1) }
      return images.selectingColumns(Array(order.prefix(neighbours))).rowMeans
    }
    return columns.isEmpty ? Matrix(latentDimension, 0) : Matrix(columns: columns)
  }
}

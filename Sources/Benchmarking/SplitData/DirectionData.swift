import Alignment
import Diagnostics
import LinearAlgebra
import Records

/// Latents with the class of each.
typealias LabelledLatents = (latents: Matrix<Double>, labels: [Int])

/// The rows and features of a split as one direction sees them.
///
/// A row counts for a role where it has what the role needs. A labelled row needs a source, a pair
/// a source and the target, a test row the target. Where no row lacks a modality these are the rows
/// of the split.
struct DirectionData: Sendable {
  let data: SplitData
  let direction: Direction
  /// Labelled rows that have a source.
  let labelled: [Int]
  /// Paired rows that have a source and the target.
  let pairs: [Int]
  /// Test rows that have the target: those that are scored.
  let test: [Int]
  /// Test rows that have a source.
  let sourceTest: [Int]
  /// Test rows that have both.
  let matched: [Int]

  /// The sizes of both sides of pairs.
  typealias SizesOfPairs = (source: LatentDiagnostics.Size, target: LatentDiagnostics.Size)

  /// - Parameter scoresSource: whether the test rows are scored on their source, so that they need
  ///   no target.
  /// - Throws: `InputError` where a role is left without rows.
  init(_ data: SplitData, _ direction: Direction, scoresSource: Bool = false) throws {
    self.data = data
    self.direction = direction
    func hasSource(_ row: Int) -> Bool { direction.sources.contains { data.has($0, row) } }
    func hasTarget(_ row: Int) -> Bool { data.has(direction.target, data.partner(row)) }
    let roles = data.split.roles
    labelled = roles.labelled.filter(hasSource)
    pairs = roles.paired.filter { hasSource($0) && hasTarget($0) }
    test = roles.test.filter(hasTarget)
    sourceTest = roles.test.filter(hasSource)
    matched = test.filter(hasSource)
    for modality in direction.modalities where !data.usablePairs.contains(where: { data.has(modality, $0) }) {
      throw direction.without("paired", needing: "\(modality) and another modality")
    }
    for (rows, name, needed) in [
      (labelled, "labelled", direction.source), (pairs, "paired", "\(direction.source) and \(direction.target)"),
      scoresSource ? (sourceTest, "test", direction.source) : (test, "test", direction.target),
    ] where rows.isEmpty {
      throw direction.without(name, needing: needed)
    }
  }

  /// The target's features of the given pairs or test rows; those of a pair's partner where pairs
  /// are mismatched.
  func targetFeatures(_ rows: [Int]) -> Matrix<Double> {
    data.columns(rows.map(data.partner), of: direction.target)
  }

  /// The same as an alignment takes them: at the level of frames, sequences.
  func targetInputs(_ rows: [Int]) -> Matrix<Double> {
    data.inputs(rows.map(data.partner), of: direction.target)
  }

  /// The features of all sources on one another as an alignment takes them, for measuring their
  /// size.
  func sourceInputs(_ rows: [Int]) -> Matrix<Double> {
    guard data.frames != nil, !direction.hasSeveralSources else { return sourceFeatures(rows) }
    return data.inputs(rows, of: direction.source)
  }

  /// How large the pairs' features are, for telling latents from their rounding.
  func sizesOfPairs() throws -> SizesOfPairs {
    try data.cache.value(stages.sizesOfPairs) {
      (LatentDiagnostics.Size(of: sourceInputs(pairs)), LatentDiagnostics.Size(of: targetInputs(pairs)))
    }.0
  }

  /// What the trials of the direction share.
  var stages: DirectionStages { data.stages(of: direction) }

  /// Rows of the target whose labels are given away, as far as they have the target; none in a
  /// zero-label trial.
  var fewShotRows: [Int] {
    (data.split.roles.targetLabelled ?? []).filter { data.has(direction.target, $0) }
  }

  /// Their latents with their classes; nil in a zero-label trial.
  func fewShot(by alignment: any FittedAlignment) throws -> LabelledLatents? {
    let few = fewShotRows
    guard !few.isEmpty else { return nil }
    return (try data.latents(few, of: direction.target, by: alignment), data.labels(few))
  }

  /// The features of all sources on one another; what a row lacks is at the modality's mean over
  /// the pairs.
  func sourceFeatures(_ rows: [Int]) -> Matrix<Double> {
    guard direction.hasSeveralSources else { return data.columns(rows, of: direction.source) }
    return .stackedVertically(
      direction.sources.map { modality in
        var columns = data.columns(rows, of: modality)
        for (place, row) in rows.enumerated() where !data.has(modality, row) {
          let means = data.modalities[modality]!.means
          for i in means.indices { columns[i, place] = means[i] }
        }
        return columns
      })
  }

  /// The latents of the target's side, of the given pairs or test rows.
  func targetLatents(_ rows: [Int], by alignment: any FittedAlignment) throws -> Matrix<Double> {
    try data.latents(rows.map(data.partner), of: direction.target, by: alignment)
  }

  /// The latents of the source's side: with several sources the mean over those that the row has.
  func sourceLatents(_ rows: [Int], by alignment: any FittedAlignment) throws -> Matrix<Double> {
    guard direction.hasSeveralSources else {
      return try data.latents(rows, of: direction.source, by: alignment)
    }
    var sums = Matrix<Double>(alignment.latentDimension, rows.count)
    for modality in direction.sources {
      let places = rows.indices.filter { data.has(modality, rows[$0]) }
      let latents = try data.latents(places.map { rows[$0] }, of: modality, by: alignment)
      for (column, place) in places.enumerated() {
        for i in 0..<sums.rows { sums[i, place] += latents[i, column] }
      }
    }
    for (place, row) in rows.enumerated() {
      let count = Double(direction.sources.count { data.has($0, row) })
      for i in 0..<sums.rows { sums[i, place] /= count }
    }
    return sums
  }

  /// The latents that the classifier learns from, with their classes.
  func training(
    _ rows: [Int], by alignment: any FittedAlignment, _ kind: SourcePooling?
  ) throws -> LabelledLatents {
    guard kind == .each else { return (try sourceLatents(rows, by: alignment), data.labels(rows)) }
    var parts: [Matrix<Double>] = []
    var labels: [Int] = []
    for modality in direction.sources {
      let own = rows.filter { data.has(modality, $0) }
      guard !own.isEmpty else { continue }
      parts.append(try data.latents(own, of: modality, by: alignment))
      labels += data.labels(own)
    }
    return (.stackedHorizontally(parts), labels)
  }
}

extension Direction {
  /// A role that is left without rows.
  func without(_ role: String, needing modality: String) -> InputError {
    InputError(
      "\(source) -> \(target)", found: "no \(role) row that has \(modality)", expected: "at least one",
      advice: "Choose other modalities, or another split.")
  }
}

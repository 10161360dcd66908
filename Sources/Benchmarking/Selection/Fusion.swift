import Classifiers
import Diagnostics
import LinearAlgebra
import Logging
import Records
import Splits

/// Clips and frames of one split, and what the two parts of a combination say of rows.
///
/// Both parts speak of the same rows (`ClipsAndFrames`), and of the candidates that both know. The scores of a sample for these are
/// brought to mean 0 and deviation 1, since log densities and cosines have no common unit; scores that are all equal are 0. Then those of the frames, times their weight, and those of the clips, times the rest, are added.
struct Fusion {
  let choice: FusionChoice
  let clips: SplitData
  let frames: SplitData
  let direction: Direction
  let sourceLatents: SourcePooling?

  /// What one part says of rows: a score for each class that it knows.
  struct PartScores {
    let classes: [Int]
    let values: Matrix<Double>
  }

  /// Scores of rows for candidates, in the order of `classes`.
  struct Scores {
    let classes: [Int]
    let clips: Matrix<Double>
    let frames: Matrix<Double>

    /// Those of the candidates that both parts know, standardised.
    /// - Throws: `InputError` where the parts speak of other rows, have no candidate in common, or a score is not finite.
    init(clips: PartScores, frames: PartScores, among candidates: [Int]) throws {
      let classes = clips.classes.filter { frames.classes.contains($0) && candidates.contains($0) }
      guard clips.values.columns == frames.values.columns else {
        throw InputError(
          FusionChoice.name, found: "\(clips.values.columns) clips and frames of \(frames.values.columns)",
          expected: "the same samples", advice: "Leave out samples that have one of the two alone.")
      }
      guard !classes.isEmpty else {
        throw InputError(
          FusionChoice.name, found: "no candidate that both know", expected: "at least one",
          advice: "Choose a split whose labelled rows have clips and frames.")
      }
      func standardised(_ part: PartScores, _ name: String) throws -> Matrix<Double> {
        let places = classes.map { part.classes.firstIndex(of: $0)! }
        let values = part.values.selectingRows(places)
        if let (row, column) = values.firstNotFinite {
          throw InputError(
            "\(FusionChoice.name): \(name)", found: "the score \(values[row, column]) of class \(classes[row])",
            expected: "finite scores", advice: "Choose another classifier, or more ridge.")
        }
        return Fusion.standardised(values)
      }
      self.classes = classes
      self.clips = try standardised(clips, "clips")
      self.frames = try standardised(frames, "frames")
    }

    /// The sum under a weight of the frames.
    func weighted(_ weight: Double) -> Matrix<Double> { (1 - weight) * clips + weight * frames }

    /// The best candidate of each row; of equals the first.
    func predictions(_ weight: Double) -> [Int?] {
      let sums = weighted(weight)
      guard !classes.isEmpty else { return [Int?](repeating: nil, count: sums.columns) }
      return (0..<sums.columns).map { column in
        classes[classes.indices.reduce(0) { sums[$1, column] > sums[$0, column] ? $1 : $0 }]
      }
    }
  }

  /// The two parts with the data that each sees, clips first.
  var parts: [(part: FusionChoice.Part, data: SplitData)] { [(choice.clips, clips), (choice.frames, frames)] }

  /// The same on inner splits, with reductions fitted anew on the pairs of each.
  func refitted(on splits: [Split]) throws -> [Fusion] {
    try zip(clips.refitted(on: splits), frames.refitted(on: splits)).map {
      Fusion(choice: choice, clips: $0, frames: $1, direction: direction, sourceLatents: sourceLatents)
    }
  }

  /// What both parts say of the target of the test rows.
  func testScores(among candidates: [Int]) throws -> Scores {
    try scores(among: candidates) { part, data in
      let rows = try DirectionData(data, direction)
      var method = part.alignment.candidates[0]
      if let criterion = part.alignment.criterion {
        let selector = AlignmentSelector(
          data: data, direction: direction, classifier: part.classifier.method, sourceLatents: sourceLatents)
        method = try selector(part.alignment, by: criterion).method
      }
      let (alignment, _) = try data.fit(method, direction: direction)
      let target = { try rows.targetLatents($0, by: alignment) }
      let classifier = try LatentClassifier.fit(
        part.classifier.method, training: rows.training(rows.labelled, by: alignment, sourceLatents), rows: rows,
        across: alignment, pairs: { try (rows.sourceLatents(rows.paired, by: alignment), target(rows.paired)) })
      return (classifier, try target(rows.test))
    }
  }

  /// What the two teachers, classifiers of the source's own features, say of rows' sources.
  func teacherScores(of rows: [Int], among candidates: [Int]) throws -> Scores {
    try scores(among: candidates) { part, data in
      let all = try DirectionData(data, direction)
      return (try all.teacher(part.classifier.method), all.sourceFeatures(rows))
    }
  }

  /// What classifiers of the target's own features, fitted on the target's labels of some rows, say of others.
  func supervisedScores(of test: [Int], fittedOn labelled: [Int], among candidates: [Int]) throws -> Scores {
    try scores(among: candidates) { part, data in
      func features(_ rows: [Int]) -> Matrix<Double> { data.columns(rows, of: direction.target) }
      return (
        try part.classifier.method.fitInSafeUnits(features(labelled), labels: data.labels(labelled)), features(test)
      )
    }
  }

  private func scores(
    among candidates: [Int],
    _ make: (FusionChoice.Part, SplitData) throws -> (any FittedClassifier, Matrix<Double>)
  ) throws -> Scores {
    let both = try parts.map { part, data in
      let (classifier, samples) = try make(part, data)
      return PartScores(classes: classifier.classes, values: try classifier.scores(samples))
    }
    let scores = try Scores(clips: both[0], frames: both[1], among: candidates)
    let halves = Set(both[0].classes).symmetricDifference(both[1].classes).filter(candidates.contains).sorted()
    if !halves.isEmpty {
      let names = halves.map { clips.samples.classNames[$0] }.joined(separator: ", ")
      Logger(label: "hartransfer.run").warning("clips and frames: one of the two alone knows \(names): no candidates")
    }
    return scores
  }
}

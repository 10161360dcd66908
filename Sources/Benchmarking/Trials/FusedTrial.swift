import Records

extension TrialRun {
  /// What clips and frames together say of the test rows.
  func combine(_ choice: FusionChoice) throws -> TrialOutcome {
    let fusion = try fusion(of: choice)
    let ((weight, report), seconds) = try timed { try FusionSelector(fusion: fusion)() }
    var outcome = fused(try fusion.testScores(among: candidates), rows.test, weight)
    outcome.selection = report
    outcome.selectionSeconds = seconds
    return outcome
  }

  /// A bound of fusions: the classifiers of both levels on one modality's own features, with equal
  /// weights.
  func combine(_ choice: FusionChoice, bound: Bound) throws -> TrialOutcome {
    switch bound {
    case .sourceOnSource:
      let scores = try fusion(of: choice).teacherScores(of: rows.sourceTest, among: candidates)
      return fused(scores, rows.sourceTest, 0.5)
    case .targetSupervised:
      let scores = try fusion(of: choice).supervisedScores(
        of: rows.test, fittedOn: targetLabelled(), among: candidates)
      return fused(scores, rows.test, 0.5)
    case .chance: return chance
    case .majority: return majority
    case .studentTeacher, .softStudentTeacher, .classMatching, .shuffledClassMatching:
      preconditionFailure("\(bound.rawValue) is no bound of fusions")
    }
  }

  private func fusion(of choice: FusionChoice) throws -> Fusion {
    guard let frames = data.companion else { preconditionFailure("a fusion without frames") }
    return Fusion(
      choice: choice, clips: data, frames: frames, direction: trial.direction,
      sourceLatents: trial.description.sourceLatents)
  }

  private func fused(_ scores: Fusion.Scores, _ rows: [Int], _ weight: Double) -> TrialOutcome {
    var outcome = TrialOutcome(rows: rows, predicted: scores.predictions(weight))
    outcome.scores = scored(scores.weighted(weight), scores.classes, rows)
    return outcome
  }
}

import Records

/// What a row's records keep of its latents: the first split that keeps any.
struct KeptLatents {
  let record: TrialRecord?

  /// What the configuration must ask for.
  static let advice = "run the configuration with 'keep: [latents]'"

  /// Parts whose records keep latents, at points of a sweep or an axis too; where there is none,
  /// the parts that are drawn anyway.
  static func parts(of study: Study) throws -> [BoardPart] {
    let kept = try study.allParts.filter { part in try part.rows.contains { try KeptLatents(part, $0).plane != nil } }
    return kept.isEmpty ? study.parts : kept
  }

  init(_ part: BoardPart, _ row: PartRow) throws {
    for trial in part.result.leaderboard.plannedTrials(of: row.row) {
      guard let found = try part.result.store.record(of: trial) else { continue }
      // Either all splits of a run keep them or none does.
      record = found.latentPlane == nil ? nil : found
      return
    }
    record = nil
  }

  var plane: TrialRecord.LatentPlane? { record?.latentPlane }
}

import Files

extension TrialRecord: RecordPart {
  /// What in the record contradicts the rest; nil where nothing does.
  package var fault: String? {
    if let odd = pairedClasses?.first(where: { !classNames.indices.contains($0) }) {
      return "class \(odd) among paired classes over \(classNames.count) classes"
    }
    for heldOut in (training ?? []).compactMap(\.heldOut)
    where heldOut.epochs.count != heldOut.meanReciprocalRank.count {
      return "\(heldOut.epochs.count) epochs of a training and \(heldOut.meanReciprocalRank.count) ranks"
    }
    if error == nil, scores["accuracy"] == nil { return "neither an error nor an accuracy" }
    guard let predictions else {
      if confusion != nil { return "a confusion matrix without predictions" }
      return latentPlane == nil ? nil : "latents in two dimensions without predictions"
    }
    if let fault = predictions.fault(classCount: classNames.count) { return fault }
    if let fault = latentPlane?.fault(rows: predictions.ids.count) { return fault }
    let count = predictions.ids.count
    // Test rows of the bound `source-on-source` are those that have the source.
    if trial.alignment.name != Bound.sourceOnSource.rawValue, count + (unscored?.count ?? 0) != roles.test.count {
      return "\(count) predictions for \(roles.test.count) test rows"
    }
    return nil
  }
}

extension TrialRecord {
  /// Whether the key is the one that description, rows, candidates and data give, by this version
  /// of the results or an earlier one. A key that is no hash says nothing of its content.
  public var hasKeyOfContent: Bool {
    get throws {
      guard key.count == 64, key.allSatisfy(\.isHexDigit) else { return true }
      let description = try CanonicalJSON.data(trial)
      let parts = TrialRecord.resultsVersion.split(separator: "/")
      let latest = parts.last.flatMap { Int($0) } ?? 1
      // What a trial is tied to is part of the key from version 7 on.
      let versions = ties == nil ? 1...6 : 7...max(latest, 7)
      for version in versions.reversed() {
        for isIncomplete in ties.map({ [$0.presence != nil] }) ?? [false, true] {
          let keys = try TrialKeys(
            roles: roles, candidateClasses: candidateClasses, checksums: data, ties: ties,
            isIncomplete: isIncomplete, version: "\(parts[0])/\(version)")
          if keys.key(description) == key { return true }
        }
      }
      return false
    }
  }
}

extension TrialRecord.Predictions {
  /// What in them contradicts the rest; nil where nothing does.
  func fault(classCount: Int) -> String? {
    let count = ids.count
    if subjects.count != count || truth.count != count || predicted.count != count
      || latentDistances.map({ $0.count != count }) ?? false
    {
      return "\(count) ids of predictions and lists of other lengths beside them"
    }
    let classes = 0..<classCount
    if let odd = truth.first(where: { !classes.contains($0) })
      ?? predicted.compactMap(\.self).first(where: { !classes.contains($0) })
    {
      return "class \(odd) among predictions over \(classCount) classes"
    }
    return nil
  }
}

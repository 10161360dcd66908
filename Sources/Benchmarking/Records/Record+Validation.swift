extension Record: RecordPart {
  /// What in the record contradicts the rest; nil where nothing does.
  var fault: String? {
    if let odd = pairedClasses?.first(where: { !classNames.indices.contains($0) }) {
      return "class \(odd) among paired classes over \(classNames.count) classes"
    }
    for heldOut in (training ?? []).compactMap(\.heldOut)
    where heldOut.epochs.count != heldOut.meanReciprocalRank.count {
      return "\(heldOut.epochs.count) epochs of a training and \(heldOut.meanReciprocalRank.count) ranks"
    }
    if error == nil, scores["accuracy"] == nil { return "neither an error nor an accuracy" }
    guard let predictions else { return nil }
    if let fault = predictions.fault(classCount: classNames.count) { return fault }
    let count = predictions.ids.count
    // Test rows of the bound `source-on-source` are those that have the source.
    if trial.alignment.name != Bound.sourceOnSource.rawValue, count + (unscored?.count ?? 0) != roles.test.count {
      return "\(count) predictions for \(roles.test.count) test rows"
    }
    return nil
  }
}

extension Record.Predictions {
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

import Foundation
import Splits

extension TrialDescription {
  /// What of the target was seen before its test rows were named, by the standard names in their
  /// order. Empty where nothing was; nil for a protocol that is not known here.
  ///
  /// A bound sees what it is: the floors and `source-on-source` nothing, `target-supervised` labels
  /// in place of pairs.
  ///
  /// Of imported predictions it is what their author says; nil where that is not stated.
  public var targetSeen: [TargetSeen]? {
    if importedRow != nil { return importedSaw }
    let bound = Bound(rawValue: alignment.name)
    if bound == .chance || bound == .majority || bound == .sourceOnSource { return [] }
    guard var seen = targetSeenByProtocol.map(Set.init) else { return nil }
    let givesLabels = condition.map { !$0.isZeroLabel && $0.value > 0 } ?? false
    if pairs != nil {
      // Of the data set's own target nothing is seen but what is labelled or added.
      let addsPairs = condition?.axis == Condition.ownPairs
      let isLabelled = givesLabels || bound == .targetSupervised
      if !addsPairs { seen = isLabelled ? seen.subtracting([.unlabelledPairs, .unlabelledRows]) : [] }
      seen.insert(.pairsOfAnotherDataset)
    }
    if givesLabels { seen.insert(.fewLabels) }
    if bound == .targetSupervised {
      seen.subtract([.unlabelledPairs, .unlabelledRows, .namedPairs, .pairsOfAnotherDataset])
      if !givesLabels { seen.insert(.allLabels) }
    }
    if isTransductive { seen.insert(.testBatch) }
    let selection = alignment.parameters.members["select"]?.members["by"]?.text
    if selection == TrialRecord.Selection.oracle { seen.insert(.testLabels) }
    return TargetSeen.allCases.filter(seen.contains)
  }

  /// The same as tables print it: names joined by " + ", `nothing` where there is none. Another
  /// data set is named.
  public var targetSeenText: String? {
    if importedRow != nil, importedSaw == nil { return "not stated" }
    func text(_ seen: TargetSeen) -> String {
      seen == .pairsOfAnotherDataset ? "\(seen.rawValue) (\(pairs?.name ?? ""))" : seen.rawValue
    }
    return targetSeen.map { $0.isEmpty ? "nothing" : $0.map(text).joined(separator: " + ") }
  }

  private var targetSeenByProtocol: [TargetSeen]? {
    guard let text = try? JSONEncoder().encode([`protocol`.name: `protocol`.parameters]) else { return nil }
    return try? JSONDecoder().decode(SplitProtocol.self, from: text).targetSeen
  }
}

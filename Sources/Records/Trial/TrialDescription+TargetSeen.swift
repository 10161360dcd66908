import Foundation
import Splits

extension TrialDescription {
  /// What of the target was seen before its test rows were named, by the standard names in their
  /// order. Empty where nothing was; nil for a protocol that is not known here.
  ///
  /// A bound sees what it is: the floors and `source-on-source` nothing, `target-supervised` labels
  /// in place of pairs.
  public var targetSeen: [TargetSeen]? {
    let bound = Bound(rawValue: alignment.name)
    if bound == .chance || bound == .majority || bound == .sourceOnSource { return [] }
    guard var seen = targetSeenByProtocol.map(Set.init) else { return nil }
    let givesLabels = condition.map { !$0.isZeroLabel && $0.value > 0 } ?? false
    if givesLabels { seen.insert(.fewLabels) }
    if bound == .targetSupervised {
      seen.subtract([.unlabelledPairs, .namedPairs])
      if !givesLabels { seen.insert(.allLabels) }
    }
    if isTransductive { seen.insert(.testBatch) }
    let selection = alignment.parameters.members["select"]?.members["by"]?.text
    if selection == TrialRecord.Selection.oracle { seen.insert(.testLabels) }
    return TargetSeen.allCases.filter(seen.contains)
  }

  /// The same as tables print it: names joined by " + ", `nothing` where there is none.
  public var targetSeenText: String? {
    targetSeen.map { $0.isEmpty ? "nothing" : $0.map(\.rawValue).joined(separator: " + ") }
  }

  private var targetSeenByProtocol: [TargetSeen]? {
    guard let text = try? JSONEncoder().encode([`protocol`.name: `protocol`.parameters]) else { return nil }
    return try? JSONDecoder().decode(SplitProtocol.self, from: text).targetSeen
  }
}

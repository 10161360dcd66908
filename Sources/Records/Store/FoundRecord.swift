import Diagnostics
import Foundation
import Parallelism

/// What stands under the name of a planned trial's record.
public enum FoundRecord<Content: Sendable>: Sendable {
  /// Nothing.
  case absent
  /// The record of that trial, or what is needed of it.
  case whole(Content)
  /// Something else, which counts as missing.
  case unusable(UnusableRecord)

  /// What is needed of a record that can be used.
  public var content: Content? { if case .whole(let content) = self { content } else { nil } }
  /// What cannot be used.
  public var unusable: UnusableRecord? { if case .unusable(let record) = self { record } else { nil } }
}

/// A file where a record should stand, and why it is none: damaged, of another trial, or of a newer version of this program.
public struct UnusableRecord: Sendable, Equatable, CustomStringConvertible {
  /// The key that the file is named by.
  public let key: String
  /// What is wrong with it.
  public let reason: InputError
  /// Whether a newer version wrote it: then it is kept, and its trial is run again only where that is asked for.
  public let isNewer: Bool

  /// One line.
  public var description: String { "\(reason) It counts as missing." }
}

extension RecordStore {
  /// What `transform` makes of the records of planned trials, in their order; read on all cores.
  ///
  /// One that cannot be used does not stop the others. A record is used only where its own description is that of the plan.
  public func find<Made: Sendable>(
    _ planned: [PlannedTrial], _ transform: @Sendable (RecordSummary) -> Made
  ) throws -> [FoundRecord<Made>] {
    try concurrentMap(planned.count) { place in
      try finding(planned[place]) { try summary($0.key, of: $0.trial).map(transform) }
    }
  }

  /// What `read` makes of a planned trial's record; an input that it refuses is a record that cannot be used.
  public func finding<Made: Sendable>(
    _ planned: PlannedTrial, _ read: (PlannedTrial) throws -> Made?
  ) throws -> FoundRecord<Made> {
    do {
      return try read(planned).map(FoundRecord.whole) ?? .absent
    } catch let reason as InputError {
      return .unusable(UnusableRecord(key: planned.key, reason: reason, isNewer: isOfNewerForm(planned.key)))
    }
  }

  private func isOfNewerForm(_ key: String) -> Bool {
    guard let text = try? text(of: key), let schema = JSONDocument(text)?.text("/schema") else { return false }
    return RecordMigration.isNewer(schema)
  }
}

extension TrialDescription {
  /// What of another description differs, by the keys that lead there: `alignment.name=perfect alignment.parameters.k=2`.
  func differences(from other: TrialDescription) -> String {
    func leaves(_ trial: TrialDescription) -> [String: JSONValue] { (try? JSONValue(encoding: trial).leaves) ?? [:] }
    let (own, others) = (leaves(self), leaves(other))
    let names = Set(own.keys).union(others.keys).filter { own[$0] != others[$0] }.sorted()
    return names.map { "\($0)=\(own[$0].map { "\($0)" } ?? "none")" }.joined(separator: " ")
  }
}

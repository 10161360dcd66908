import Diagnostics
import Foundation
import Parallelism
import Records

/// What the results of a benchmark hold, checked against one another: checksums of an archive, the
/// form and the key of every record, and every score that stored predictions determine.
public struct StoredResults: Sendable {
  public let place: URL
  public let store: RecordStore
  public let benchmark: String
  /// Trials of the plan, and of imported predictions.
  public let planned: Int
  public let imported: Int
  /// Trials of the plan that have a record which can be used.
  public let records: Int
  /// Those of them that failed.
  public let failed: Int
  /// Records that the plan does not list. They are not looked at.
  public let stale: Int
  /// The keys of records whose trials can be run again, in the order of the plan.
  public let rerunnable: [String]
  /// Every damage and every difference by name.
  public let faults: [String]
  /// What was computed again.
  public let recomputation: Recomputation

  /// What is kept of a record that was checked.
  private struct Checked: Sendable {
    let hasFailed: Bool
    let recomputation: Recomputation
    let classes: ClassNames
  }

  /// Reads and checks everything.
  /// - Throws: `InputError` for what holds no results at all, or an archive that cannot be read.
  public init(at place: URL) throws {
    let (store, damage) = try RecordStore.opened(at: place)
    (self.place, self.store) = (place, store)
    let plan = try store.plan()
    let imports = try store.importedRows()
    let all = plan + imports.rows.flatMap(\.planned)
    benchmark = plan.first?.trial.benchmark ?? place.lastPathComponent
    let found = try concurrentMap(all.count) { index in
      try store.finding(all[index]) { planned in
        try store.record(of: planned).map { record in
          var own = Recomputation()
          _ = try own.scores(of: record)
          return Checked(
            hasFailed: record.error != nil, recomputation: own, classes: ClassNames(of: record))
        }
      }
    }
    var sum = Recomputation()
    for checked in found.compactMap(\.content) { sum.add(checked.recomputation) }
    recomputation = sum
    planned = plan.count
    imported = found[plan.count...].count { $0.content != nil }
    let own = found.prefix(plan.count)
    records = own.count { $0.content != nil }
    failed = own.count { $0.content?.hasFailed == true }
    rerunnable = zip(plan, own).filter { $1.content?.hasFailed == false }.map(\.0.key)
    stale = store.recordedKeys().subtracting(plan.map(\.key)).count
    let absent = zip(plan, own).filter { if case .absent = $1 { true } else { false } }.map(\.0.key)
    faults =
      damage + found.compactMap(\.unusable).map { "record \($0.key): \($0.reason)" }
      + imports.unusable.map { "imported record \($0.key): \($0.reason)" }
      + imports.leftOut
      + (absent.isEmpty ? [] : ["\(absent.count) trials of the plan have no record, such as \(absent[0])"])
      + ClassNames.differences(found.compactMap { $0.content?.classes }) + sum.differences.map(\.description)
  }
}

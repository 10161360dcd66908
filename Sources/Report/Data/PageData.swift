import Foundation
import Leaderboards
import Records

/// What the page is made from, as the JSON that it carries. The README says what each part is.
struct PageData: Encodable, Sendable {
  /// A results folder.
  struct Results: Encodable, Sendable {
    let benchmark: String
    let folder: String
  }

  let version = 1
  let title: String
  /// What the page is ordered by at first, and what it can be ordered by.
  let ordering: String
  let orderings: [String]
  let results: [Results]
  var leftOut: [String]
  let alphabet: String
  let columns: [PageColumn]
  let datasets: [PageReferences.Dataset]
  let methods: [PageReferences.Method]
  let metrics: [PageReferences.Metric]
  let protocols: [PageReferences.ProtocolDefinition]
  let boards: [PageBoard]
  let samples: [PageSamples]
  let rows: [PageRow]
  let curves: [PageCurves]

  init(_ results: [ReportedResults], _ collected: CollectedRows, notes: ReferenceNotes) {
    self.results = results.map { Results(benchmark: $0.benchmark, folder: $0.store.folder.relativePath) }
    title = self.results.map(\.benchmark).joined(separator: ", ")
    leftOut = CollectedRows.unusable(results)
    let used = results.flatMap { $0.leaderboards.map(\.ordering) }
    orderings = Ordering.allCases.filter(used.contains).map(\.rawValue)
    ordering = (results.first?.first.ordering ?? .accuracy).rawValue
    (columns, boards, rows) = (collected.columns, collected.boards, collected.rows)
    samples = collected.samples.all
    curves = results.enumerated().flatMap { PageCurves.all(of: $1.first, result: $0) }
    alphabet = ClassLetters.alphabet(classes: collected.classNames.values.map(\.count).max() ?? 0)
    let references = PageReferences(
      results.flatMap { $0.first.plan }, columns: columns, classNames: collected.classNames, notes: notes)
    (datasets, methods) = (references.datasets, references.methods)
    (metrics, protocols) = (references.metrics, references.protocols)
  }
}

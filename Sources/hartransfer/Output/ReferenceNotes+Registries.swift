import Alignment
import Benchmarking
import Datasets
import Diagnostics
import Leaderboards
import Records
import Report
import Splits

extension ReferenceNotes {
  /// What method cards, manifests and protocols say. Data sets without a manifest here have no
  /// note.
  init(of leaderboards: [Leaderboard], catalogue: DatasetCatalogue?) {
    let cards =
      AlignmentRegistry.methods.map { ($0.name, $0.card) } + Bound.allCases.map { ($0.rawValue, $0.card) }
    let used = Set(leaderboards.flatMap(\.plan).map(\.dataset))
    let manifests = catalogue?.entries.map(\.manifest).filter { used.contains($0.id) } ?? []
    self.init(
      methods: Dictionary(
        cards.map { name, card in
          (name, Method(summary: card.summary, objective: card.objective, source: card.source))
        }, uniquingKeysWith: { first, _ in first }),
      datasets: Dictionary(
        uniqueKeysWithValues: manifests.map { manifest in
          let note = Dataset(
            title: manifest.title, licence: manifest.licence, citation: manifest.citation, homepage: manifest.homepage)
          return (manifest.id, note)
        }),
      protocols: SplitProtocol.summaries)
  }
}

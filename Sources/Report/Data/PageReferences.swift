import Leaderboards
import Metrics
import Records

/// What is said of data sets, methods, metrics and protocols, as far as the results use them.
struct PageReferences {
  struct Dataset: Encodable, Sendable {
    let id: String
    let name: String
    let classNames: [String]
    let licence: String?
    let citation: String?
    let bibtex: String?
    let bibtexKey: String?
  }

  struct Method: Encodable, Sendable {
    let name: String
    let family: String
    let familyTitle: String
    let colour: String
    let darkColour: String
    let marker: String
    let what: String?
    let objective: String?
    let source: String?
    let bibtex: String?
    let bibtexKey: String?
  }

  struct Metric: Encodable, Sendable {
    let name: String
    let title: String
    let definition: String
    let better: String
  }

  struct ProtocolDefinition: Encodable, Sendable {
    let name: String
    let definition: String
  }

  let datasets: [Dataset]
  let methods: [Method]
  let metrics: [Metric]
  let protocols: [ProtocolDefinition]

  init(_ plan: [TrialDescription], columns: [PageColumn], classNames: [String: [String]], notes: ReferenceNotes) {
    datasets = Set(plan.map(\.dataset)).sorted().map { id in
      Dataset(id, classNames[id] ?? [], notes.datasets[id])
    }
    methods = Set(plan.map(\.alignment.name)).sorted().map { Method($0, notes.methods[$0]) }
    let used = Set(columns.compactMap { MetricName($0.name)?.description.name })
    metrics = MetricDescription.all.filter { used.contains($0.name) }.map(Metric.init)
    protocols = Set(plan.map(\.protocol.name)).sorted().compactMap { name in
      notes.protocols[name].map { ProtocolDefinition(name: name, definition: $0) }
    }
  }
}

extension PageReferences.Dataset {
  fileprivate init(_ id: String, _ classNames: [String], _ note: ReferenceNotes.Dataset?) {
    let entry = note.map {
      BibTeXEntry(kind: "data", name: id, title: $0.title, note: $0.citation, address: $0.homepage)
    }
    self.init(
      id: id, name: note?.title ?? id, classNames: classNames, licence: note?.licence, citation: note?.citation,
      bibtex: entry?.text, bibtexKey: entry?.key)
  }
}

extension PageReferences.Method {
  fileprivate init(_ name: String, _ note: ReferenceNotes.Method?) {
    let look = MethodAppearance(of: name)
    // A source without a year is no publication.
    let entry = note.flatMap { note in
      note.source.contains(/[12][0-9]{3}/)
        ? BibTeXEntry(kind: "method", name: name, title: name, note: note.source) : nil
    }
    self.init(
      name: name, family: look.family.rawValue, familyTitle: look.family.title, colour: look.colour,
      darkColour: look.darkColour, marker: look.marker.rawValue, what: note?.summary, objective: note?.objective,
      source: note?.source,
      bibtex: entry?.text, bibtexKey: entry?.key)
  }
}

extension PageReferences.Metric {
  fileprivate init(_ metric: MetricDescription) {
    self.init(
      name: metric.name, title: ColumnTitles.title(of: metric.name, MetricName(metric.name)),
      definition: metric.definition, better: metric.direction == .higherIsBetter ? "high" : "low")
  }
}

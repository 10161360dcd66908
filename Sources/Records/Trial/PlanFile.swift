import Foundation

/// The form of `plan.json`: what trials share is written once, which keeps large plans small.
package struct PlanFile: Codable, Sendable {
  static let currentSchema = "hartransfer-plan/2"

  private var schema = currentSchema
  /// Descriptions without split, alignment, classifier and decoding.
  private var settings: [TrialDescription] = []
  private var alignments: [TrialDescription.Choice] = []
  private var classifiers: [TrialDescription.Choice] = []
  private var decodings: [TrialDescription.Choice] = []
  private var splits: [String] = []
  /// Places of setting, alignment, classifier and decoding (-1: none) of each row.
  private var rows: [[Int]] = []
  private var keys: [String] = []
  /// Places of row and split of each key, and behind these its repetition unless that is the first.
  private var trials: [[Int]] = []

  package init(_ planned: some Sequence<PlannedTrial>) {
    var places = Places()
    for item in planned {
      var setting = item.trial.row
      let nothing = TrialDescription.Choice(name: "")
      (setting.alignment, setting.classifier, setting.decoding) = (nothing, nothing, nil)
      let row = [
        places.settings.place(of: setting, in: &settings),
        places.choices[0].place(of: item.trial.alignment, in: &alignments),
        places.choices[1].place(of: item.trial.classifier, in: &classifiers),
        item.trial.decoding.map { places.choices[2].place(of: $0, in: &decodings) } ?? -1,
      ]
      keys.append(item.key)
      trials.append(
        [places.rows.place(of: row, in: &rows), places.splits.place(of: item.trial.split, in: &splits)]
          + [item.trial.repetition].compactMap(\.self))
    }
  }

  /// The rows in the order in which the plan first names them.
  static func rows(_ data: Data) throws -> [PlannedRow] {
    struct Head: Decodable { var schema: String }
    guard try JSONDecoder().decode(Head.self, from: data).schema != FirstForm.schema else {
      return try PlanFile(JSONDecoder().decode(FirstForm.self, from: data).planned).plannedRows()
    }
    return try JSONDecoder().decode(PlanFile.self, from: data).plannedRows()
  }

  private func plannedRows() throws -> [PlannedRow] {
    func element<T>(_ place: Int, of list: [T]) throws -> T {
      guard list.indices.contains(place) else {
        throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "place \(place) of \(list.count)"))
      }
      return list[place]
    }
    guard keys.count == trials.count, rows.allSatisfy({ $0.count == 4 }),
      trials.allSatisfy({ (2...3).contains($0.count) })
    else {
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "lists of unlike lengths"))
    }
    var planned = try rows.map { row in
      var trial = try element(row[0], of: settings)
      trial.alignment = try element(row[1], of: alignments)
      trial.classifier = try element(row[2], of: classifiers)
      trial.decoding = row[3] < 0 ? nil : try element(row[3], of: decodings)
      return PlannedRow(trial: trial, keys: [], splits: [], repetitions: [])
    }
    for (key, places) in zip(keys, trials) {
      _ = try element(places[0], of: planned)
      planned[places[0]].keys.append(key)
      planned[places[0]].splits.append(try element(places[1], of: splits))
      planned[places[0]].repetitions.append(places.count > 2 ? places[2] : 1)
    }
    return planned
  }

  private struct Places {
    var settings = Interning<TrialDescription>()
    var choices = [Interning<TrialDescription.Choice>](repeating: .init(), count: 3)
    var rows = Interning<[Int]>()
    var splits = Interning<String>()
  }

  /// The first form: every trial in full.
  private struct FirstForm: Decodable {
    static let schema = "hartransfer-plan/1"
    struct Entry: Decodable {
      var key: String
      var trial: TrialDescription
    }
    var trials: [Entry]
    var planned: [PlannedTrial] { trials.map { PlannedTrial(key: $0.key, trial: $0.trial) } }
  }
}

/// Finds the place of a value in a list that holds every value once.
private struct Interning<Value: Hashable> {
  private var places: [Value: Int] = [:]

  /// The place of `value` in `list`, at whose end it is put where it is new.
  mutating func place(of value: Value, in list: inout [Value]) -> Int {
    if let place = places[value] { return place }
    places[value] = list.count
    list.append(value)
    return list.count - 1
  }
}

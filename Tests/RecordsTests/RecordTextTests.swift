import Files
import Foundation
import Splits
import Testing

@testable import Records

@Suite("The text of a record")
struct RecordTextTests {
  private static func record() throws -> TrialRecord {
    var record = TrialRecord(
      key: "k", trial: TrialKeysTests.description, data: [:], classNames: ["a", "b"],
      roles: Roles(labelled: [0], paired: [1], test: [2, 3]), candidateClasses: [0, 1], scores: ["accuracy": 0.5],
      provenance: Provenance(
        version: "", revision: nil, swift: "", system: "", processor: "", blas: "", blasThreads: 1, libraries: [:]),
      run: .init(startedAt: "", seconds: 1))
    record.predictions = .init(
      ids: ["i", "j"], subjects: [1, 2], truth: [0, 1], predicted: [0, nil], latentDistances: [0.5, nil])
    return record
  }

  /// What stands in the places of roles and predictions while a record is encoded without them.
  private static func marks() throws -> [String] {
    try [
      CanonicalJSON.text(Roles(labelled: [], paired: [], test: [])),
      CanonicalJSON.text(TrialRecord.Predictions(ids: [], subjects: [], truth: [], predicted: [])),
      CanonicalJSON.text(TrialRecord.Predictions(ids: [], subjects: [], truth: [], predicted: [], latentDistances: [])),
    ]
  }

  @Test("is that of the whole record encoded at once, whatever ids, names and parameters look like")
  func law() throws {
    let marks = try Self.marks()
    let texts = marks + marks.map { "\"roles\":\($0)" } + ["\"", "\\", "{}", "ä\u{2028}\n"]
    let objects = try marks.map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
    var records = [try Self.record()]
    for text in texts {
      var named = try Self.record()
      named.predictions?.ids = [text, text + text]
      named.classNames = [text, "b"]
      named.trial.dataset = text
      named.scores[text] = 1
      records.append(named)
    }
    for object in objects {
      for place in [\TrialDescription.alignment.parameters, \.reduction, \.classifier.parameters] {
        var shaped = try Self.record()
        shaped.trial[keyPath: place] = .object(["roles": object, "predictions": .array([object, object])])
        shaped.selection = .init(criterion: "c", folds: 1, candidates: [], chosen: object)
        records.append(shaped)
        shaped.predictions = nil
        records.append(shaped)
        shaped.roles = Roles(labelled: [], paired: [], test: [])
        records.append(shaped)
      }
    }
    for record in records {
      for roles in [record.roles, Roles(labelled: [9], paired: [], test: [])] {
        #expect(try RecordEncoder(roles: roles).data(record) == CanonicalJSON.data(record))
      }
    }
  }

  @Test("a gap is filled once: a mark that is missing or there twice is refused")
  func gaps() {
    func filled(_ json: String, _ marks: String...) -> String? {
      let gaps = marks.map { RecordText.Gap(mark: Data($0.utf8), text: Data("<\($0)>".utf8)) }
      return RecordText.filling(gaps, in: Data(json.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(filled("1 a 2 b 3", "a", "b") == "1 <a> 2 <b> 3")
    #expect(filled("1 a 2 b 3") == "1 a 2 b 3")
    #expect(filled("a a", "a") == nil && filled("b", "a") == nil && filled("b a", "a", "b") == nil)
  }
}

import Files
import Foundation
import Splits
import Testing

@testable import Records

@Suite("Keys of trials")
struct TrialKeysTests {
  private static let choice = TrialDescription.Choice(name: "n", parameters: .object(["k": .integer(1)]))

  /// A description in which every field has a value.
  static let description = TrialDescription(
    benchmark: "b", dataset: "d", datasetVersion: "1", protocol: choice, split: "s", source: "x", target: "y",
    encoderSource: choice, encoderTarget: choice, reduction: .object(["pca": .integer(8)]), alignment: choice,
    classifier: choice, decoding: choice, sourceLatents: .mean, condition: Condition("pairs", 5),
    pairs: choice, frames: .object(["lags": .array([.integer(0)])]), keep: [.latents], metrics: .all,
    repetition: 2, seed: 7)
  private static let roles = Roles(
    labelled: [0, 1], paired: [2, 3], validation: [4], test: [5], targetLabelled: [1], partners: [2: 3])
  private static let ties = TrialTies(samples: "s", modalities: ["x", "y"], making: ["x": "m"], presence: "p")

  private static func key(
    _ description: TrialDescription = description, roles: Roles = roles, ties: TrialTies = ties,
    candidates: [Int] = [0, 1], data: [String: String] = ["x": "1"]
  ) throws -> String {
    let keys = try TrialKeys(
      roles: roles, candidateClasses: candidates, checksums: data, ties: ties, isIncomplete: ties.presence != nil,
      version: TrialRecord.resultsVersion)
    return keys.key(try CanonicalJSON.data(description))
  }

  /// The same value with each of its stored fields changed in turn, by the field's name.
  private static func changed<Value: Codable>(_ value: Value) throws -> [String: Value] {
    guard case .object(let members) = try JSONValue(encoding: value) else { return [:] }
    var found: [String: Value] = [:]
    for field in Mirror(reflecting: value).children {
      let name = try #require(field.label)
      let isEmpty =
        Mirror(reflecting: field.value).displayStyle == .optional
        && Mirror(reflecting: field.value).children.isEmpty
      #expect(!isEmpty, "\(name) has no value here: give it one")
      var others = members
      others[name] = changed(try #require(members[name], "\(name) is not encoded"))
      found[name] = try JSONDecoder().decode(Value.self, from: CanonicalJSON.data(JSONValue.object(others)))
    }
    return found
  }

  /// Another value of the same form.
  private static func changed(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null: .bool(true)
    case .bool(let value): .bool(!value)
    case .integer(let value): .integer(value + 1)
    case .number(let value): .number(value + 1)
    case .string("mean"): .string("each")
    case .string("all"): .string("fast")
    // The one part that there is.
    case .array([.string("latents")]): .array([])
    case .string(let value): .string(value + "'")
    case .array(let values): .array(values.dropLast() + [changed(values.last ?? .null)])
    case .object(let members): .object(members.mapValues(changed))
    }
  }

  @Test("every field of a description, of the roles and of the ties is part of the key")
  func everyField() throws {
    let own = try Self.key()
    let descriptions = try Self.changed(Self.description)
    let roles = try Self.changed(Self.roles)
    let ties = try Self.changed(Self.ties)
    #expect(descriptions.count == 21 && roles.count == 6 && ties.count == 4)
    var keys = [own: "itself"]
    for (name, other) in descriptions { keys[try Self.key(other)] = "description: \(name)" }
    for (name, other) in roles { keys[try Self.key(roles: other)] = "roles: \(name)" }
    for (name, other) in ties { keys[try Self.key(ties: other)] = "ties: \(name)" }
    keys[try Self.key(candidates: [0])] = "candidates"
    keys[try Self.key(data: ["x": "2"])] = "data"
    #expect(keys.count == 1 + 21 + 6 + 4 + 2 && keys[own] == "itself", "\(keys.values.sorted())")
  }

  @Test("an object that is taken apart is put together again, with other members in their places")
  func members() throws {
    var hostile = Self.description
    hostile.benchmark = #"\"},{"a":[1,"]\\"#
    hostile.alignment.parameters = .object([
      "a,b": .array([.string(#"}\""#), .object([:]), .null]), "\"": .object([:]),
    ])
    for value in [Self.description, hostile] {
      let whole = try JSONMembers(encoding: value)
      #expect(try Data(whole.text) == CanonicalJSON.data(value))
      var other = value
      other.classifier.name = "other"
      other.decoding = nil
      let replaced = whole.replacing([
        ("classifier", JSONMembers.text("classifier", try CanonicalJSON.data(other.classifier))), ("decoding", nil),
      ])
      #expect(try Data(replaced.text) == CanonicalJSON.data(other))
      let back = replaced.replacing([("decoding", JSONMembers.text("decoding", try CanonicalJSON.data(value.decoding)))]
      )
      #expect(
        try Data(
          back.replacing([
            ("classifier", JSONMembers.text("classifier", try CanonicalJSON.data(value.classifier)))
          ]).text) == CanonicalJSON.data(value))
    }
    #expect(String(decoding: try JSONMembers(encoding: [String: Int]()).text, as: UTF8.self) == "{}")
  }
}

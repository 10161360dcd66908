import Diagnostics
import Foundation
import Parameters
import StrictYAML
import Testing

/// Holds what a type declares of its parameters against what it reads, writes and refuses.
///
/// Every parameter has a meaning and a range. Its default, given, changes nothing. The ends of its
/// range are accepted, and values outside are refused by its name, as is an unknown key. `needing`
/// says, by parameter, what must stand beside it for its values to be accepted.
public func expectDeclarationsHold<P: Parametrised>(
  _ type: P.Type, _ name: String, needing others: [String: String] = [:]
) throws {
  func decode(_ yaml: String) throws -> P { try StrictYAML.decode(type, from: yaml, file: name) }
  func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
  let defaults = try text(decode("{}"))
  #expect(defaults == (try text(P())), "\(name)")
  #expect(Set(type.parameters.map(\.name)).count == type.parameters.count, "\(name)")
  for parameter in type.parameters {
    #expect(!parameter.meaning.isEmpty && !parameter.range.description.isEmpty, "\(name): \(parameter.name)")
    if case .whole(_, nil) = parameter.range {
      #expect(parameter.name.hasSuffix("seed"), "\(name): \(parameter.name) has no largest value")
    }
    let given = try decode("{\(parameter.name): \(text(parameter.default))}")
    #expect(try text(given) == defaults, "\(name): \(parameter.name)")
    let beside = others[parameter.name].map { ", " + $0 } ?? ""
    for value in parameter.range.ends { _ = try decode("{\(parameter.name): \(value)\(beside)}") }
    for value in parameter.range.outside {
      let error = #expect(throws: InputError.self, "\(name): \(parameter.name): \(value)") {
        try decode("{\(parameter.name): \(value)}")
      }
      #expect(error?.place.contains(parameter.name) == true, "\(name): \(parameter.name): \(value)")
    }
  }
  #expect(throws: InputError.self, "\(name)") { try decode("{no-such-parameter: 1}") }
}

extension ParameterRange {
  /// Values that are refused.
  fileprivate var outside: [String] { if case .number = self { refused + [".inf", ".nan"] } else { refused } }

  /// The values at its ends.
  fileprivate var ends: [String] {
    switch self {
    case .whole(let low, let high): ["\(low)"] + (high.map { ["\($0)"] } ?? [])
    case .number(let low, let openLow, let high, let openHigh):
      (low.map { [openLow ? "\($0 + 1e-6)" : "\($0)"] } ?? [])
        + (high.map { [openHigh ? "\($0 - 1e-6)" : "\($0)"] } ?? [])
    case .flag: ["true", "false"]
    case .oneOf(let words): words
    case .rising(let element, let orNone): element.ends.map { "[\($0)]" } + (orNone ? ["[]"] : [])
    case .word(let word, let range): [word] + range.ends
    case .names, .other: []
    }
  }
}

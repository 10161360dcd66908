import Diagnostics
import Files
import Foundation

/// Brings records of older forms to the present one.
///
/// A form is what a record's file holds and how; each step lifts a record by one form, so that every old form is read. A step may
/// rename, move or fill in; it never changes a result, and so never the key.
enum RecordMigration {
  /// One step: from the form of this name to the one after it.
  struct Step: Sendable {
    let from: String
    let to: String
    let lift: @Sendable (inout [String: JSONValue]) -> Void
  }

  /// All steps, oldest first. The last leads to `TrialRecord.currentSchema`.
  static let steps: [Step] = [
    Step(from: "hartransfer-record/2", to: "hartransfer-record/3") { record in
      // Libraries have a list of their own.
      guard case .object(var provenance) = record["provenance"] else { return }
      provenance["libraries"] = .object(provenance["hdf5"].map { ["hdf5": $0] } ?? [:])
      provenance["hdf5"] = nil
      record["provenance"] = .object(provenance)
    }
  ]

  /// Whether a form is one that comes after the present one.
  static func isNewer(_ schema: String) -> Bool {
    func number(_ schema: String) -> Int? {
      let parts = schema.split(separator: "/", omittingEmptySubsequences: false)
      return parts.count == 2 && parts[0] == "hartransfer-record" ? Int(parts[1]) : nil
    }
    guard let found = number(schema), let current = number(TrialRecord.currentSchema) else { return false }
    return found > current
  }

  /// The record in the present form.
  /// - Throws: `InputError` for a form that is unknown here.
  static func migrated(_ data: Data, schema: String, place: String) throws -> Data {
    guard var first = steps.firstIndex(where: { $0.from == schema }) else {
      throw InputError(
        place, found: "schema '\(schema)'", expected: "'\(TrialRecord.currentSchema)' or an older one",
        advice: isNewer(schema)
          ? "Use the version of this program that wrote it, or compute the trial again in its place with 'run --force'."
          : RecordStore.computesAgain)
    }
    guard case .object(var record) = try JSONDecoder().decode(JSONValue.self, from: data) else { return data }
    while first < steps.count {
      steps[first].lift(&record)
      record["schema"] = .string(steps[first].to)
      first += 1
    }
    return try CanonicalJSON.data(JSONValue.object(record))
  }
}

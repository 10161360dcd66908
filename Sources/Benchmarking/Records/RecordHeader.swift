/// What is read of a record to know whether it is there: a small part of the file's text.
struct RecordHeader: Decodable, Sendable {
  var schema: String
  var key: String
  var error: String?

  /// Whether the trial failed.
  var hasFailed: Bool { error != nil }
}

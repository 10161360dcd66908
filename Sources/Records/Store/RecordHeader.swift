/// What is read first of a record that is not in the present form.
struct RecordHeader: Decodable, Sendable {
  var schema: String
}

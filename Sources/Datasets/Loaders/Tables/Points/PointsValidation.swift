import Diagnostics

extension ModalityTables {
  /// Whether a row of a table is a point, and a column says of which frame.
  var rowsArePoints: Bool { frame != nil || time != nil }

  /// Checks the keys of points.
  func validatePoints(_ modality: Modality, _ tables: TablesDescription, place: String) throws {
    guard modality.form == .points else {
      let keys = [("frame", frame != nil), ("array: offsets", array?.offsets != nil)]
      guard let key = keys.first(where: \.1) else { return }
      throw InputError(
        "\(place): \(key.0)", found: "it for '\(modality.name)', which has no points",
        expected: "it for modalities with 'points'", advice: "Say in 'modalities' what the numbers of a point are.")
    }
    if tables.recordings == .rows {
      throw InputError(
        "\(place)", found: "points where a row is a recording", expected: "'recordings: file', 'runs' or 'intervals'")
    }
    if rowsArePoints, array?.offsets != nil {
      throw InputError(
        "\(place): array: offsets", found: "it beside '\(frame != nil ? "frame" : "time")'", expected: "one of them",
        advice: "Either a column says of which frame a point is, or an array says where frames begin.")
    }
    if !rowsArePoints, array?.timeAxis != nil || array?.cell != nil {
      throw InputError(
        "\(place): array", found: "'\(array?.cell != nil ? "cell" : "timeAxis")' for points",
        expected: "'variable' and 'offsets' alone", advice: "A cell is a frame; a row of it is a point.")
    }
  }
}

import Diagnostics

extension Manifest {
  /// Checks the key `tables` against the rest of the manifest.
  func validateTables(file: String) throws {
    guard loader == TablesLoader.loaderName else {
      if tables != nil {
        throw InputError(
          "\(file): tables", found: "the loader '\(loader ?? "none")'", expected: "'loader: \(TablesLoader.loaderName)'"
        )
      }
      return
    }
    guard let tables else {
      throw InputError("\(file): tables", found: "nothing", expected: "where the recordings stand in the files")
    }
    let place = "\(file): tables"
    let names = tables.modalities.map(\.name)
    if let twice = firstRepeated(in: names) {
      throw InputError("\(place): modalities", found: "'\(twice)' twice", expected: "every modality once")
    }
    for modality in modalities where !names.contains(modality.name) {
      throw InputError(
        "\(place): modalities", found: "no '\(modality.name)'", expected: "every modality of the manifest")
    }
    var known: [String]?
    for table in tables.modalities {
      let here = "\(place): modalities (\(table.name))"
      guard let modality = modalities.first(where: { $0.name == table.name }) else {
        throw InputError(
          here, found: "no such modality", expected: "one of \(modalities.map(\.name).joined(separator: ", "))",
          advice: suggestion(for: table.name, among: modalities.map(\.name)))
      }
      try table.validate(modality, tables, place: here)
      for text in table.patterns {
        let found = try PathPattern(text, place: "\(here): files").names.sorted()
        guard found == known ?? found else {
          throw InputError(
            "\(here): files", found: "the names \(found.joined(separator: ", "))",
            expected: "\(known!.joined(separator: ", ")), as in the other patterns")
        }
        known = found
      }
    }
    let values = [
      ("subject", tables.subject), ("class", tables.class), ("trial", tables.trial), ("session", tables.session),
    ]
    for (key, value) in values { try value?.validate(key, known ?? [], place: "\(place): \(key)") }
    if let meanings = tables.class.map?.values.sorted() {
      for meaning in meanings where !classes.contains(meaning) {
        throw InputError(
          "\(place): class: map", found: "'\(meaning)'", expected: "one of \(classes.joined(separator: ", "))",
          advice: suggestion(for: meaning, among: classes))
      }
    }
    try tables.validateCutting(place: place)
    if let gap = tables.cleaning?.maximumGap, !(gap >= 0 && gap.isFinite) {
      throw InputError("\(place): cleaning: maximumGap", found: "\(gap)", expected: "seconds, at least 0")
    }
  }
}

extension ModalityTables {
  fileprivate func validate(_ modality: Modality, _ tables: TablesDescription, place: String) throws {
    guard (files == nil) != (channelFiles == nil) else {
      throw InputError(
        "\(place): files", found: files == nil ? "nothing" : "'channelFiles' too", expected: "'files' or 'channelFiles'"
      )
    }
    if let channelFiles, channelFiles.count != modality.channels.count || tables.recordings != .rows {
      throw InputError(
        "\(place): channelFiles", found: "\(channelFiles.count) where recordings are '\(tables.recordings.rawValue)'",
        expected: "\(modality.channels.count), one a channel, where recordings are 'rows'")
    }
    if let columns, columns.count != modality.channels.count {
      throw InputError(
        "\(place): columns", found: "\(columns.count)", expected: "\(modality.channels.count), one a channel")
    }
    if let rate, !(rate > 0 && rate.isFinite) {
      throw InputError("\(place): rate", found: "\(rate)", expected: "frames a second, above 0")
    }
    if let clockOffset, !clockOffset.isFinite {
      throw InputError("\(place): clockOffset", found: "\(clockOffset)", expected: "seconds")
    }
    if let axis = array?.timeAxis, axis < 1 {
      throw InputError("\(place): array: timeAxis", found: "\(axis)", expected: "an index, from 1")
    }
    if let cell = array?.cell, cell < 1 {
      throw InputError("\(place): array: cell", found: "\(cell)", expected: "a number, from 1")
    }
    if tables.recordings == .rows, time != nil {
      throw InputError(
        "\(place): time", found: "a column of time where a row is a recording", expected: "none",
        advice: "State 'rate', or say 'recordings: file' where a row is a frame.")
    }
    if tables.common == .leave, clockOffset != nil {
      throw InputError(
        "\(place): clockOffset", found: "an offset beside 'common: none'", expected: "one of the two",
        advice: "Offsets shift clocks against each other; nothing is cut to a common time.")
    }
    try validatePoints(modality, tables, place: place)
    try time?.validate(place: place)
    _ = try factors(modality, place: place)
  }

  /// What the numbers of each channel are multiplied with to be in the manifest's unit.
  func factors(_ modality: Modality, place: String) throws -> [Double] {
    let stored = units ?? modality.units
    guard stored.count == 1 || stored.count == modality.channels.count else {
      throw InputError(
        "\(place): units", found: "\(stored.count)",
        expected: "one for all, or \(modality.channels.count), one a channel")
    }
    return try modality.channelUnits.enumerated().map { index, wanted in
      try MeasurementUnit.named(stored.count == 1 ? stored[0] : stored[index], place: "\(place): units")
        .factor(to: MeasurementUnit.named(wanted, place: "\(place): units"), place: "\(place): units")
    }
  }
}

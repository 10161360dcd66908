import Diagnostics

extension TableCutter {
  /// Successive rows of one class in the file of the first device that has labels, with the rows of
  /// the other files that belong to them.
  func runs(_ group: Group) throws -> [TableRecording] {
    let labels = try labels(group)
    let reference = labels[0]
    group.reference = reference.modality
    group.columns["class"] = reference.texts
    let scales = try scales(group, reference: reference.modality)
    let runs = reference.runs
    if tables.class.disagreement != .intersect {
      for other in labels.dropFirst() { try refuseDisagreement(reference, other, scales, group) }
    }
    return try runs.flatMap { run -> [TableRecording] in
      let whole = rows(of: run, scales, group)
      guard let found = try recording(group, rows: whole, row: run.lowerBound, of: reference.texts.count) else {
        return []
      }
      let className = manifest.classes[found.label]
      let path = files.groups[group.number].files[reference.modality][0]
      let parts = labels.dropFirst().reduce([run]) { parts, other in
        parts.flatMap { agreed($0, reference, other, scales) }
      }
      let lost = run.count - parts.reduce(0) { $0 + $1.count }
      if lost > 0 {
        group.leaveOut(
          found, path, "files of devices disagree on the class ('disagreement: intersect')", className: className,
          what: .rows, count: lost)
      }
      return parts.compactMap { part in
        var recording = found
        recording.rows = part == run ? whole : rows(of: part, scales, group)
        guard let cause = emptiness(recording.rows, in: "run") else { return recording }
        group.leaveOut(recording, "\(path): row \(part.lowerBound + 1)", cause, className: className)
        return nil
      }
    }
  }

  /// The rows of every file that belong to some rows of the reference.
  private func rows(of run: Range<Int>, _ scales: Scales, _ group: Group) -> [Range<Int>] {
    let span = scales.reference.span(of: run)
    return scales.others.map { $0?.rows(in: span) ?? run }
  }

  /// On which scale the rows of files are found.
  private struct Scales {
    var reference: RowScale
    /// Those of the other files; nil for files whose rows are those of the reference.
    var others: [RowScale?]

    func scale(_ modality: Int) -> RowScale { others[modality] ?? reference }
  }

  /// Files with a clock of their own are cut by it; others must have the rows of the reference.
  private func scales(_ group: Group, reference: Int) throws -> Scales {
    let paths = files.groups[group.number].files.map { $0[0] }
    let table = group.tables[reference]
    let foreign = paths.indices.filter { paths[$0] != paths[reference] }
    let clocked = try ([reference] + foreign).compactMap { index in
      try clock(files.modalities[index], group.tables[index]).map { (index, $0) }
    }
    let isClocked = clocked.count > 1 && clocked[0].0 == reference
    for index in foreign where !(isClocked && clocked.contains { $0.0 == index }) {
      let other = group.tables[index]
      guard other.rows != table.rows else { continue }
      throw InputError(
        other.url.path, found: "\(other.rows) rows", expected: "\(table.rows), as in \(table.url.lastPathComponent)",
        advice: "Name the column of 'time' of both files: runs are then cut by the clock. "
          + "Without it they are the same rows in all files of a recording.")
    }
    var result = Scales(reference: RowScale(rows: table.rows), others: paths.map { _ in nil })
    guard isClocked else { return result }
    for (place, seconds) in zip(clocked.indices, try self.seconds(clocked.map(\.1))) {
      let scale = try scale(seconds, clocked[place].1)
      if place == 0 { result.reference = scale } else { result.others[clocked[place].0] = scale }
    }
    return result
  }

  /// The parts of a run in which the rows of another device have its class too.
  private func agreed(
    _ run: Range<Int>, _ reference: DeviceLabels, _ other: DeviceLabels, _ scales: Scales
  ) -> [Range<Int>] {
    guard tables.class.disagreement == .intersect else { return [run] }
    let own = scales.scale(other.modality)
    let rows = own.rows(in: scales.reference.span(of: run))
    let wanted = reference.meanings[run.lowerBound]
    guard rows.contains(where: { other.meanings[$0] != wanted }) else { return [run] }
    return DeviceLabels.runs(of: rows) { other.meanings[$0] == wanted }.compactMap { part in
      let found = scales.reference.rows(in: own.span(of: part)).clamped(to: run)
      return found.isEmpty ? nil : found
    }
  }

  /// Refuses a row of another device that says another class than the reference at its time.
  private func refuseDisagreement(
    _ reference: DeviceLabels, _ other: DeviceLabels, _ scales: Scales, _ group: Group
  ) throws {
    for run in reference.runs {
      let rows = scales.scale(other.modality).rows(in: scales.reference.span(of: run))
      let wanted = reference.meanings[run.lowerBound]
      guard let row = rows.first(where: { other.meanings[$0] != wanted }) else { continue }
      let names = [reference, other].map { files.modalities[$0.modality].name }
      throw InputError(
        group.tables[other.modality].place(row: row), found: "the class \(other.shown(row)) of \(names[1])",
        expected: "\(reference.shown(run.lowerBound)), as \(names[0]) says at that time in "
          + group.tables[reference.modality].place(row: run.lowerBound),
        advice: "Mend the files; name the device whose labels count, `class: {modality: \(names[0])}`; "
          + "or take what they agree on, `class: {disagreement: intersect}`.")
    }
  }
}

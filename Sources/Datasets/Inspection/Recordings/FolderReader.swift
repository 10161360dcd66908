import Foundation

/// Looks into files of a folder, a few of them, each once.
final class FolderReader {
  let folder: URL
  private var samples: [String: TextSample?] = [:]
  private var sizes: [String: Int] = [:]

  init(_ folder: URL) { self.folder = folder }

  /// Number of files that were looked into.
  var looked: Int { samples.count }

  /// Rows of a file; nil where it is no table of text.
  func sample(_ path: String) -> TextSample? {
    if let known = samples[path] { return known }
    let found = try? TextSample(folder.appendingPathComponent(path))
    samples[path] = .some(found)
    return found
  }

  /// Bytes of a file; 0 where it cannot be asked.
  func size(_ path: String) -> Int {
    if let known = sizes[path] { return known }
    let found =
      (try? folder.appendingPathComponent(path).resolvingSymlinksInPath().resourceValues(forKeys: [.fileSizeKey]))?
      .fileSize ?? 0
    sizes[path] = found
    return found
  }

  /// Whether files that differ in one place alone are those of several sensors at once.
  ///
  /// They are where they are written differently. They are where their times overlap, and are not
  /// where their times lie apart. Else they are where they are of one length and others are not.
  /// - Parameter known: the places of sensors that are known already; only files of one of them are
  ///   compared.
  func areOfOneRecording(_ family: PathFamily, _ place: Int, besides known: [Int]) -> Bool {
    let values = family.places[place].values
    let first = known.map { family.places[$0].values[0] }
    let rows = family.paths.indices.filter { row in known.map { family.places[$0].values[row] } == first }
    let examples = Dictionary(
      rows.map { (values[$0], family.paths[$0]) }, uniquingKeysWith: { a, _ in a })
    let formats = Set(
      examples.sorted { $0.key < $1.key }.prefix(12).map { _, path in
        sample(path).map { "\($0.fields) \($0.separator.rawValue) \($0.names ?? [])" } ?? "none"
      })
    if formats.count > 1 { return true }
    let others = family.places.indices.filter { $0 != place }
    let groups = Dictionary(grouping: rows) { row in others.map { family.places[$0].values[row] } }
      .values.filter { Set($0.map { values[$0] }).count > 1 }.sorted { $0[0] < $1[0] }
    guard !groups.isEmpty else { return false }
    for group in groups.prefix(2) {
      let spans = group.prefix(2).map { sample(family.paths[$0]).map { TableSketch([$0]).span } ?? nil }
      guard spans.count == 2, let a = spans[0], let b = spans[1] else { break }
      return a.overlaps(b)
    }
    func spread(_ sizes: [Int]) -> Double {
      let sorted = sizes.sorted()
      return Double(sorted[sorted.count * 9 / 10] - sorted[sorted.count / 10])
        / Double(max(sorted[sorted.count / 2], 1))
    }
    let within = groups.prefix(100).map { group in
      let own = group.map { size(family.paths[$0]) }
      return Double((own.max() ?? 0) - (own.min() ?? 0)) / Double(max(own.max() ?? 1, 1))
    }.sorted()
    let between = spread(groups.prefix(100).map { size(family.paths[$0[0]]) })
    let typical = within[within.count / 2]
    return typical < 0.12 && between > 2 * typical
  }
}

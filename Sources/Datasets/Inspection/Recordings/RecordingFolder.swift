import Diagnostics
import Files
import Foundation

/// What a folder of recordings seems to hold: its kinds of files, and what their paths say.
public struct RecordingFolder {
  /// A kind of files with what is in them.
  struct Found {
    var kind: RecordingKind
    var sketch: TableSketch?
    var arrays: ArraySketch?
    /// Files of the kind, those of all axes.
    var files: Int

    /// Whether it is a column alone.
    var isCompanion: Bool { sketch?.columns.count == 1 }
  }

  public let folder: URL
  /// Number of files below the folder.
  let files: Int
  /// Number of files that were looked into.
  let looked: Int
  /// The kinds that belong together, in the order of their paths.
  let kinds: [Found]
  /// Kinds of one number a row, which say something of the rows of the others.
  let companions: [Found]
  /// What was left out, and why.
  let left: [String]
  /// What the recordings are.
  let layout: TablesDescription.Layout

  /// Families of paths that are looked at.
  private static let mostFamilies = 24
  /// Files of a kind that are looked into.
  private static let filesOfKind = 3

  /// Looks at all paths below a folder, and into a few files of each kind.
  /// - Parameters:
  ///   - folder: the folder of the recordings.
  ///   - only: the files that count, by path below the folder; nil for all.
  /// - Throws: `InputError` where no file can be recordings.
  public init(_ folder: URL, only: [String]? = nil) throws {
    self.folder = folder
    let paths = (only ?? FileWalk.files(below: folder)).sorted { TableFiles.numerically($0, $1) }
    files = paths.count
    let reader = FolderReader(folder)
    var left: [String] = []
    let found = Self.found(PathFamily.all(Self.usable(paths, &left)), reader, &left)
    guard let belonging = Self.belonging(found.filter { !$0.isCompanion }, &left) else {
      throw InputError(
        folder.path, found: "\(paths.count) files, and no table or array of recordings among them",
        expected: "tables of text (.csv, .tsv, .txt, .dat), .mat, .npy, .npz or .h5",
        advice: left.isEmpty
          ? "Is it the folder of the unpacked data?" : "Found: \(left.prefix(5).joined(separator: "; ")).")
    }
    let companions = found.filter { $0.isCompanion && $0.kind.names == belonging[0].kind.names }
    let lengths = Self.lengths(belonging, companions, reader)
    let areRows =
      !companions.isEmpty && belonging.contains { lengths[$0.kind.paths[0]] == lengths[companions[0].kind.paths[0]] }
    let chosen = areRows ? Self.windows(belonging, &left) : belonging
    self.companions = areRows ? companions : []
    let hasClass = belonging[0].kind.names.contains(PathMeaning.action.rawValue)
    let hasLabels = chosen.contains { $0.sketch?.labels.isEmpty == false }
    layout = areRows ? .rows : !hasClass && hasLabels ? .runs : .file
    kinds = Self.named(chosen)
    self.left = left
    looked = reader.looked + chosen.count { $0.arrays != nil }
  }

  /// The paths of tables and of files of arrays that a pattern can name.
  private static func usable(_ paths: [String], _ left: inout [String]) -> [String] {
    let endings = Set(ArrayFiles.tableEndings + FrameTables.arrayEndings)
    let byEnding = Dictionary(grouping: paths) { ($0 as NSString).pathExtension.lowercased() }
    for (name, group) in byEnding.filter({ !endings.contains($0.key) }).sorted(by: { $0.key < $1.key }) {
      left.append(
        "files \(name.isEmpty ? "without an ending" : "that end in '.\(name)'"): \(group.count), such as \(group[0])")
    }
    let known = paths.filter { endings.contains(($0 as NSString).pathExtension.lowercased()) }
    let usable = known.filter { !$0.contains { "*{}".contains($0) || $0.isNewline } }
    if usable.count < known.count {
      left.append("paths with '*', a brace or a line break, which patterns cannot name: \(known.count - usable.count)")
    }
    return usable
  }

  /// The kinds of files of the families with most files, with what a few of them hold.
  private static func found(_ families: [PathFamily], _ reader: FolderReader, _ left: inout [String]) -> [Found] {
    for family in families.dropFirst(mostFamilies) {
      left.append("files of rarer shapes of paths: \(family.paths.count), such as \(family.paths[0])")
    }
    var found: [Found] = []
    for kind in families.prefix(mostFamilies).flatMap({ RecordingKind.kinds(of: $0, reader) }) {
      let own = looking(into: kind, reader)
      // A column alone may say something of the rows of other files.
      let isAlone = own.isCompanion && own.sketch?.labels.isEmpty == false
      guard own.arrays != nil || own.sketch?.channels.isEmpty == false || isAlone else {
        left.append("files without columns of numbers: \(own.files), such as \(kind.paths[0])")
        continue
      }
      found.append(own)
    }
    return found
  }

  /// A kind with what its first file, its last one and one between hold.
  private static func looking(into kind: RecordingKind, _ reader: FolderReader) -> Found {
    var own = Found(kind: kind, files: kind.paths.count * kind.patterns.count)
    let places = Set([0, kind.paths.count / 2, kind.paths.count - 1]).sorted().prefix(filesOfKind)
    if FrameTables.isArray(URL(fileURLWithPath: kind.paths[0])) {
      own.arrays = ArraySketch(places.map { reader.folder.appendingPathComponent(kind.paths[$0]) })
    } else {
      let samples = places.compactMap { reader.sample(kind.paths[$0]) }
      if !samples.isEmpty { own.sketch = TableSketch(samples) }
    }
    return own
  }

  /// The kinds that share what varies in their paths; of several such sets that of most files. Nil
  /// where there is none.
  private static func belonging(_ tables: [Found], _ left: inout [String]) -> [Found]? {
    let sets = Dictionary(grouping: tables.indices) { tables[$0].kind.names.sorted() }
    let best = sets.max { a, b in
      let (x, y) = (a.value.reduce(0) { $0 + tables[$1].files }, b.value.reduce(0) { $0 + tables[$1].files })
      return (x, b.key.joined()) < (y, a.key.joined())
    }
    guard let best else { return nil }
    for index in tables.indices where !best.value.contains(index) {
      let own = tables[index]
      left.append("files with other names in their paths: \(own.files), such as \(own.kind.paths[0])")
    }
    return best.value.map { tables[$0] }
  }

  /// The series among files whose rows are windows; features of windows have no axes.
  private static func windows(_ tables: [Found], _ left: inout [String]) -> [Found] {
    let axes = tables.filter { $0.kind.patterns.count > 1 }
    guard !axes.isEmpty else { return tables }
    for own in tables where own.kind.patterns.count == 1 {
      left.append("files that are no axis, beside a file an axis: \(own.files), such as \(own.kind.paths[0])")
    }
    return axes
  }

  /// Lines of the first files, where there are companions.
  private static func lengths(_ tables: [Found], _ companions: [Found], _ reader: FolderReader) -> [String: Int] {
    guard !companions.isEmpty else { return [:] }
    let paths = (tables + companions).map { $0.kind.paths[0] }
    return Dictionary(
      paths.map { path in
        let data = try? RegularFile.data(
          reader.folder.appendingPathComponent(path), expected: "a table of text", options: .alwaysMapped)
        let lines = data.map { data in
          data.withUnsafeBytes { bytes in bytes.reduce(0) { $0 + ($1 == 10 ? 1 : 0) } } + (data.last == 10 ? 0 : 1)
        }
        return (path, lines ?? 0)
      }, uniquingKeysWith: { a, _ in a })
  }

  /// The kinds, no two of one name.
  private static func named(_ kinds: [Found]) -> [Found] {
    var names = DistinctNames()
    return kinds.map { own in
      var own = own
      own.kind.name = names.next(own.kind.name)
      return own
    }
  }
}

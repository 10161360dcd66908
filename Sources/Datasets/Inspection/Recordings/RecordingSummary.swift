import Foundation

/// What a folder of recordings seems to hold, in a few words a kind of files.
public struct RecordingSummary: Sendable, Encodable, Equatable {
  /// Files of one modality, as far as paths and contents show it.
  public struct Kind: Sendable, Encodable, Equatable {
    public var name: String
    /// The pattern of its files, or those of its channels.
    public var files: [String]
    /// Number of files.
    public var count: Int
    /// Columns of a table, or of a frame of an array.
    public var columns: Int
    /// Columns that are channels.
    public var channels: Int
    /// Frames a second by the times; nil where nothing tells.
    public var rate: Double?
    /// The column of time, and its unit.
    public var time: String?
    /// The columns that may be labels.
    public var labels: [String]
  }

  public var folder: String
  /// Number of files below the folder.
  public var files: Int
  /// Number of files that were looked into.
  public var looked: Int
  /// What a recording seems to be: a file, a row, or a run of a label.
  public var recordings: String
  public var kinds: [Kind]
  /// What varies in the paths, with the number of different values.
  public var varying: [String: Int]
  /// What was left out, and why.
  public var left: [String]
}

extension RecordingFolder {
  /// What was found, in a few words.
  public var summary: RecordingSummary {
    let all = (kinds + companions).map { found in
      RecordingSummary.Kind(
        name: found.kind.name, files: found.kind.patterns, count: found.files,
        columns: found.sketch?.sample.fields ?? found.arrays?.columns ?? 0,
        channels: found.sketch?.channels.count ?? found.arrays?.columns ?? 0, rate: found.sketch?.rate,
        time: found.sketch?.clock.map { clock in
          "\(clock.column.name ?? "\(clock.column.number)") (\(clock.unit ?? "of no known unit"))"
        }, labels: layout == .rows ? [] : (found.sketch?.labels ?? []).map { $0.name ?? "\($0.number)" })
    }
    let names = Set(kinds.flatMap { $0.kind.names })
    let varying = names.map { name in (name, Set(kinds.flatMap { $0.kind.values.compactMap { $0[name] } }).count) }
    return RecordingSummary(
      folder: folder.path, files: files, looked: looked, recordings: layout.rawValue, kinds: all,
      varying: Dictionary(varying) { a, _ in a }, left: left)
  }

  /// Looks at files that are named one by one; nil where their paths are of no one layout, or they
  /// are no tables of text.
  public init?(filesInOneLayout urls: [URL]) throws {
    let paths = urls.map { $0.standardizedFileURL.path }
    guard paths.allSatisfy({ ArrayFiles.tableEndings.contains(($0 as NSString).pathExtension.lowercased()) }) else {
      return nil
    }
    var common = paths[0].split(separator: "/").dropLast().map(String.init)
    for path in paths { common = zip(common, path.split(separator: "/")).prefix { $0 == String($1) }.map(\.0) }
    let folder = "/" + common.joined(separator: "/")
    let own = paths.map { String($0.dropFirst(folder.count)).trimmingPrefix("/") }.map(String.init)
    guard let family = PathFamily.all(own).first, 2 * family.paths.count > own.count,
      family.places.contains(where: \.isNumber)
    else { return nil }
    try self.init(URL(fileURLWithPath: folder, isDirectory: true), only: own)
  }
}

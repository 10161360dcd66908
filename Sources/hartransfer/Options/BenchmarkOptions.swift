import ArgumentParser
import Benchmarking
import Files
import Foundation

/// Where the files of a data set and its manifest are.
struct DataPlaces: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of the data set's files. Default: $HARTRANSFER_DATA/<id>, then Datasets/<id>/data, beside the "
        + "manifest and in the user's data folder.",
      valueName: "folder"),
    completion: .directory)
  var data: String?

  @Option(
    help: ArgumentHelp(
      "The folder of the manifests. Default: $HARTRANSFER_DATASETS, then Datasets, then that of the program.",
      valueName: "folder"),
    completion: .directory)
  var datasets: String?

  var dataFolder: URL? { data.map { URL(fileURLWithPath: $0) } }
  var manifestFolder: URL? { datasets.map { URL(fileURLWithPath: $0) } }
}

/// A configuration and where its data are: what `run`, `plan` and `encode` share.
struct BenchmarkOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The configuration: a YAML file, or a name such as spar-quick for Configs/spar-quick.yaml, here or of the program.",
      valueName: "configuration"),
    completion: .configurations)
  var configurationFile: String

  @Option(
    help: ArgumentHelp(
      "The folder of cached feature files; it may be deleted at any time. Default: .cache/features; of an installed "
        + "program, hartransfer/features in the user's cache folder.",
      valueName: "folder"),
    completion: .directory)
  var cache: String?

  @Option(
    help: ArgumentHelp(
      "Bytes that the cache may hold, such as 20G; what was used longest ago goes first. Default: no limit.",
      valueName: "bytes"))
  var cacheLimit: String?

  @OptionGroup var place: DataPlaces

  @Flag(help: "Leave out samples whose files cannot be read, and list them, instead of stopping.")
  var skipBad = false

  @Flag(help: "List everything that is left out, one by one, not only counted by reason.")
  var listLeftOut = false

  /// The file; where there is none of that path, the one of that name below `Configs`, here or
  /// among the files that come with the program.
  var configurationURL: URL {
    let file = URL(fileURLWithPath: configurationFile)
    // A path that begins with '/' or '.' names one place.
    guard !Self.isFile(file), !configurationFile.hasPrefix("/"), !configurationFile.hasPrefix(".") else { return file }
    let name = configurationFile.hasSuffix(".yaml") ? configurationFile : "\(configurationFile).yaml"
    let path = configurationFile.hasPrefix("Configs/") ? configurationFile : "Configs/\(name)"
    let known = [URL(fileURLWithPath: path)] + ProgramFiles.folders().map { $0.appendingPathComponent(path) }
    return known.first(where: Self.isFile) ?? file
  }

  private static func isFile(_ file: URL) -> Bool {
    FileManager.default.fileExists(atPath: file.path) && !file.isFolder
  }

  /// The folder of cached feature files.
  var cacheFolder: URL { cache.map { URL(fileURLWithPath: $0) } ?? Self.usualCache }

  /// The folder where none is named. An installed program has one for all folders that it works in.
  static var usualCache: URL {
    ProgramFiles.areInstalled()
      ? UserFolders.cache().appendingPathComponent("features", isDirectory: true)
      : URL(fileURLWithPath: ".cache/features")
  }

  /// The runner of the configuration, with its records below `results`.
  func runner(results: String) throws -> BenchmarkRunner {
    let file = configurationURL
    if file.path != URL(fileURLWithPath: configurationFile).path { printLog("configuration: \(file.path)") }
    let runner = try BenchmarkRunner(
      BenchmarkConfiguration(contentsOf: file),
      results: URL(fileURLWithPath: results), cache: cacheFolder, data: place.dataFolder,
      datasets: place.manifestFolder, skipBad: skipBad,
      cacheLimit: cacheLimit.map { try ByteCount.bytes($0, option: "--cache-limit") })
    if listLeftOut { for line in leftOutLines(runner.skipped) { printLog(line) } }
    return runner
  }

  /// The same options for another process in any folder: with absolute paths.
  var absoluteWords: [String] {
    let paths: [(option: String, path: String?)] = [
      ("--cache", cacheFolder.path), ("--data", place.data), ("--datasets", place.datasets),
    ]
    var words: [String] = []
    for (option, path) in paths { if let path { words += [option, URL(fileURLWithPath: path).path] } }
    if let cacheLimit { words += ["--cache-limit", cacheLimit] }
    return skipBad ? words + ["--skip-bad"] : words
  }

  /// `body` with a display of its progress, unless that is not wanted.
  func showingProgress<T>(_ body: (ProgressHandler?) throws -> T) throws -> T {
    let display = Messages.shared.level == .quiet ? nil : ProgressDisplay()
    defer { display?.finish() }
    return try body(display?.handler)
  }
}

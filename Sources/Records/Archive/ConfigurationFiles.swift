import Diagnostics
import Files
import Foundation

/// The configuration of a run as it was written: the file and all that it includes, word for word.
public struct ConfigurationFiles: Codable, Sendable, Equatable {
  /// The version of this form.
  public static let currentSchema = "hartransfer-configuration/1"

  public var schema = currentSchema
  /// The path of the configuration among `files`.
  public var main: String
  /// Texts by path. Paths are relative to the nearest folder that holds all of them.
  public var files: [String: String]

  /// - Parameter texts: the configuration first, then what it includes.
  public init?(_ texts: [(file: URL, text: String)]) {
    guard let first = texts.first else { return nil }
    let paths = texts.map { $0.file.standardizedFileURL.pathComponents }
    var shared = paths[0].dropLast().count
    for path in paths { shared = min(shared, zip(path.dropLast(), paths[0]).prefix { $0 == $1 }.count) }
    let names = paths.map { $0.dropFirst(shared).joined(separator: "/") }
    main = names[0]
    files = Dictionary(zip(names, texts.map(\.text)), uniquingKeysWith: { text, _ in text })
    guard files[main] == first.text else { return nil }
  }

  /// Writes the files below `folder` and gives that of the configuration.
  /// - Throws: `InputError` for a path that leads out of the folder.
  public func write(to folder: URL, place: String) throws -> URL {
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      guard FileName.isPathBelow(path), path.split(separator: "/").allSatisfy({ FileName.isPlain(String($0)) }) else {
        throw InputError(place, found: "a file '\(path.prefix(80))'", expected: "plain paths below its folder")
      }
      try AtomicFile.write(Data(text.utf8), to: folder.appendingPathComponent(path))
    }
    guard files[main] != nil else {
      throw InputError(place, found: "no file '\(main.prefix(80))'", expected: "the configuration that it names")
    }
    return folder.appendingPathComponent(main)
  }
}

extension RecordStore {
  /// Keeps the configuration of a run beside its plan.
  package func write(_ configuration: ConfigurationFiles) throws {
    let data = try CanonicalJSON.prettyData(configuration)
    let file = folder.appendingPathComponent(ResultsPath.configuration)
    if let old = try? RegularFile.data(file, expected: "a list of files"), old == data { return }
    try AtomicFile.write(data, to: file)
  }

  /// The configuration of the last run; nil where none was kept.
  /// - Throws: `InputError` where it cannot be read.
  package func configuration() throws -> ConfigurationFiles? {
    guard let data = try files.data(at: ResultsPath.configuration) else { return nil }
    let place = "\(folder.path): \(ResultsPath.configuration)"
    do {
      let found = try JSONDecoder().decode(ConfigurationFiles.self, from: data)
      guard found.schema == ConfigurationFiles.currentSchema else {
        throw InputError(
          place, found: "schema '\(found.schema.prefix(80))'", expected: "'\(ConfigurationFiles.currentSchema)'")
      }
      return found
    } catch let error as DecodingError {
      throw InputError(place, found: "a file that cannot be read (\(error))", expected: "a kept configuration")
    }
  }
}

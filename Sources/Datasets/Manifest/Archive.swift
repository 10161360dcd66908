import Diagnostics
import Files
import Foundation

/// A file that holds recordings: an archive that is unpacked, or a file that is taken as it is.
public struct Archive: Sendable, Codable, Equatable {
  /// The address; nil where a person downloads the file.
  public var url: String?
  /// The usual name of the file that a person downloads; nil where the address says it.
  public var file: String?
  /// SHA-256, where it is known: that of the one packing, or of each that was published.
  public var sha256: AcceptedChecksums?
  /// The folder, below the folder of the data, for all files without the archive's own folders. Nil
  /// keeps the archive's folders, below the folder of the data.
  public var unpacksTo: String?
  /// The most bytes that its files take; nil where nobody has counted.
  public var unpackedBytes: Int?
}

/// One SHA-256, or a list of which each will do.
public struct AcceptedChecksums: Sendable, Codable, Equatable {
  /// In lower case.
  public var all: [String]

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let written = try (try? container.decode(String.self)).map { [$0] } ?? container.decode([String].self)
    all = written.map { $0.lowercased() }
    for checksum in all where checksum.count != 64 || !checksum.allSatisfy(\.isHexDigit) {
      throw InputError("sha256", found: "'\(checksum)'", expected: "64 hexadecimal digits")
    }
    guard !all.isEmpty else { throw InputError("sha256", found: "an empty list", expected: "a SHA-256, or no key") }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if all.count == 1 { try container.encode(all[0]) } else { try container.encode(all) }
  }
}

extension Archive {
  /// The name of the file: what the manifest says, else the last name of the address, without
  /// query, `%` signs resolved.
  var fileName: String? {
    if let file { return file }
    return url.flatMap(URLComponents.init(string:))?.percentEncodedPath.split(separator: "/").last?
      .removingPercentEncoding
  }

  /// Whether the file is unpacked; another is taken as it is (`.npz` holds arrays, not recordings).
  var isPacked: Bool {
    let name = (fileName ?? "").lowercased()
    let endings = [".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2"]
    return endings.contains(where: name.hasSuffix) || (url != nil && unpacksTo != nil)
  }

  /// Refuses what names no file, or another place than one below the folder of the data.
  func check(place: String, schemes: [String]) throws {
    guard (url == nil) != (file == nil) else {
      throw InputError(
        place, found: "an archive with \(url == nil ? "neither 'url' nor 'file'" : "both 'url' and 'file'")",
        expected: "one of them", advice: "'url' is fetched; 'file' is the name of what a person downloads.")
    }
    if let file { try FileName.checked(file, place: "\(place): file") }
    if let url { try check(url, place: place, schemes: schemes) }
    if let unpacksTo, !FileName.isPathBelow(unpacksTo) {
      throw InputError(
        "\(place): unpacksTo", found: "'\(unpacksTo)'", expected: "a folder below that of the data",
        advice: "Leave it out to keep the archive's own folders.")
    }
    if let unpackedBytes, unpackedBytes < 1 {
      throw InputError("\(place): unpackedBytes", found: "\(unpackedBytes)", expected: "a number of bytes")
    }
  }

  /// Refuses addresses of other schemes than `schemes`, and those that do not end in the name of a
  /// file.
  private func check(_ url: String, place: String, schemes: [String]) throws {
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

import Diagnostics
import Files
import Foundation

extension Fetcher {
  /// Files that stay behind when the program is killed. A later call continues them.
  var downloads: URL { folder.appendingPathComponent(".downloads") }

  /// Downloads into a file `.part`, which a later call continues, and gives it its name at the end.
  func download(_ url: String, _ name: String) async throws -> URL {
    try FileManager.default.createDirectory(at: downloads, withIntermediateDirectories: true)
    // Named by the address, so that nothing else is continued or taken for it.
    let own = "\(Checksum.of(url).prefix(8))-\(name)"
    let whole = downloads.appendingPathComponent(own)
    let part = downloads.appendingPathComponent(own + ".part")
    guard !FileManager.default.fileExists(atPath: whole.path) else { return whole }
    report("downloading \(url)")
    var code = try await curl(url, to: part)
    if code == Self.noRanges {
      report("the server cannot continue a download: starting again")
      try FileManager.default.removeItem(at: part)
      code = try await curl(url, to: part)
    }
    guard code == 0, FileManager.default.fileExists(atPath: part.path) else {
      throw InputError(
        url, found: "a failed download (curl's exit code \(code), its message stands above)",
        expected: "the archive",
        advice: "The same command continues it later. \(byHand)")
    }
    try FileManager.default.moveItem(at: part, to: whole)
    return whole
  }

  /// curl's exit code where a server does not support continuing.
  private static let noRanges = 33

  private func curl(_ url: String, to file: URL) async throws -> Int {
    let progress = isatty(STDERR_FILENO) == 1 ? ["--progress-bar"] : ["--silent"]
    return try await Tool.run("curl", progress + Self.curlArguments(url, to: file, schemes: schemes))
  }

  /// A server may lead to other servers only, and not from an encrypted address to an open one.
  /// Brackets in an address are no patterns.
  static func curlArguments(_ url: String, to file: URL, schemes: [String]) -> [String] {
    let isEncrypted = url.lowercased().hasPrefix("https:")
    return [
      "--proto", "=" + (isEncrypted ? ["https"] : schemes).joined(separator: ","),
      "--proto-redir", isEncrypted ? "=https" : "=https,http", "--globoff", "--show-error", "--fail", "--location",
      "--retry", "3", "--connect-timeout", "30", "--speed-limit", "1", "--speed-time", "60", "--continue-at", "-",
      "--output", file.path, "--", url,
    ]
  }
}

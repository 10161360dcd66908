import CHDF5
import Classifiers
import Foundation
import LinearAlgebra

/// The programs and libraries that made a record.
public struct Provenance: Codable, Sendable, Equatable {
  /// Version of this package.
  public var version: String
  /// Git revision of the package's checkout; null outside one.
  public var revision: String?
  /// The compiler's language version.
  public var swift: String
  /// Operating system.
  public var system: String
  /// Processor's name.
  public var processor: String
  /// OpenBLAS's build and the kernels that it chose.
  public var blas: String
  /// Threads a BLAS call may use.
  public var blasThreads: Int
  /// Versions of the libraries that a result can depend on, by name.
  public var libraries: [String: String]

  /// What this process runs on.
  public static func current() -> Provenance {
    Provenance(
      version: packageVersion, revision: GitRevision.ofPackage(), swift: swiftVersion,
      system: ProcessInfo.processInfo.operatingSystemVersionString, processor: processorName(),
      blas: "\(BLASLibrary.configuration) (\(BLASLibrary.core))", blasThreads: BLASLibrary.threads,
      libraries: ["hdf5": hdf5Version(), "liblinear": LIBLINEARLibrary.version])
  }

  private static func hdf5Version() -> String {
    var major: UInt32 = 0
    var minor: UInt32 = 0
    var release: UInt32 = 0
    H5get_libversion(&major, &minor, &release)
    return "\(major).\(minor).\(release)"
  }

  private static func processorName() -> String {
    let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
    let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
    return model.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
  }
}

/// Version of this package.
public let packageVersion = "0.1.0"

#if compiler(>=6.3)
  let swiftVersion = "6.3 or newer"
#else
  let swiftVersion = "6.2"
#endif

/// The revision that a package's checkout stands at, read from its `.git` folder.
enum GitRevision {
  /// The revision of the checkout that the running executable was built in, or nil.
  static func ofPackage() -> String? {
    var folder = URL(fileURLWithPath: CommandLine.arguments.first ?? "").standardizedFileURL
    if let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      folder = URL(fileURLWithPath: link)
    }
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let git = folder.appendingPathComponent(".git")
      guard FileManager.default.fileExists(atPath: git.path) else { continue }
      return head(of: git)
    }
    return nil
  }

  private static func head(of git: URL) -> String? {
    func text(_ path: String) -> String? {
      (try? String(contentsOf: git.appendingPathComponent(path), encoding: .utf8))?
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
    guard let head = text("HEAD") else { return nil }
    guard head.hasPrefix("ref: ") else { return head }
    let reference = String(head.dropFirst(5))
    if let revision = text(reference) { return revision }
    let packed = text("packed-refs")?.split(separator: "\n") ?? []
    return packed.first { $0.hasSuffix(" " + reference) }?.split(separator: " ").first.map(String.init)
  }
}

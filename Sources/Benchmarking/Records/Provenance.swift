import CHDF5
import Classifiers
import Foundation
import LinearAlgebra
import Synchronization

/// The programs and libraries that made a record.
public struct Provenance: Codable, Sendable, Equatable {
  /// Version of this package.
  public var version: String
  /// Git revision of the checkout or archive that the program was built from, with `-dirty` where files were changed; null where
  /// the program does not say.
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

  private static let builtFrom = Mutex<String?>(nil)

  /// Says what the program was built from; a program does so once, when it starts.
  public static func setRevision(_ revision: String?) { builtFrom.withLock { $0 = revision } }

  /// What this process runs on.
  public static func current() -> Provenance {
    Provenance(
      version: packageVersion, revision: builtFrom.withLock { $0 }, swift: swiftVersion,
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

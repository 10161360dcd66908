import Classifiers
import FeatureStore
import Foundation
import LinearAlgebra
import Locks
import Records

extension Provenance {
  private static let builtFrom = Mutex<String?>(nil)

  /// Says what the program was built from; a program does so once, when it starts.
  public static func setRevision(_ revision: String?) { builtFrom.withLock { $0 = revision } }

  /// What this process runs on.
  public static func current() -> Provenance {
    Provenance(
      version: packageVersion, revision: builtFrom.withLock { $0 }, swift: swiftVersion,
      system: ProcessInfo.processInfo.operatingSystemVersionString, processor: processorName(),
      blas: "\(BLASLibrary.configuration) (\(BLASLibrary.core))", blasThreads: BLASLibrary.threads,
      libraries: ["hdf5": FeatureFile.libraryVersion, "liblinear": LIBLINEARLibrary.version])
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

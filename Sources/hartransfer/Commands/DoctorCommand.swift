import ArgumentParser
import Benchmarking
import Datasets
import Files
import Foundation
import LinearAlgebra
import Records

/// `hartransfer doctor`
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    "doctor", abstract: "Print what the numbers of this machine rest on, and warn of what slows it down.",
    usage: "[<options>]",
    examples: ["hartransfer doctor"])

  /// Variables that change how OpenBLAS computes or how many threads it takes.
  private static let variables = [
    "OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "OMP_NUM_THREADS", "HARTRANSFER_DATA",
    "HARTRANSFER_DATASETS",
  ]

  /// The beginning of a revision, with what follows its digits.
  private static func short(_ revision: String) -> String {
    let digits = revision.prefix { $0.isHexDigit }
    return "\(digits.prefix(12))\(revision.dropFirst(digits.count))"
  }

  func run() async throws {
    let provenance = Provenance.current()
    let revision = provenance.revision.map { " (\(Self.short($0)))" } ?? ", built from no known revision"
    let libraries = provenance.libraries.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    try printResult([
      .field("hartransfer", "\(provenance.version)\(revision)"), .field("system", provenance.system),
      .field("processor", "\(provenance.processor), \(ProcessInfo.processInfo.activeProcessorCount) usable"),
      .field("blas", "\(provenance.blas), \(provenance.blasThreads) threads"),
      .field("libraries", libraries.joined(separator: ", ")),
      .field("manifests", (try? DatasetCatalogue.locate().folder.path) ?? "none found"),
      .field("data", "\(UserFolders.data().path)/Datasets, where none is nearer"),
      .field("cache", BenchmarkOptions.usualCache.path),
    ])
    let environment = ProcessInfo.processInfo.environment
    for name in Self.variables { if let value = environment[name] { printResult("\(name)=\(value)\n") } }
    if let core = environment["OPENBLAS_CORETYPE"] {
      try printResult([
        .line(
          "warning: OPENBLAS_CORETYPE pins OpenBLAS to '\(core)' kernels, which may be slower than this processor's own "
            + "and changes the last digits of results. Unset it unless that is wanted.")
      ])
    }
  }
}

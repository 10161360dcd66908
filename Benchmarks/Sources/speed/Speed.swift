import Foundation
import HARTransfer

/// `speed <measure> <data> <result> <threads> <repetitions>`: times one measure and prints JSON;
/// the result of the last repetition goes to a file, where the peer's is compared with it.
@main
struct Speed {
  struct Report: Encodable {
    let measure: String
    let threads: Int
    let core: String
    /// The configuration of the BLAS.
    let blas: String
    /// The most that the work held beyond what was held before it.
    let extraBytes: Int?
    let seconds: [Double]
    let median: Double
    let least: Double
    let checksum: Double
  }

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 5, let measure = Measure.all.first(where: { $0.name == arguments[1] }),
      let threads = Int(arguments[4]), let repetitions = Int(arguments[5]), threads > 0, repetitions > 0
    else {
      let names = Measure.all.map(\.name).joined(separator: " | ")
      try FileHandle.standardError.write(
        contentsOf: Data("usage: speed (\(names)) <data> <result> <threads> <repetitions>\n".utf8))
      exit(2)
    }
    BLASLibrary.setThreads(threads)
    let work = try measure.prepare(MatrixFile.read(arguments[2]))
    var outcome: Measure.Outcome = { [] }
    let clock = ContinuousClock()
    let memory = Memory.started()
    let seconds = try (0..<repetitions).map { _ in
      let duration = try clock.measure { outcome = try work() }
      return duration / .seconds(1) / measure.parts
    }
    let extra = memory?.extra
    let result = try outcome()
    try MatrixFile.write(result, to: arguments[3])
    let ordered = seconds.sorted()
    let middle = (ordered[(ordered.count - 1) / 2] + ordered[ordered.count / 2]) / 2
    let report = Report(
      measure: measure.name, threads: BLASLibrary.threads, core: BLASLibrary.core, blas: BLASLibrary.configuration,
      extraBytes: extra, seconds: seconds, median: middle, least: ordered[0],
      checksum: result.reduce(0) { $0 + $1.columnNorms.reduce(0, +) })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
  }
}

import Alignment
import Benchmarking
import Diagnostics
import FeatureStore
import Foundation

/// `align` of files whose features are too large for memory.
extension AlignCommand {
  /// Fits and measures in pieces where the two modalities have more bytes in double precision than
  /// `--memory`; nil where they stand in memory.
  func streamedReport(
    _ reader: FeatureFileReader, _ direction: Direction, alignment: any AlignmentMethod, reduction: Reduction,
    budget: Int
  ) throws -> AlignReport? {
    guard direction.modalities.allSatisfy({ name in reader.modalities.contains { $0.name == name } }) else {
      return nil
    }
    let bytes = try StreamedAlignment.bytes(reader, direction)
    guard bytes > budget else { return nil }
    try checkPieces(
      because: "\(ByteCount.text(bytes)) of features, above --memory \(ByteCount.text(budget))",
      otherwise: "raise --memory")
    let run = try StreamedAlignment(
      reader, direction: direction, alignment: alignment, reduction: reduction, protocol: try chosenProtocol(),
      splitName: split, seed: seed)
    if let output { try run.writeLatents(to: URL(fileURLWithPath: output)) }
    var report = AlignReport(
      run, output: output,
      reading: .init(featureBytes: bytes, memory: budget, pieceSamples: run.step, passes: run.passes))
    try write(run.maps, &report)
    return report
  }

  /// Refuses what needs all features at once.
  /// - Parameters:
  ///   - reason: why features are read in pieces.
  ///   - otherwise: what else would help.
  func checkPieces(because reason: String, otherwise: String) throws {
    for (option, asked) in [("--translate", translate), ("--metrics", metrics != .fast)] where asked {
      throw InputError(
        option, found: option == "--metrics" ? "\(metrics), and \(reason)" : reason,
        expected: "features that stand in memory", advice: "Leave \(option) out, or \(otherwise).")
    }
  }
}

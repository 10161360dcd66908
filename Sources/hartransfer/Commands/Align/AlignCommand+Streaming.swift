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
    _ direction: Direction, alignment: any AlignmentMethod, reduction: Reduction, budget: Int
  ) throws -> AlignReport? {
    let file = URL(fileURLWithPath: features)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    let reader = try FeatureFileReader(file)
    guard direction.modalities.allSatisfy({ name in reader.modalities.contains { $0.name == name } }) else {
      return nil
    }
    let bytes = try StreamedAlignment.bytes(reader, direction)
    guard bytes > budget else { return nil }
    guard !translate else {
      throw InputError(
        "--translate", found: "\(ByteCount.text(bytes)) of features, above --memory \(ByteCount.text(budget))",
        expected: "features that stand in memory",
        advice: "Leave --translate out, or raise --memory.")
    }
    guard metrics == .fast else {
      throw InputError(
        "--metrics", found: "all, and \(ByteCount.text(bytes)) of features, above --memory \(ByteCount.text(budget))",
        expected: "features that stand in memory",
        advice: "Leave --metrics out, or raise --memory.")
    }
    let run = try StreamedAlignment(
      reader, direction: direction, alignment: alignment, reduction: reduction, protocol: try chosenProtocol(),
      splitName: split, seed: seed)
    if let output { try run.writeLatents(to: URL(fileURLWithPath: output)) }
    return AlignReport(
      run, output: output,
      reading: .init(featureBytes: bytes, memory: budget, pieceSamples: run.step, passes: run.passes))
  }
}

import Alignment
import Benchmarking
import Diagnostics
import FeatureStore
import Foundation

/// `align` of files whose features are too large for memory.
extension AlignCommand {
  /// Fits and measures in pieces where the two modalities have more bytes in double precision than
  /// `--memory`; nil where they stand in memory.
  func streamedReport(_ reader: FeatureFileReader, _ request: AlignRequest) throws -> AlignReport? {
    let (direction, budget) = (request.direction, request.budget)
    guard direction.modalities.allSatisfy({ name in reader.modalities.contains { $0.name == name } }) else {
      return nil
    }
    let bytes = try StreamedAlignment.bytes(reader, direction)
    guard bytes > budget else { return nil }
    try checkPieces(
      request, because: "\(ByteCount.text(bytes)) of features, above --memory \(ByteCount.text(budget))",
      otherwise: "raise --memory")
    let run = try StreamedAlignment(
      reader, direction: direction, alignment: request.alignment, reduction: request.reduction,
      protocol: request.splitProtocol, splitName: split, seed: seed)
    let transfer = try transfer(request, by: run)
    if let output { try run.writeLatents(to: URL(fileURLWithPath: output)) }
    var report = AlignReport(
      run, output: output,
      reading: .init(featureBytes: bytes, memory: budget, pieceSamples: run.step, passes: run.passes))
    report.transfer = transfer
    try write(run.maps, &report)
    return report
  }

  /// Carries labels over where that is asked.
  func transfer(_ request: AlignRequest, by run: StreamedAlignment) throws -> AlignReport.Transfer? {
    guard let classifier = request.classifier else { return nil }
    let (confusion, passes, startSamples) = try run.transfer(classifier.method)
    return try AlignReport.Transfer(classifier, confusion, passes: passes, startSamples: startSamples)
  }

  /// Refuses what needs all features at once.
  /// - Parameters:
  ///   - request: what is asked for.
  ///   - reason: why features are read in pieces.
  ///   - otherwise: what else would help.
  func checkPieces(_ request: AlignRequest, because reason: String, otherwise: String) throws {
    if let classifier = request.classifier { _ = try StreamedAlignment.fittedInPasses(classifier.method) }
    for (option, asked) in [("--translate", translate), ("--metrics", metrics != .fast)] where asked {
      throw InputError(
        option, found: option == "--metrics" ? "\(metrics), and \(reason)" : reason,
        expected: "features that stand in memory", advice: "Leave \(option) out, or \(otherwise).")
    }
  }
}

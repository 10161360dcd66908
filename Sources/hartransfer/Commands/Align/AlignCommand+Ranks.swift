import Alignment
import Benchmarking
import Diagnostics
import FeatureStore
import Foundation

/// `align` of pairs that the ranks of a job of MPI share.
extension AlignCommand {
  /// Fits and measures on all ranks, each of which reads a share of the pairs. The first rank says
  /// what came out, and writes latents by itself.
  func align(on job: RankedJob, _ request: AlignRequest) throws {
    let (direction, alignment) = (request.direction, request.alignment)
    let reader = try job.together {
      try checkPieces(
        request, because: "\(job.ranks.count) ranks, which read a share each", otherwise: "run one process")
      guard alignment is any MomentFitted else {
        throw InputError(
          "--method \(method)", found: "\(job.ranks.count) ranks, and a method that needs all pairs at once",
          expected: "one process, or one of \(AlignmentRegistry.streamed.joined(separator: ", "))")
      }
      let file = URL(fileURLWithPath: features)
      guard FileManager.default.fileExists(atPath: file.path) else {
        throw InputError(
          features, found: "no such file", expected: "a feature file",
          advice: "Ranks read files alone. 'hartransfer encode' writes one of a data set.")
      }
      let reader = try FeatureFileReader(file)
      _ = try StreamedAlignment.bytes(reader, direction)
      return reader
    }
    do {
      let run = try StreamedAlignment(
        reader, direction: direction, alignment: alignment, reduction: request.reduction,
        protocol: request.splitProtocol, splitName: split, seed: seed,
        sharedThrough: RankExchange(ranks: job.ranks))
      let transfer = try transfer(request, by: run)
      if job.ranks.isFirst {
        if let output { try run.writeLatents(to: URL(fileURLWithPath: output)) }
        var report = AlignReport(
          run, output: output,
          reading: .init(
            featureBytes: try StreamedAlignment.bytes(reader, direction), memory: request.budget,
            pieceSamples: run.step, passes: run.passes, ranks: job.ranks.count))
        report.transfer = transfer
        try write(run.maps, &report)
        try print(report)
      }
    } catch { job.endAll(error) }
    job.ranks.leave()
  }
}

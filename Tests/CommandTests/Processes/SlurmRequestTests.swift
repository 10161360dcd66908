import Foundation
import StrictYAML
import Testing

@testable import Benchmarking
@testable import hartransfer

@Suite("What jobs of Slurm ask for")
struct SlurmRequestTests {
  /// Previews of shards of a small plan, with other estimates.
  private static func previews(_ change: (Int, inout PlanPreview.Part) -> Void) throws -> [PlanPreview] {
    let configuration = try StrictYAML.decode(
      BenchmarkConfiguration.self,
      from: """
        benchmark: small
        dataset: {synthetic: {samples: 120, dimensions: [4, 3], latentDimension: 2}}
        protocols: [{random-40-40-10-10: {draws: 2}}]
        alignments: [{perfect: {k: [1, 2]}}]
        classifiers: [nearest-centroid]
        """, file: "test")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    var options = RunOptions()
    options.jobs = 4
    return try BenchmarkRunner(configuration, results: folder, cache: folder).previews(ofShards: 3, options)
      .enumerated().map { place, preview in
        var preview = preview
        for part in preview.parts.indices { change(place, &preview.parts[part]) }
        return preview
      }
  }

  @Test("shards are disjoint and complete, and their estimates are those of the whole plan in parts")
  func parts() throws {
    let shards = try Self.previews { _, _ in }
    let whole = shards.flatMap(\.parts)
    #expect(shards.count == 3 && shards.allSatisfy { $0.toRun > 0 && $0.memoryBytes != nil })
    #expect(Set(shards.flatMap(\.parts).map(\.split)).count == 2)
    // 2 splits x 2 directions of perfect with two values of k, none, the students and the bounds.
    #expect(whole.reduce(0) { $0 + $1.toRun } == whole.reduce(0) { $0 + $1.trials })
  }

  @Test("memory is twice the largest estimate of a shard, in whole gibibytes; a budget bounds it")
  func memory() throws {
    let shards = try Self.previews { place, part in part.memoryBytes = (place + 1) * 1_500_000_000 }
    #expect(SlurmRequest(ofShards: shards).gibibytes == 9)
    #expect(SlurmRequest(ofShards: shards, memory: 2_000_000_000).gibibytes == 4)
    #expect(SlurmRequest(bytes: 1, seconds: nil).options == ["--mem=1G"])
  }

  @Test("time is that of the longest shard: twice what records tell, ten times what was counted, and ten minutes")
  func time() throws {
    let told = try Self.previews { place, part in
      part.toRun = 8
      part.seconds = place == 1 ? 3600 : 60
      part.roughSeconds = 1
    }
    // Two splits of an hour, twice, on four processors, and 10 min.
    #expect(SlurmRequest(ofShards: told).minutes == 70)
    let counted = try Self.previews { _, part in
      part.toRun = 1
      part.seconds = nil
      part.roughSeconds = 60
    }
    // One trial uses one processor: two splits of a minute, ten times, and 10 min.
    #expect(SlurmRequest(ofShards: counted).minutes == 30)
  }

  @Test("where an estimate is missing nothing is asked for, and that is said")
  func missing() throws {
    let shards = try Self.previews { place, part in
      guard place == 2 else { return }
      (part.memoryBytes, part.seconds, part.roughSeconds) = (nil, nil, nil)
    }
    let request = SlurmRequest(ofShards: shards)
    #expect(request.options == [])
    #expect(request.text == "the partition's memory (no estimate), the partition's time (no estimate)")
    // A budget is an estimate.
    #expect(SlurmRequest(ofShards: shards, memory: 1_073_741_824).options == ["--mem=2G"])
  }
}

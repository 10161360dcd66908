import Benchmarking
import Parallelism
import PlainText

/// The jobs of a plan: one that encodes, an array of shards, one that merges.
struct SlurmJobs: Encodable, Equatable {
  /// The script that submits them.
  var script: String
  var shards: Int
  /// Shards that have no trial to run, since trials that share a factorisation stay together.
  var emptyShards: Int
  /// Processors of a job: trials that run side by side.
  var processors: Int
  /// Nil where no feature has to be encoded.
  var encode: SlurmRequest?
  var shard: SlurmRequest
  var merge: SlurmRequest

  /// - Parameters:
  ///   - whole: what a run of the plan would do.
  ///   - parts: what each shard would do.
  ///   - memory: bytes that a run is told to keep to; nil where it is told none.
  init(_ whole: PlanPreview, shards parts: [PlanPreview], memory: Int?, script: String) {
    self.script = script
    (shards, processors) = (parts.count, whole.jobs)
    emptyShards = parts.count { $0.toRun == 0 }
    shard = SlurmRequest(ofShards: parts, memory: memory)
    // Neither has an estimate of memory: both ask for that of a shard, which holds the same
    // features.
    merge = shard
    merge.minutes = max(30, shard.minutes ?? 0)
    guard whole.parts.contains(where: { $0.toEncode > 0 }) else { return }
    let onOne = whole.encodeSeconds * Double(activeProcessorCount)
    var request = SlurmRequest(bytes: nil, seconds: SlurmRequest.encodingFactor * onOne / Double(whole.jobs))
    request.gibibytes = shard.gibibytes
    encode = request
  }

  /// What a person is told of them.
  var lines: [String] {
    let many = processors == 1 ? "1 processor" : "\(processors) processors"
    let factors =
      "memory is \(SlurmRequest.memoryFactor.short) times the estimate; time is \(SlurmRequest.timeFactor.short) times "
      + "that of records, \(SlurmRequest.roughTimeFactor.short) times what was counted from sizes, "
      + "\(SlurmRequest.encodingFactor.short) times that of encoding, and \(SlurmRequest.extraMinutes.short) min"
    return [
      "jobs of \(many) (--jobs); \(factors)",
      encode.map { "job encode: \($0.text); its memory has no estimate and is that of a shard" }
        ?? "no job encode: no feature has to be encoded",
      "job shard, \(shards) times (--shards): \(shard.text)"
        + (emptyShards > 0 ? "; \(emptyShards) of them have no trial to run" : ""),
      "job merge, when all shards have ended well: \(merge.text); it has no estimate and asks for what a shard asks for",
    ]
  }
}

extension SlurmJobs {
  /// What `plan` prints of them, with how they are submitted.
  var blocks: [Block] {
    lines.map(Block.item) + [.item("to submit them: bash \(ShellWord.quoted(script)) [options of sbatch]")]
  }
}

extension Double {
  /// Without digits behind the point where there are none.
  fileprivate var short: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}

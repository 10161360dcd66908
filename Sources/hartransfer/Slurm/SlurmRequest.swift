import Benchmarking
import Foundation

/// What a job asks Slurm for: the estimates of a plan with room, rounded up. Nil where the plan has
/// no estimate: the job then asks for nothing, and gets what the partition gives.
struct SlurmRequest: Encodable, Equatable {
  /// Gibibytes of a job.
  var gibibytes: Int?
  /// Minutes until a job is ended.
  var minutes: Int?

  /// How often the estimate of memory is asked for. It goes by kinds of methods, not by
  /// measurement.
  static let memoryFactor = 2.0
  /// How often the time of trials is asked for that records of the same methods tell.
  static let timeFactor = 2.0
  /// How often it is asked for where it was counted from sizes.
  static let roughTimeFactor = 10.0
  /// How often the time of encoding is asked for, which a few recordings tell.
  static let encodingFactor = 3.0
  /// Minutes of every job for what no estimate has: start, reading and reducing features, the
  /// board.
  static let extraMinutes = 10.0

  /// - Parameters:
  ///   - bytes: by estimate; nil where there is none.
  ///   - seconds: with their factor; nil where there are none.
  init(bytes: Int?, seconds: Double?) {
    gibibytes = bytes.map { max(1, Int((Self.memoryFactor * Double($0) / 1_073_741_824).rounded(.up))) }
    minutes = seconds.map { Int(((($0 / 60) + Self.extraMinutes) / 10).rounded(.up)) * 10 }
  }

  /// What any of several shards needs, since all tasks of a job array ask for the same.
  init(ofShards shards: [PlanPreview], memory: Int? = nil) {
    let bytes = shards.map(\.memoryBytes)
    let most = bytes.contains(nil) ? nil : bytes.compactMap(\.self).max()
    let seconds = shards.map(Self.seconds)
    self.init(
      // A run that is told how much it may take keeps to that.
      bytes: [most, memory].compactMap(\.self).min(),
      seconds: seconds.contains(nil) ? nil : seconds.compactMap(\.self).max())
  }

  /// Seconds of a shard with their factors; nil where a part has no estimate.
  private static func seconds(of shard: PlanPreview) -> Double? {
    shard.parts.filter { $0.toRun > 0 }.reduce(0) { sum, part in
      guard let sum else { return nil }
      let sideBySide = Double(max(1, min(shard.jobs, part.toRun)))
      if let seconds = part.seconds { return sum + timeFactor * seconds / sideBySide }
      return part.roughSeconds.map { sum + roughTimeFactor * $0 / sideBySide }
    }
  }

  /// The options of `sbatch`.
  var options: [String] {
    [gibibytes.map { "--mem=\($0)G" }, minutes.map { "--time=\($0)" }].compactMap(\.self)
  }

  /// In words.
  var text: String {
    "\(gibibytes.map { "\($0) GiB" } ?? "the partition's memory (no estimate)"), "
      + (minutes.map { "\($0) min" } ?? "the partition's time (no estimate)")
  }
}

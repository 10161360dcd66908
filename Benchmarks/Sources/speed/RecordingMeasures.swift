import Foundation
import HARTransfer

/// Encoders on recordings in memory, each a matrix of channels x frames, and the reading of files.
extension Measure {
  static let ofRecordings = [
    Measure(name: "minirocket-skeleton", prepare: miniRocket),
    Measure(name: "minirocket-inertial", prepare: miniRocket),
    // One segment a frame: the hidden states themselves.
    Measure(name: "limu-bert-batch", parts: 50) { try limuBERT($0, segments: 20, times: 50) },
    Measure(name: "limu-bert", prepare: { try limuBERT($0, segments: 1) }),
    Measure(name: "mat-reading") { _ in try matReading() },
    Measure(name: "text") { _ in try text() },
    Measure(name: "text-mex") { _ in try text() },
  ]

  private static func miniRocket(_ data: [Matrix<Double>]) -> Work {
    let names = (0..<data[0].rows).map { "channel \($0)" }
    let signals = data.map { Signal.series(TimeSeries(values: $0.map { Float($0) }, rate: 30, channels: names)) }
    let threads = BLASLibrary.threads
    return {
      let fitted = try MiniRocket().fit(signals, seed: Seed(base: 0))
      let features = try Matrix(
        columns: concurrentMap(signals.count, threads: threads) { try fitted.encode(signals[$0]) })
      return { [features.map { Double($0) }] }
    }
  }

  private static func limuBERT(_ data: [Matrix<Double>], segments: Int, times: Int = 1) throws -> Work {
    let axes = ["x", "y", "z"]
    let names = ["acceleration", "angular-rate"].flatMap { name in axes.map { "\(name)-\($0)" } }
    let units = Dictionary(uniqueKeysWithValues: zip(names, ["g", "g", "g", "rad/s", "rad/s", "rad/s"]))
    let signals = data.map { Signal.series(TimeSeries(values: $0.map { Float($0) }, rate: 20, channels: names)) }
    let encoder = try LIMUBERT {
      $0.levels = [segments]
      $0.pool = .mean
    }
    let fitted = try encoder.fit(signals, units: units, seed: Seed(base: 0))
    let threads = BLASLibrary.threads
    return {
      var features: [[Float]] = []
      for _ in 0..<times {
        features = try concurrentMap(signals.count, threads: threads) { try fitted.encode(signals[$0]) }
      }
      return { [Matrix(columns: features).map { Double($0) }] }
    }
  }

  /// All clips of UTD-MHAD, one modality after another. Compared are, clip by clip, the sums of the
  /// numbers of depth, and those of the bits of the others: whole numbers, whose sums are exact.
  private static func matReading() throws -> Work {
    let source = try DatasetCatalogue.locate().entry("utd-mhad").open()
    let modalities = ["inertial", "skeleton", "depth"]
    let (count, threads) = (source.samples.count, BLASLibrary.threads)
    let order = source.samples.ids.indices.sorted { source.samples.ids[$0] < source.samples.ids[$1] }
    return {
      for modality in modalities {
        _ = try concurrentMap(count, threads: threads) { _ = try source.signal(row: $0, modality: modality) }
      }
      return {
        try modalities.map { modality in
          let sums = try concurrentMap(count, threads: threads) { place -> Double in
            switch try source.signal(row: order[place], modality: modality) {
            case .series(let series):
              series.values.withUnsafeElements { $0.reduce(into: 0.0) { $0 += Double($1.bitPattern) } }
            case .depth(let video): video.millimetres.reduce(into: 0.0) { $0 += Double($1) }
            case .text(let text): Double(text.utf8.count)
            case .grid, .points: 0
            }
          }
          return Matrix(count, 1, columnMajor: sums)
        }
      }
    }
  }

  /// Opening a data set in tables of text: all numbers, times, gaps, and the places of windows. It
  /// takes all cores that the process may use. Compared are the sums of the bits of each file's
  /// numbers in single precision.
  private static func text() throws -> Work {
    guard let path = ProcessInfo.processInfo.environment["SPEED_FILES"] else {
      throw InputError("SPEED_FILES", found: "nothing", expected: "the folder of the tables")
    }
    let folder = URL(fileURLWithPath: path)
    let entry = try DatasetCatalogue.locate().entry("mex")
    return {
      guard try entry.open(data: folder).wasReadWhole else {
        throw InputError(path, found: "tables that were not read", expected: "all of them read")
      }
      return {
        let found = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        let files = found.filter { $0.hasSuffix(".csv") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let sums = try concurrentMap(files.count) { place in
          let table = try DelimitedText(
            folder.appendingPathComponent(files[place]), format: DelimitedFormat(header: false))
          let numbers = try table.numbers(columns: Array(1..<table.index.columns))
          return numbers.reduce(into: 0.0) { $0 += Double(Float($1).bitPattern) }
        }
        return [Matrix(files.count, 1, columnMajor: sums)]
      }
    }
  }
}

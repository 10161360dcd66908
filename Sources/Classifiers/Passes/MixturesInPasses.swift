import Clustering
import LinearAlgebra

/// Mixtures of labelled samples by expectation-maximisation in passes.
///
/// All starts, classes and numbers of components share every pass, as far as their sums fit into
/// `most` bytes. So there are as many passes as the longest of them has steps, and a few to begin
/// with. Clusters that a start begins from are
/// found among at most `mostForStart` samples a class, spread evenly over the stream. Where a class
/// has no more, results are those in memory up to rounding. Where it has more, another start may
/// lead to another mixture. Memory: d² numbers a component, class and start, in each strand.
struct MixturesInPasses {
  private let stream: LabelledStream
  private let means: ClassMeans
  private let estimation: MixtureEstimation
  private let beginning: Beginning

  /// The most samples of a class among which first clusters are found.
  static let mostForStart = 2048
  /// The most bytes of sums of runs that share a pass, but for one run alone.
  private let most: Int

  /// Classes whose mixtures are estimated together, and the numbers of components to try.
  struct Group {
    let places: [Int]
    let counts: ClosedRange<Int>
  }

  /// Reads the samples once.
  init(_ stream: LabelledStream, means: ClassMeans, estimation: MixtureEstimation, most: Int = 1 << 30) throws {
    (self.stream, self.means, self.estimation, self.most) = (stream, means, estimation, most)
    beginning = try Beginning(of: stream, means: means)
  }

  /// The mixtures of all groups: for each, how to get its estimate with a number of components.
  func fit(_ groups: [Group]) throws -> [(_ count: Int) throws -> MixtureEstimation.Estimate] {
    var runs: [MixtureRun] = []
    var own: [[Int: Range<Int>]] = []
    for group in groups {
      var ranges: [Int: Range<Int>] = [:]
      for count in group.counts {
        let first = runs.count
        runs += self.runs(of: group.places, count: count)
        ranges[count] = first..<runs.count
      }
      own.append(ranges)
    }
    for batch in batches(of: runs) {
      while case let active = batch.filter({ runs[$0].isActive }), !active.isEmpty {
        let sums = try sums(of: active.map { runs[$0].pass })
        for (index, sums) in zip(active, sums) { runs[index].take(sums) }
      }
    }
    let (finished, estimation) = (runs, estimation)
    return own.map { ranges in
      { count in try estimation.likeliest(of: finished[ranges[count] ?? 0..<0].map { $0 }) { try $0.estimate() } }
    }
  }

  /// Runs that share passes, by their places.
  private func batches(of runs: [MixtureRun]) -> [Range<Int>] {
    let strands = stream.samples.strands.count
    var batches: [Range<Int>] = []
    var (first, bytes) = (0, 0)
    for (place, run) in runs.enumerated() {
      let own = strands * run.sumBytes
      if place > first, bytes + own > most {
        batches.append(first..<place)
        (first, bytes) = (place, 0)
      }
      bytes += own
    }
    return batches + [first..<runs.count]
  }

  private func runs(of places: [Int], count: Int) -> [MixtureRun] {
    let counts = places.map { stream.counts[$0] }
    let maximisation = Maximisation(
      parameters: estimation.expectationMaximisation(count),
      scale: MixtureScale(
        means: places.map { means.means[$0] }, counts: counts, squares: places.map { beginning.squares[$0, 0] }))
    return estimation.starts(count).map { seed in
      MixtureRun(
        maximisation, places: places,
        centres: places.map { KMeans.centres(beginning.samples[$0], count: count, seed: seed) },
        count: counts.reduce(0, +))
    }
  }

  private func sums(of passes: [MixturePass]) throws -> [[MixtureSums]] {
    try stream.sums(from: passes.map(\.noSums)) { block, sums in
      for (place, columns) in block.columnsByClass {
        let samples = block.samples.selectingColumns(columns)
        for (run, pass) in passes.enumerated() {
          guard let own = pass.places.firstIndex(of: place) else { continue }
          pass.add(samples, ofClass: own, to: &sums[run][own])
        }
      }
    }
  }
}

extension MixturesInPasses {
  /// What a pass before all others finds.
  private struct Beginning: PassSums {
    /// The samples of each class that clusters are looked for in, in an order of their own.
    private(set) var samples: [Matrix<Double>]
    /// The summed squared distances of the samples of each class from its mean, a row each.
    private(set) var squares: Matrix<Double>

    init(of stream: LabelledStream, means: ClassMeans) throws {
      let most = MixturesInPasses.mostForStart
      let steps = stream.counts.map { ($0 + most - 1) / most }
      var seen = stream.counts.map { _ in 0 }
      var columns: [Int: Int] = [:]
      for (sample, place) in stream.places().enumerated() {
        if seen[place] % steps[place] == 0 { columns[sample] = seen[place] / steps[place] }
        seen[place] += 1
      }
      samples = zip(stream.counts, steps).map { Matrix(stream.dimension, ($0 + $1 - 1) / $1) }
      squares = Matrix(stream.classes.count, 1)
      let kept = columns
      self = try stream.sums(from: self) { block, sums in
        for (place, own) in block.columnsByClass {
          let centred = block.samples.selectingColumns(own, relativeTo: means.means[place])
          sums.squares[place, 0] += centred.columnSquares.reduce(0, +)
        }
        for (column, place) in block.classes.enumerated() {
          guard let target = kept[block.first + column] else { continue }
          for i in 0..<block.samples.rows { sums.samples[place][i, target] = block.samples[i, column] }
        }
      }
      samples = samples.map { $0.selectingColumns($0.columnOrder()) }
    }

    mutating func add(_ other: Self) {
      samples.add(other.samples)
      squares.add(other.squares)
    }

    mutating func total(through exchange: any SampleExchange) throws {
      try samples.total(through: exchange)
      try squares.total(through: exchange)
    }
  }
}

extension MixtureSums: PassSums {
  mutating func add(_ other: MixtureSums) { self = adding(other) }

  mutating func total(through exchange: any SampleExchange) throws {
    let sums = try exchange.total([logLikelihood] + totals + fourths)
    logLikelihood = sums[0]
    (totals, fourths) = (Array(sums[1...totals.count]), Array(sums[(1 + totals.count)...]))
    try shifts.total(through: exchange)
    try cubes.total(through: exchange)
    try scatters.total(through: exchange)
  }
}

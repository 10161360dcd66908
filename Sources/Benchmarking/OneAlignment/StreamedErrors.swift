import Alignment
import FeatureStore
import LinearAlgebra
import Metrics

/// What is measured of the latents of pairs that are read in pieces.
///
/// Errors of alignment are summed over all pairs. Partners are looked for among a fixed sample
/// (`MeasuredRows.fast`), whose latents alone are kept. Processes that share the pairs measure a
/// share each.
struct StreamedErrors {
  let pairs: AlignmentRun.Errors
  let test: AlignmentRun.Errors?

  /// The errors of some rows, and the latents of their sample.
  private struct Part {
    var sums = PairErrorSums()
    var sample: LatentsOfPairs
    var sampled: Int?
    var sampledRows: [Int]
  }

  init(
    _ reader: FeatureFileReader, _ names: [String], _ direction: Direction, _ streamed: StreamedPairs,
    _ alignment: LinearAlignment, pairs: [Int], test: [Int], exchange: (any SampleExchange)? = nil
  ) throws {
    let source = names.firstIndex(of: direction.source) ?? 0
    func part(_ rows: [Int]) throws -> Part {
      try Self.part(reader, names, rows: rows, source: source, k: alignment.latentDimension, exchange: exchange) {
        streamed.latents(of: $0, by: alignment)
      }
    }
    let fitted = try part(pairs)
    let isCollapsed =
      LatentDiagnostics.isRounding(norm: fitted.sums.norms.source, ofSize: streamed.size(of: source))
      && LatentDiagnostics.isRounding(norm: fitted.sums.norms.target, ofSize: streamed.size(of: 1 - source))
    let labels = reader.samples.labels
    let namesClasses = try names.contains { name in
      try ModalityFeatures(
        name: name, values: reader.features(of: name, rows: fitted.sampledRows), encoder: ""
      ).namesClasses(labels: fitted.sampledRows.map { labels[$0] })
    }
    func errors(_ part: Part) -> AlignmentRun.Errors {
      var scores = part.sums.scores.reduce(into: [String: Double?]()) { $0[$1.name] = .some($1.value) }
      if isCollapsed { scores[AlignmentMetric.cmaeNormalised.description.name] = .some(nil) }
      let retrieval = part.sample.retrieval(hasPartners: !namesClasses)
      return AlignmentRun.Errors(
        count: part.sums.count, retrievalSample: part.sampled,
        scores: scores.merging(retrieval) { own, _ in own })
    }
    self.pairs = errors(fitted)
    self.test = test.isEmpty ? nil : errors(try part(test))
  }

  /// Reads rows, adds their errors up and keeps the latents of the sample.
  private static func part(
    _ reader: FeatureFileReader, _ names: [String], rows: [Int], source: Int, k: Int,
    exchange: (any SampleExchange)?, latents: (PairedRows) -> AffineStack
  ) throws -> Part {
    let ids = reader.samples.ids
    let sample = MeasuredRows.fast.sample(of: rows.lazy.map { ids[$0] })
    let places = sample ?? Array(rows.indices)
    let columns = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    let share = exchange?.share(of: rows.count)
    let own = share.map { Array(rows[$0]) } ?? rows
    let parts = try latents(PairedRows(reader, of: names, rows: own)).eachStrand { strand, first in
      var kept = [Matrix<Double>(k, places.count), Matrix<Double>(k, places.count)]
      var sums = PairErrorSums()
      var place = (share?.lowerBound ?? 0) + first
      try strand.forEachBlock(width: 512) { block in
        let sides = [block.rows(0..<k), block.rows(k..<(2 * k))]
        sums.add(sides[source], sides[1 - source])
        for column in 0..<block.columns {
          if let target = columns[place + column] {
            for side in 0..<2 { for i in 0..<k { kept[side][i, target] = sides[side][i, column] } }
          }
        }
        place += block.columns
      }
      return (sums: sums, kept: kept)
    }
    var (sums, kept) = parts[0]
    for part in parts.dropFirst() {
      sums.add(part.sums)
      for side in 0..<2 { kept[side].add(part.kept[side]) }
    }
    if let exchange {
      try sums.combine(dimension: k, through: exchange)
      kept = try kept.map { try exchange.total($0) }
    }
    return Part(
      sums: sums, sample: LatentsOfPairs(source: kept[source], target: kept[1 - source]), sampled: sample?.count,
      sampledRows: places.map { rows[$0] })
  }
}

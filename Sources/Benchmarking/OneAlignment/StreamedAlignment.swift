import Alignment
import Diagnostics
import FeatureStore
import Foundation
import LinearAlgebra
import Metrics
import Records
import Splits

/// One alignment of two modalities of a feature file that is read in pieces and never stands in
/// memory.
///
/// It does what `AlignmentRun` does, and its results agree up to rounding. The file is read once
/// for the moments of the pairs, again where a method needs digits that moments do not hold, and
/// once more to measure. Memory is two pieces of 64 MB, some matrices of all features of both
/// modalities, and the table of samples.
///
/// Several processes may share the pairs: each reads a part of them, and all get the same result,
/// that of one process up to rounding.
public struct StreamedAlignment: Sendable {
  /// The method and its parameters.
  public let method: TrialDescription.Choice
  /// The modality that comes first, which directed methods take for the source, and the other one.
  public let direction: Direction
  /// The split; nil where all samples are pairs.
  public let split: Split?
  /// Samples that lack one of the two modalities.
  public let incomplete: Int
  /// Seconds that reading and fitting took.
  public let fitSeconds: Double
  /// How often the pairs were read for the fit.
  public let passes: Int
  /// Samples of a piece.
  public let step: Int
  /// The errors on the pairs that it was fitted on.
  public let pairErrors: AlignmentRun.Errors
  /// The errors on the test pairs; nil where there are none.
  public let testErrors: AlignmentRun.Errors?

  let reader: FeatureFileReader
  /// The two modalities in the order of the file.
  let names: [String]
  /// Rows that the alignment was fitted on.
  let pairs: [Int]
  let streamed: StreamedPairs
  let exchange: (any SampleExchange)?
  let alignment: LinearAlignment
  let reduction: Reduction

  /// Fits the method and measures it.
  /// - Parameters:
  ///   - reader: the open file.
  ///   - direction: the two modalities.
  ///   - alignment: a method that is `MomentFitted`, with its parameters.
  ///   - reduction: what is done to the features before.
  ///   - splitProtocol: how rows get their roles; nil for all rows as pairs.
  ///   - splitName: which split of the protocol; nil for the first.
  ///   - seed: the base of the seeds of random protocols.
  ///   - exchange: how the processes talk that share the pairs; nil for one process.
  /// - Throws: as `AlignmentRun`, and `InputError` for a method that needs all pairs in memory.
  public init(
    _ reader: FeatureFileReader, direction: Direction, alignment: any AlignmentMethod,
    reduction: Reduction = Reduction(), protocol splitProtocol: SplitProtocol? = nil, splitName: String? = nil,
    seed: UInt64 = 0, sharedThrough exchange: (any SampleExchange)? = nil
  ) throws {
    BLASLibrary.setThreads(1)
    let streaming = try Self.streaming(alignment)
    _ = try Directions.listed([direction]).resolved(among: reader.modalities.map(\.name))
    let both = reader.modalities.filter { direction.modalities.contains($0.name) }
    split = try AlignmentRun.split(
      of: reader.samples, in: reader.origin.dataset, splitProtocol, named: splitName, seed: seed)
    try split?.checkFitted(both.map { ($0.name, $0.fittedOn) }, samples: reader.samples)
    let present = both.compactMap(\.present)
    func complete(_ rows: [Int]) -> [Int] {
      present.isEmpty ? rows : rows.filter { row in present.allSatisfy { $0[row] } }
    }
    let all = Array(0..<reader.samples.count)
    let pairs = complete(split?.roles.paired ?? all)
    let testPairs = complete(split?.roles.test ?? [])
    incomplete = present.isEmpty ? 0 : all.count - complete(all).count
    guard !pairs.isEmpty else { throw AlignmentRun.noPair }
    (self.reader, self.direction, self.reduction, self.pairs) = (reader, direction, reduction, pairs)
    self.exchange = exchange
    names = both.map(\.name)
    method = .init(name: type(of: alignment).name, parameters: try JSONValue(encoding: alignment))
    let clock = ContinuousClock()
    let start = clock.now
    let share = exchange.map { Array(pairs[$0.share(of: pairs.count)]) } ?? pairs
    let rows = try PairedRows(reader, of: names, rows: share)
    let samples: any SampleSource<Double> = exchange.map { SharedSamples(rows, of: pairs.count, through: $0) } ?? rows
    streamed = try StreamedPairs(
      samples, modalities: names, heights: rows.heights, reduction: reduction,
      source: alignment.dependsOnDirection ? direction.source : nil)
    self.alignment = try streaming.fit(streamed)
    let seconds = start.duration(to: clock.now).components
    fitSeconds = Double(seconds.seconds) + Double(seconds.attoseconds) * 1e-18
    (passes, step) = (rows.passes, min(rows.step, pairs.count))
    let measuring = try StreamedErrors(
      reader, names, direction, streamed, self.alignment, pairs: pairs, test: testPairs,
      exchange: exchange)
    (pairErrors, testErrors) = (measuring.pairs, measuring.test)
  }

  /// Dimension of the latent space.
  public var latentDimension: Int { alignment.latentDimension }

  /// Directions that were equally good, of which some were kept; nil where the objective decided.
  public var tie: TrialRecord.Tie? { alignment.tie.map(TrialRecord.Tie.init) }

  /// What the alignment can have lost against the exact solution; nil where nothing was
  /// approximated, or no bound is known.
  public var exactness: ExactnessBounds? { alignment.exactness }

  /// The bytes of all features of the modalities of a direction in double precision, as they would
  /// stand in memory.
  /// - Throws: `InputError` for a modality that is not there.
  public static func bytes(_ reader: FeatureFileReader, _ direction: Direction) throws -> Int {
    try direction.modalities.reduce(0) { sum, name in
      let modality = try reader.description(of: name, as: .vectors)
      return sum + 8 * modality.count * modality.dimension
    }
  }

  private static func streaming(_ method: any AlignmentMethod) throws -> any MomentFitted {
    guard let streaming = method as? any MomentFitted else {
      throw InputError(
        "align: \(type(of: method).name)", found: "more features than may stand in memory",
        expected: "a method that moments suffice for: \(AlignmentRegistry.streamed.joined(separator: ", "))",
        advice: "Choose one of these, raise '--memory', or write fewer samples or features to the file.")
    }
    return streaming
  }
}

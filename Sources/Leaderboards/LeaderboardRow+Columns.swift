import Metrics
import Records
import Statistics

extension LeaderboardRow: Encodable {
  /// The scores that every row shows, in this order; the names are those of the metrics.
  static let scoreNames =
    [ScoreName.sourceAccuracy] + PredictionMetric.all.map(\.description.name).filter { $0 != "accuracy" }
    + ScoreMetric.all.map(\.description.name) + ProbabilityMetric.all.map(\.description.name)
    + AlignmentMetric.all.map(\.description.name).flatMap { [$0, ScoreName.onPairs($0)] }
    + (RetrievalMetric.all + RetrievalMetric.back).map(\.description.name)
    + AlignmentMetric.all.map(\.description.name).map(ScoreName.ofFrames).flatMap { [$0, ScoreName.onPairs($0)] }
    + (RetrievalMetric.all + RetrievalMetric.back).map(\.description.name).map(ScoreName.ofFrames)
    + SimilarityMetric.all.map(\.description.name)
    + ReconstructionMetric.all.map(\.description.name).flatMap { name in
      [false, true].map { ScoreName.reconstruction(name, target: $0) }
    } + GeneralisedMetric.all.map(\.description.name)

  /// A column of the machine-readable forms.
  public struct Column: Sendable {
    /// The name in CSV and JSON.
    public let name: String
    /// The row's value; null where there is none.
    public let value: @Sendable (LeaderboardRow) -> JSONValue

    /// The name as a key of an object.
    struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }

      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
  }

  /// All columns, in the order of the CSV.
  public static let columns: [Column] =
    trialColumns + countColumns + statisticColumns + scoreColumns + repetitionColumns + [
      Column(name: "targetSeen") { $0.targetSeen.map(JSONValue.string) ?? .null }
    ] + decisionColumns

  private static let repetitionColumns: [Column] = [
    integer("repetitions") { $0.repetitions },
    number("accuracyRepetitionDeviation") { $0.repetitionDeviation },
  ]

  private static let decisionColumns: [Column] = [
    number("worstFifthAccuracy") { $0.worstFifthAccuracy }, number("guessingAccuracy") { $0.guessingAccuracy },
    number("bestProbability") { $0.bestProbability },
    compared("bestDetectableDifference") { $0.comparison.difference.detectableDifference() },
  ]

  private static let trialColumns: [Column] = [
    integer("rank") { $0.rank }, integer("rankLow") { $0.rankLow }, integer("rankHigh") { $0.rankHigh },
    text("benchmark") { $0.benchmark }, text("dataset") { $0.dataset }, text("protocol") { $0.protocol.name },
    Column(name: "protocolParameters") { $0.trial.protocol.parameters }, text("source") { $0.source },
    text("target") { $0.target }, text("encoderSource") { $0.encoderSource.name },
    text("encoderTarget") { $0.encoderTarget.name },
    Column(name: "encoderSourceParameters") { $0.trial.encoderSource.parameters },
    Column(name: "encoderTargetParameters") { $0.trial.encoderTarget.parameters },
    Column(name: "reduction") { $0.trial.reduction },
    text("alignment") { $0.alignment.name }, Column(name: "alignmentParameters") { $0.trial.alignment.parameters },
    text("classifier") { $0.classifier.name },
    Column(name: "classifierParameters") { $0.trial.classifier.parameters },
    Column(name: "selection") { $0.selection.map(JSONValue.string) ?? .null },
    Column(name: "selectedParameters") { $0.selectedParameters ?? .null },
    Column(name: "decoding") { ($0.trial.decoding?.name).map(JSONValue.string) ?? .null },
    Column(name: "decodingParameters") { $0.trial.decoding?.parameters ?? .null },
    Column(name: "condition") { row in
      row.trial.condition.map { .object([$0.axis: $0.number]) } ?? .null
    },
    integer("targetLabels") { row in row.trial.condition.flatMap { $0.isZeroLabel ? nil : Int($0.value) } },
    text("level") { $0.level.rawValue },
  ]

  private static let countColumns: [Column] = [
    integer("trials") { $0.trials }, integer("failed") { $0.failed }, integer("missing") { $0.missing },
    integer("testSamples") { $0.testSamples }, integer("subjects") { $0.subjects },
    integer("tiedDirections") { $0.tie?.tied },
    Column(name: "tieRule") { ($0.tie?.rule).map(JSONValue.string) ?? .null },
    number("labelledRows") { $0.labelledRows }, number("pairedRows") { $0.pairedRows },
  ]

  private static let scoreColumns: [Column] =
    [
      number("accuracy") { $0["accuracy"] }, number("accuracyLow") { $0.accuracyInterval?.lowerBound },
      number("accuracyHigh") { $0.accuracyInterval?.upperBound }, number("transferRatio") { $0.transferRatio },
      number("cmaeLow") { $0.cmaeInterval?.lowerBound }, number("cmaeHigh") { $0.cmaeInterval?.upperBound },
      number("balancedAccuracyLow") { $0.balancedAccuracyInterval?.lowerBound },
      number("balancedAccuracyHigh") { $0.balancedAccuracyInterval?.upperBound },
      number("macroF1Low") { $0.macroF1Interval?.lowerBound },
      number("macroF1High") { $0.macroF1Interval?.upperBound },
      number("fitSeconds") { $0.fitSeconds },
    ] + scoreNames.map { name in number(name) { $0[name] } }

  private static let statisticColumns: [Column] =
    [
      integer("tieGroup") { $0.tieGroup },
      Column(name: "accuracyUnit") { ($0.accuracyUnit?.rawValue).map(JSONValue.string) ?? .null },
      number("accuracyWilsonLow") { $0.accuracyWilson?.low }, number("accuracyWilsonHigh") { $0.accuracyWilson?.high },
      number("accuracyBootstrapLow") { $0.accuracyBootstrap?.low },
      number("accuracyBootstrapHigh") { $0.accuracyBootstrap?.high },
      compared("bestDifference") { $0.comparison.difference.mean },
      compared("bestDifferenceLow") { $0.comparison.interval?.low },
      compared("bestDifferenceHigh") { $0.comparison.interval?.high },
      Column(name: "bestUnit") { ($0.againstBest?.comparison.unit.rawValue).map(JSONValue.string) ?? .null },
      compared("bestP") { $0.comparison.pValue }, compared("bestHolmP") { $0.holmPValue },
      compared("bestPermutationP") { $0.comparison.signFlips?.pValue },
      compared("bestLeastPermutationP") { $0.comparison.leastPValue },
      compared("bestMcNemarP") { $0.comparison.mcnemar?.pValue },
      compared("bestOddsRatio") { $0.comparison.mcnemar?.oddsRatio },
      compared("bestHedgesG") { $0.comparison.hedgesG },
    ]

  private static func compared(
    _ name: String, _ value: @escaping @Sendable (AgainstBest) -> Double?
  ) -> Column {
    number(name) { $0.againstBest.flatMap(value) }
  }

  private static func number(_ name: String, _ value: @escaping @Sendable (LeaderboardRow) -> Double?) -> Column {
    Column(name: name) { row in value(row).map(JSONValue.number) ?? .null }
  }

  private static func integer(_ name: String, _ value: @escaping @Sendable (LeaderboardRow) -> Int?) -> Column {
    Column(name: name) { row in value(row).map(JSONValue.integer) ?? .null }
  }

  private static func text(_ name: String, _ value: @escaping @Sendable (TrialDescription) -> String) -> Column {
    Column(name: name) { .string(value($0.trial)) }
  }

  /// An object with every column.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Column.Key.self)
    for column in Self.columns {
      let key = Column.Key(stringValue: column.name)
      // Numbers, which are most of it, without the detour through a value of its own.
      switch column.value(self) {
      case .null: try container.encodeNil(forKey: key)
      case .number(let number): try container.encode(number, forKey: key)
      case let value: try container.encode(value, forKey: key)
      }
    }
  }
}

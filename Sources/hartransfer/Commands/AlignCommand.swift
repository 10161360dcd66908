import Alignment
import ArgumentParser
import Benchmarking
import Datasets
import Diagnostics
import FeatureStore
import Files
import Foundation
import Splits
import StrictYAML

/// `hartransfer align`
struct AlignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "align", abstract: "Fit one alignment on two modalities of a feature file and measure it.",
    discussion: """
      The alignment is fitted on the paired rows of a split, or on all rows where no protocol is given. With --output the
      latents of all rows are written as a feature file; with --translate the features that each modality predicts of the
      other are measured, and written beside them.
      """)

  @Argument(help: "The feature file, or the id of a data set whose manifest maps features.") var features: String

  @Option(help: "The folder of the data set's files. Default: $HARTRANSFER_DATA/<id>, then Datasets/<id>/data.")
  var data: String?

  @Option(help: "The folder of the data sets' manifests. Default: Datasets.") var datasets: String?

  @Option(help: "Two modalities, as in skeleton,inertial; directed methods take the first for the source.")
  var modalities: String

  @Option(help: "The alignment; 'hartransfer alignments' lists them.") var method: String

  @Option(help: "Its parameters as in a configuration, such as '{k: 64, ridge: 0.1}'.") var parameters = "{}"

  @Option(
    name: .customLong("protocol"),
    help: ArgumentHelp(
      "How rows get their roles, as in a configuration: cross-subject, or '{leave-one-subject-out: {...}}'.",
      discussion: "One of \(SplitProtocol.names.joined(separator: ", "))."))
  var splitProtocol: String?

  @Option(help: "Which split of the protocol; the first where it is left out.") var split: String?

  @Option(
    help: "What is done to features first, as in a configuration: '{pca: 128}'. They are standardised by default.")
  var reduction = "{}"

  @Option(help: "The feature file that latents are written to.") var output: String?

  @Flag(help: "Predict each modality's features from the other's; linear alignments only.") var translate = false

  @Option(help: "The base of the seeds of random protocols.") var seed: UInt64 = 0

  @Option(help: "How the result is printed: text or json.") var format = ResultFormat.text

  func run() async throws {
    try await reportingInputErrors {
      let run = try AlignmentRun(
        featureSet(), direction: try direction(), alignment: try alignment(),
        reduction: try StrictYAML.decode(Reduction.self, from: reduction, file: "--reduction"),
        protocol: try splitProtocol.map { try StrictYAML.decode(SplitProtocol.self, from: $0, file: "--protocol") },
        splitName: split, seed: seed)
      let translations = translate ? try run.translations() : []
      if let output {
        try FeatureFile.write(run.featureSet(with: translations), to: URL(fileURLWithPath: output))
      }
      let report = AlignReport(run, translations: translations, output: output)
      switch format {
      case .json: try printResult(json: report)
      case .text: printResult(report.text)
      }
    }
  }

  /// The features of the file, or of the data set where there is no such file.
  private func featureSet() throws -> FeatureSet {
    let file = URL(fileURLWithPath: features)
    let isID = !features.contains("/") && !features.contains(".")
    guard isID, !FileManager.default.fileExists(atPath: file.path) else { return try FeatureFile.read(file) }
    let entry = try DatasetCatalogue.locate(option: datasets.map { URL(fileURLWithPath: $0) }).entry(features)
    guard let mapped = try entry.features(data: data.map { URL(fileURLWithPath: $0) }) else {
      throw InputError(
        "data set \(features)", found: "recordings", expected: "features",
        advice: "Encode them with 'hartransfer encode', and name the file that it writes.")
    }
    for part in LeftOut.grouping(mapped.skipped) { printLog("left out: \(part.text)") }
    return mapped.set
  }

  private func direction() throws -> Direction {
    let names = modalities.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard names.count == 2, !names.contains("") else {
      throw InputError(
        "--modalities", found: "'\(modalities)'", expected: "two names with a comma between them",
        advice: "'hartransfer inspect \(features)' lists the modalities of the file.")
    }
    return Direction(source: names[0], target: names[1])
  }

  private func alignment() throws -> any AlignmentMethod {
    guard let type = AlignmentRegistry.methods.first(where: { $0.name == method }) else {
      let known = AlignmentRegistry.methods.map { $0.name }
      throw InputError(
        "--method", found: "unknown name '\(method)'", expected: "one of \(known.joined(separator: ", "))",
        advice: suggestion(for: method, among: known))
    }
    func decoded<M: AlignmentMethod>(_ type: M.Type) throws -> any AlignmentMethod {
      try StrictYAML.decode(type, from: parameters, file: "--parameters")
    }
    return try decoded(type)
  }
}

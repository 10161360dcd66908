import Alignment
import ArgumentParser
import Benchmarking
import Classifiers
import Datasets
import Diagnostics
import FeatureStore
import Files
import Foundation
import Metrics
import Splits

/// What `align` measures.
enum AlignMetrics: String, ExpressibleByArgument, CaseIterable {
  case all, fast, none

  var rows: MeasuredRows? { MeasuredRows(rawValue: rawValue) }
}

/// `hartransfer align`
struct AlignCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    "align", abstract: "Fit one alignment on two modalities of a feature file and measure it.",
    usage: "<features> --modalities <a,b> --method <m> [<options>]",
    paragraphs: [
      "The alignment is fitted on the paired rows of a split, or on all rows where no protocol is given. With --output "
        + "the latents of all rows are written as a feature file. With --translate the features that each modality "
        + "predicts of the other are measured, and written beside them. With --classifier labels are carried from the "
        + "first modality to the other, and the predictions for the test rows are scored.",
      "Features above --memory are read in pieces of at most 64 MB, and the output says so. Methods that can: "
        + "\(AlignmentRegistry.streamed.joined(separator: ", ")). Under mpirun each rank reads a share of the pairs in "
        + "this way, whatever their size.",
    ],
    examples: [
      "hartransfer align noisy.h5 --modalities modality-1,modality-2 \\",
      "  --method ridge-cca --parameters '{k: 2, ridge: 0.1}'",
      "hartransfer align noisy.h5 --modalities modality-1,modality-2 \\",
      "  --method perfect --parameters '{k: 2}' --translate --output latents.h5",
      "hartransfer align noisy.h5 --modalities modality-1,modality-2 \\",
      "  --method procrustes --protocol cross-subject --classifier lda",
    ])

  @Argument(help: "The feature file, or the id of a data set whose manifest maps features.", completion: .file())
  var features: String

  @OptionGroup var place: DataPlaces

  @Option(
    help: ArgumentHelp(
      "Two modalities, as in skeleton,inertial; directed methods take the first for the source.", valueName: "a,b"))
  var modalities: String

  @Option(
    help: ArgumentHelp("The alignment; 'hartransfer alignments' lists them.", valueName: "m"),
    completion: .list(AlignmentRegistry.methods.map { $0.name }))
  var method: String

  @Option(
    help: ArgumentHelp("Its parameters as in a configuration, such as '{k: 64, ridge: 0.1}'.", valueName: "yaml"))
  var parameters = "{}"

  @Option(
    name: .customLong("protocol"),
    help: ArgumentHelp(
      "How rows get their roles, as in a configuration: cross-subject, or '{leave-one-subject-out: {...}}'.",
      discussion: "One of \(SplitProtocol.names.joined(separator: ", ")).", valueName: "yaml"),
    completion: .list(SplitProtocol.names))
  var splitProtocol: String?

  @Option(help: ArgumentHelp("Which split of the protocol; the first where it is left out.", valueName: "name"))
  var split: String?

  @Option(
    help: ArgumentHelp(
      "What is done to features first, as in a configuration: '{pca: 128}'. They are standardised by default.",
      valueName: "yaml"))
  var reduction = "{}"

  @Option(help: ArgumentHelp("The feature file that latents are written to.", valueName: "file"), completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "The HDF5 file that the affine maps from features to latents are written to, the reduction included. Methods whose "
        + "latents are no such map leave none.", valueName: "file"), completion: .file())
  var maps: String?

  @Option(
    help: ArgumentHelp(
      "A classifier as in a configuration, such as lda or '{gaussian-mixture: {components: 2}}'. It learns from latents "
        + "of the labelled rows of the first modality and is tested on those of the other; needs --protocol.",
      valueName: "yaml"), completion: .list(ClassifierRegistry.methods.map { $0.name }))
  var classifier: String?

  @Flag(help: "Predict each modality's features from the other's; linear alignments only.") var translate = false

  @Option(help: "The base of the seeds of random protocols.") var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "Among which pairs partners are looked for, at a cost that grows with the square of their number: all, or fast: a "
        + "fixed sample of \(MeasuredRows.most) where there are more. none: nothing is measured."))
  var metrics = AlignMetrics.fast

  @Option(
    help: ArgumentHelp(
      "Features of more bytes, in double precision, are read in pieces as often as needed; methods that need all pairs "
        + "at once are then refused.", valueName: "bytes"))
  var memory = "2G"

  @Option(help: "The form of the output.") var format = ResultFormat.text

  @OptionGroup var messages: MessageOptions

  func run() async throws {
    try await reportingInputErrors {
      let job = try RankedJob()
      let request = try job.together {
        try AddressSpace.check(threads: 1)
        return try self.request()
      }
      guard job.ranks.count == 1 else { return try align(on: job, request) }
      let file = URL(fileURLWithPath: features)
      let reader = FileManager.default.fileExists(atPath: file.path) ? try FeatureFileReader(file) : nil
      let streamed = try reader.flatMap { try streamedReport($0, request) }
      if let streamed { return try print(streamed) }
      let set = try reader?.featureSet() ?? featuresOfDataset()
      let clock = ContinuousClock()
      let start = clock.now
      let run = try AlignmentRun(
        set, direction: request.direction, alignment: request.alignment, reduction: request.reduction,
        protocol: request.splitProtocol, splitName: split, seed: seed, measured: metrics.rows)
      let translations = translate ? try run.translations() : []
      let maps = self.maps == nil ? nil : run.maps
      // Each keeps one core busy: files are written while latents are measured.
      async let written: Void = Self.write(run, translations, to: output, maps, to: self.maps)
      var report = AlignReport(run, translations: translations, output: output)
      report.transfer = try request.classifier.map { try AlignReport.Transfer($0, run.transfer($0.method)) }
      report.computeSeconds = (clock.now - start) / .seconds(1)
      report.maps = self.maps.map { maps == nil ? nil : $0 }
      try await written
      try print(report)
    }
  }

  private static func write(
    _ run: AlignmentRun, _ translations: [TranslationResult], to output: String?,
    _ maps: FeatureMaps?, to place: String?
  ) throws {
    if let output { try FeatureFile.write(run.featureSet(with: translations), to: URL(fileURLWithPath: output)) }
    if let place { try maps?.write(to: URL(fileURLWithPath: place)) }
  }

  /// Writes the maps where that is asked, and says so.
  func write(_ found: FeatureMaps, _ report: inout AlignReport) throws {
    guard let maps else { return }
    try found.write(to: URL(fileURLWithPath: maps))
    report.maps = maps
  }

  func print(_ report: AlignReport) throws {
    switch format {
    case .json: try printResult(json: report)
    case .text: try printResult(report.blocks)
    }
  }

  /// The features of the data set that the argument names, where it names no file.
  private func featuresOfDataset() throws -> FeatureSet {
    let isID = !features.contains("/") && !features.contains(".")
    guard isID else { return try FeatureFile.read(URL(fileURLWithPath: features)) }
    let entry = try DatasetCatalogue.locate(option: place.manifestFolder).entry(features)
    guard let mapped = try entry.features(data: place.dataFolder) else {
      throw InputError(
        "data set \(features)", found: "recordings", expected: "features",
        advice: "Encode them with 'hartransfer encode', and name the file that it writes.")
    }
    for part in LeftOut.grouping(mapped.skipped) { printLog("left out: \(part.text)") }
    return mapped.set
  }
}

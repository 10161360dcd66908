import ArgumentParser
import Datasets
import Diagnostics

/// `hartransfer joints`
struct JointsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    "joints", abstract: "Print the trees of joints that manifests and encoders know by name, or all about one.",
    usage: "[<tree>] [<options>]",
    paragraphs: [
      "A modality of a manifest says 'joints: kinect-v2' in place of its channels; they follow each other joint "
        + "after joint. Exit code 2: there is no such tree."
    ],
    examples: [
      "hartransfer joints",
      "hartransfer joints kinect-v2",
      "hartransfer joints coco --format json",
    ])

  @Argument(
    help: "The name of a tree; all where it is left out.", completion: .list(JointTree.allCases.map(\.rawValue)))
  var tree: String?

  @Option(help: "The form of the output.") var format = ResultFormat.text

  func run() async throws {
    try await reportingInputErrors {
      let pages = JointTree.allCases.map(JointTreePage.init)
      guard let tree else {
        return try format == .json ? printResult(json: pages) : printResult(pages.map(\.entry))
      }
      let known = pages.map(\.name)
      guard let page = pages.first(where: { $0.name == tree }) else {
        throw InputError(
          "joints", found: "unknown tree '\(tree)'", expected: "one of \(known.joined(separator: ", "))",
          advice: suggestion(for: tree, among: known))
      }
      try format == .json ? printResult(json: page) : printResult(page.page)
    }
  }
}

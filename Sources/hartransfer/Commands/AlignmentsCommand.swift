import Alignment
import ArgumentParser
import Benchmarking
import Records

/// `hartransfer alignments`
struct AlignmentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    "alignments", abstract: "Print every alignment with its parameters, or all about one.",
    usage: "[<name>] [<options>]",
    paragraphs: [
      "The bounds and students that every table has stand at the end. Defaults and ranges are those of configurations. "
        + "Exit code 2: there is no such alignment.",
      "'select: {k: [2, 4], by: <criterion>}' leaves parameters open for each split. Criteria: "
        + "\(listed(SelectionCriterion.self)). 'halving: true' beside 'by' leaves the worse half of the candidates out "
        + "after each inner fold.",
    ],
    examples: [
      "hartransfer alignments",
      "hartransfer alignments ridge-cca",
    ])

  @Argument(
    help: "The name of an alignment; all where it is left out.",
    completion: .list(AlignmentRegistry.methods.map { $0.name } + Bound.allCases.map(\.rawValue)))
  var name: String?

  @Option(help: "The form of the output.") var format = ResultFormat.text

  func run() async throws {
    try await reportingInputErrors {
      try printPages(
        AlignmentRegistry.methods.map { try Self.page($0) }
          + Bound.allCases.map { MethodPage(name: $0.rawValue, card: $0.card) }, name: name, kind: "alignments",
        format: format)
    }
  }

  private static func page<M: AlignmentMethod>(_ type: M.Type) throws -> MethodPage {
    try MethodPage(type) { method in
      [
        .init(key: "linear", title: "linear", holds: method.isLinear, meaning: "one affine map a modality"),
        .init(
          key: "scaleFree", title: "scale free", holds: method.isScaleFree,
          meaning: "the unit of a modality changes no relation of latents"),
        .init(
          key: "dependsOnDirection", title: "direction dependent", holds: method.dependsOnDirection,
          meaning: "the modality that labels come from changes the result"),
      ]
    }
  }
}

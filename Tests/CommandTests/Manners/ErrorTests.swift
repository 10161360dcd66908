import Foundation
import TestSupport
import Testing

/// Common mistakes, each with all that the user sees of it.
@Suite("What mistakes are answered with")
struct ErrorTests {
  private static let configuration = """
    benchmark: faulty
    dataset: kitchen
    seed: minus one
    protocols: [cross-subjects]
    alignments:
      - perfect: {k: 0, nulspace: whole}
      - ridge-cca: {k: 4}
    classifers: [gaussian-mixture]
    """
  private static let manifest = """
    id: kitchen
    title: Kitchen actions
    version: 1.0.0
    licence: CC-BY-4.0
    citation: A. Author, 2026.
    clases: [pour, stir]
    subjects: [1, two]
    features:
      file: clips.h5
      modalities: {video: {array: /video, encoder: net, fittedOn: none}}
      ids: /clip
      label: /action
      subjects: /person
    """

  /// The folder that the mistakes are made in.
  private static func folder() throws -> URL {
    let folder = try HARTransfer.temporaryFolder()
    let files = [
      "Configs/small.yaml": """
      benchmark: small
      dataset: {synthetic: {samples: 200, dimensions: [6, 5], latentDimension: 3, noise: 0.1}}
      protocols: [cross-subject]
      alignments: [{perfect: {k: [2, 3]}}, {ridge-cca: {k: 2}}]
      classifiers: [nearest-centroid]
      """,
      "Configs/faulty.yaml": configuration, "Configs/empty.yaml": "", "Configs/torn.yaml": "benchmark: [a\nb: {",
      "Configs/nowhere.yaml": "benchmark: nowhere\ndataset: kitchn\nprotocols: [cross-subject]\n"
        + "alignments: [cca]\nclassifiers: [knn]\n",
      "sets/kitchen/manifest.yaml": manifest,
    ]
    for (name, text) in files {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let run = try HARTransfer.shell(
      """
      hartransfer run Configs/small.yaml --quiet
      hartransfer synthetic --output clips.h5 --samples 40
      """, in: folder)
    #expect(run.code == 0, "\(run.standardError)")
    return folder
  }

  /// Grouped by what is mistaken.
  private static let mistakes = [
    "words of the command": """
    hartransfer rnu Configs/small.yaml
    hartransfer evaluate
    hartransfer datasets lst
    hartransfer run
    hartransfer run Configs/small.yaml Configs/other.yaml
    hartransfer compare Results/small perfect
    """,
    "options": """
    hartransfer run Configs/small.yaml --jbos 3
    hartransfer run Configs/small.yaml --jobs two
    hartransfer run Configs/small.yaml --jobs
    hartransfer run Configs/small.yaml --quiet --verbose
    hartransfer run Configs/small.yaml --shard 4/3
    hartransfer run Configs/small.yaml --memory lots
    hartransfer run Configs/small.yaml --only algnment=cca
    hartransfer run Configs/small.yaml --timeout -1
    hartransfer leaderboard Results/small --format jsn
    hartransfer leaderboard Results/small --board cmea
    hartransfer synthetic
    """,
    "files and folders": """
    hartransfer run Configs/smal.yaml
    hartransfer run Configs/small
    hartransfer run Config/small.yaml
    hartransfer leaderboard Results/smal
    hartransfer leaderboard Results
    hartransfer inspect clip.h5
    hartransfer align clps.h5 --modalities modality-1,modality-2 --method cca
    hartransfer datasets list --datasets stes
    """,
    "configurations and manifests": """
    hartransfer plan Configs/faulty.yaml
    hartransfer plan Configs/empty.yaml
    hartransfer plan Configs/torn.yaml
    hartransfer plan Configs/nowhere.yaml --datasets sets
    hartransfer datasets show kitchen --datasets sets
    """,
    "names of methods, rows and modalities": """
    hartransfer alignments ridge-cac
    hartransfer classifiers knnn
    hartransfer compare Results/small perfetc none
    hartransfer compare Results/small perfect none
    hartransfer compare Results/small perfect:kk=2 none
    hartransfer compare Results/small perfect:k=9 none
    hartransfer compare Results/small none none
    hartransfer compare Results/small ridge-cca none --source modality-3
    hartransfer curves Results/small --over kk
    hartransfer curves Results/small --over k --scores acuracy
    hartransfer align clips.h5 --modalities modality-1 --method cca
    hartransfer align clips.h5 --modalities modality-1,modality-3 --method cca
    hartransfer align clips.h5 --modalities modality-1,modality-2 --method pcacca
    """,
  ]

  @Test("each ends with exit code 2, prints no result, and says word for word what the fixture says")
  func mistakes() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for (kind, commands) in Self.mistakes.sorted(by: { $0.key < $1.key }) {
      var text = ""
      for command in commands.split(separator: "\n").map(String.init) {
        let output = try HARTransfer.shell(command, in: folder)
        #expect(output.code == 2 && output.standardOutput.isEmpty, "\(command)")
        text += "$ \(command)\n\(output.standardError)\n"
      }
      text.replace(folder.resolvingSymlinksInPath().path, with: "<folder>")
      text.replace(HARTransfer.package.path, with: "<package>")
      try ExactText.expect(text, isFixture: "errors/\(kind).txt")
    }
  }

  @Test("a file with several faults has a line for each, in the order of its lines")
  func severalFaults() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = try HARTransfer.shell("hartransfer plan Configs/faulty.yaml", in: folder)
    let lines = output.standardError.split(separator: "\n")
    #expect(lines.count == 5 && lines.allSatisfy { $0.hasPrefix("error: Configs/faulty.yaml:") })
    for (line, word) in inStep(lines, ["'classifers'", "seed", "cross-subjects", "k:", "nulspace"]) {
      #expect(line.contains(word))
    }
    let manifest = try HARTransfer.shell("hartransfer datasets show kitchen --datasets sets", in: folder)
    #expect(manifest.standardError.split(separator: "\n").count == 3, "\(manifest.standardError)")
  }
}

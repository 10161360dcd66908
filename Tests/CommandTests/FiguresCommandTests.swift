import Foundation
import Testing

@Suite("Figures on the command line")
struct FiguresCommandTests {
  @Test("a benchmark's figures are drawn beside its records, and 'gnuplot NAME.gp' there draws the same SVG again")
  func drawn() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("c.yaml")
    try """
    benchmark: small
    dataset: {synthetic: {samples: 160, testSamples: 20, dimensions: [10, 10], noise: 1}}
    protocols: [{subject-disjoint: {draws: 2}}]
    reduction: {standardise: false}
    alignments: [{perfect: {k: [1, 2]}}, {ridge-cca: {k: 2}}]
    classifiers: [nearest-centroid]
    """.write(to: file, atomically: true, encoding: .utf8)
    #expect(try HARTransfer.run(["run", file.path, "--results", folder.path]).code == 0)
    let output = try HARTransfer.run([
      "figures", folder.path + "/small", "--only", "accuracy,cmae,latents", "--width", "8.4cm", "--format", "svg,png",
    ])
    #expect(output.code == 0, "\(output.standardError)")
    #expect(output.standardError.contains("latents: ") && output.standardError.contains("keep: [latents]"))
    let names = output.standardOutput.split(separator: "\n").map { String($0.split(separator: "/").last ?? "") }
    #expect(names.contains("accuracy-modality-1-to-modality-2") && names.contains("cmae-modality-2-to-modality-1"))
    let figures = folder.appendingPathComponent("small/figures")
    let picture = figures.appendingPathComponent("accuracy-modality-1-to-modality-2.svg")
    let before = try Data(contentsOf: picture)
    let redrawn = try HARTransfer.shell(
      "cd '\(figures.path)' && rm *.svg && gnuplot accuracy-modality-1-to-modality-2.gp", in: folder)
    #expect(redrawn.code == 0, "\(redrawn.standardError)")
    #expect(try Data(contentsOf: picture) == before)
  }

  @Test("what no figure can be of is refused with the nearest there is")
  func refused() throws {
    for (arguments, words) in [
      (["--only", "acuracy"], "Did you mean 'accuracy'?"), (["--format", "svgg"], "Did you mean 'svg'?"),
      (["--width", "20mm"], "from 60 mm"), (["--width", "wide"], "84mm"), (["--width", "0x54mm"], "84mm"),
    ] {
      let output = try HARTransfer.run(["figures", "/nowhere"] + arguments)
      #expect(output.code == 2 && output.standardError.contains(words), "\(output.standardError)")
    }
    let output = try HARTransfer.run(["figures", "/nowhere"])
    #expect(output.code == 2 && output.standardError.contains("no plan.json"))
  }

  @Test("without gnuplot the error names the package")
  func missing() throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("c.yaml")
    try """
    benchmark: tiny
    dataset: {synthetic: {samples: 80, testSamples: 20, dimensions: [5, 5]}}
    protocols: [{subject-disjoint: {draws: 1}}]
    directions: [modality-1 -> modality-2]
    alignments: [{perfect: {k: 2}}]
    classifiers: [nearest-centroid]
    """.write(to: file, atomically: true, encoding: .utf8)
    #expect(try HARTransfer.run(["run", file.path, "--results", folder.path]).code == 0)
    let output = try HARTransfer.shell(
      "PATH=/nowhere '\(HARTransfer.executable.path)' figures '\(folder.path)/tiny' || exit $?", in: folder)
    #expect(output.code == 2 && output.standardError.contains("gnuplot-nox"), "\(output.standardError)")
  }
}

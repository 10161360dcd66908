import Foundation
import TestSupport
import Testing

/// What a user sees of inputs that would keep a program waiting, or a terminal obeying.
@Suite("Inputs made to harm") struct HostileInputTests {
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test(
    "a pipe that nobody writes to is refused at once wherever a file is expected, and so are devices",
    .hangs(after: 2))
  func pipes() throws {
    try withFolder { folder in
      for ending in ["h5", "csv", "mat", "npy", "npz", "yaml"] {
        let pipe = folder.appendingPathComponent("pipe.\(ending)").path
        #expect(mkfifo(pipe, 0o600) == 0)
        let command = ending == "yaml" ? ["plan", pipe] : ["inspect", pipe]
        let output = try HARTransfer.run(command)
        #expect(output.code == 2 && output.standardError.contains("found a pipe"), "\(output.standardError)")
        let aligned = try HARTransfer.run("align", pipe, "--modalities", "a,b", "--method", "cca")
        #expect(aligned.code == 2 && aligned.standardError.contains("found a pipe"), "\(aligned.standardError)")
      }
      let device = try HARTransfer.run("inspect", "/dev/zero")
      #expect(device.code == 2 && device.standardError.contains("found a device"), "\(device.standardError)")
      let table = try HARTransfer.run(
        "import", folder.path, folder.appendingPathComponent("pipe.csv").path, "--row", "a")
      #expect(table.code == 2 && table.standardError.contains("found a pipe"), "\(table.standardError)")
    }
  }

  @Test("a name with what a terminal obeys is shown, not obeyed, in every message")
  func terminals() throws {
    try withFolder { folder in
      let name = "red\u{1B}[31m\u{1B}]0;title\u{7}\nerror: made up"
      let missing = try HARTransfer.run("inspect", folder.appendingPathComponent(name + ".h5").path)
      #expect(missing.code == 2 && missing.standardError.contains("red\u{FFFD}[31m"))
      #expect(!missing.standardError.contains("\u{1B}") && !missing.standardError.contains("\nerror: made up"))
      let configuration = folder.appendingPathComponent("a.yaml")
      try Data("benchmark: \"a\\e[31mb\"\ndataset: spar\n".utf8).write(to: configuration)
      let output = try HARTransfer.run("plan", configuration.path)
      #expect(output.code == 2 && !output.standardError.contains("\u{1B}"), "\(output.standardError)")
    }
  }

  @Test(
    "a limit of address space without room for BLAS is told before a trial begins, and one with room is not",
    .hangs(after: 5),
    .enabled(if: Sanitizer.current == nil, "a sanitiser takes terabytes of address space"))
  func addressSpace() throws {
    try withFolder { folder in
      try Data(
        """
        benchmark: limited
        dataset: {synthetic: {samples: 200, dimensions: [40, 30], latentDimension: 3}}
        protocols: [{random-40-40-10-10: {draws: 1}}]
        directions: [modality-1 -> modality-2]
        alignments: [{cca: {k: 2}}]
        classifiers: [nearest-centroid]
        """.utf8
      ).write(to: folder.appendingPathComponent("a.yaml"))
      let run = "export OPENBLAS_NUM_THREADS=1; hartransfer run a.yaml --jobs 1 --results r --cache c"
      let little = try HARTransfer.shell("ulimit -v 400000; \(run)", in: folder)
      #expect(little.code == 2, "\(little.standardError)")
      #expect(little.standardError.contains("address space (ulimit -v): found 390 MiB"), "\(little.standardError)")
      let enough = try HARTransfer.shell("ulimit -v 2000000; \(run)", in: folder)
      #expect(enough.code == 0, "\(enough.standardError)")
    }
  }

  @Test("a table of very many columns is listed", .hangs(after: 1))
  func columns() throws {
    try withFolder { folder in
      let count = 200_000
      let table = folder.appendingPathComponent("wide.csv")
      let lines = [(0..<count).map { "c\($0)" }, Array(repeating: "1", count: count)]
      try Data(lines.map { $0.joined(separator: ",") + "\n" }.joined().utf8).write(to: table)
      let output = try HARTransfer.run("inspect", table.path)
      #expect(output.code == 0 && output.standardOutput.contains("c\(count - 1)"), "\(output.standardError)")
    }
  }

  @Test("a trial that no machine holds becomes a record that says so, and plan tells it before")
  func memory() throws {
    try withFolder { folder in
      let configuration = folder.appendingPathComponent("a.yaml")
      try Data(
        """
        benchmark: large
        dataset: {synthetic: {samples: 200, dimensions: [40, 30], latentDimension: 3}}
        protocols: [{random-40-40-10-10: {draws: 1}}]
        directions: [modality-1 -> modality-2]
        alignments:
          - vicreg: {k: 100000}
          - cca: {k: 2}
        classifiers: [nearest-centroid]
        """.utf8
      ).write(to: configuration)
      let plan = try HARTransfer.run("plan", configuration.path)
      #expect(plan.code == 0 && plan.standardOutput.contains("too large: 1 trials"), "\(plan.standardOutput)")
      let run = try HARTransfer.run(
        "run", configuration.path, "--results", folder.path, "--cache", folder.path)
      #expect(run.code == 1 && run.standardError.contains("MiB by estimate"), "\(run.standardError)")
      #expect(run.standardOutput.contains("cca"))
    }
  }
}

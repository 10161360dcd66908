import Foundation
import Testing

/// What a user sees where the system refuses a file. A small disk of the test's own needs a name
/// space of mounts, which not every machine gives.
@Suite("Files that the system refuses")
struct RefusedFileTests {
  private static let configuration = """
    benchmark: small
    dataset: {synthetic: {samples: 200, dimensions: [6, 5], latentDimension: 3, noise: 0.1}}
    protocols: [{random-40-40-10-10: {draws: 10}}]
    alignments: [{perfect: {k: [2, 3]}}, {ridge-cca: {k: 2}}]
    classifiers: [nearest-centroid]
    """

  private static let hasMounts: Bool = {
    let output = try? HARTransfer.shell(
      "unshare --user --map-root-user --mount mount -t tmpfs -o size=64k none /mnt",
      in: FileManager.default.temporaryDirectory)
    return output?.code == 0
  }()

  /// Runs a script with a disk of so many bytes at `disk`, and the configuration beside it.
  private func onDisk(_ size: String, _ script: String) throws -> HARTransfer.Output {
    let folder = try HARTransfer.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(Self.configuration.utf8).write(to: folder.appendingPathComponent("small.yaml"))
    let inside = folder.appendingPathComponent("inside.sh")
    try Data("mkdir disk\nmount -t tmpfs -o size=\(size) none disk\n\(script)\n".utf8).write(to: inside)
    return try HARTransfer.shell("unshare --user --map-root-user --mount sh inside.sh", in: folder)
  }

  @Test(
    "a full disk ends a run with one plain line and another exit code than failed trials, and with room it goes on",
    .enabled(if: hasMounts))
  func fullDisk() throws {
    let output = try onDisk(
      "100k",
      """
      hartransfer run small.yaml --results disk --cache cache --quiet; echo "code $?"
      mount -o remount,size=20m disk
      hartransfer run small.yaml --results disk --cache cache --quiet > disk/board; echo "code $?"
      hartransfer run small.yaml --results whole --cache cache --quiet > whole.board
      for place in disk whole; do
        hartransfer leaderboard $place/small --quiet --format markdown --columns rank,method,accuracy > $place.md
      done
      cmp disk.md whole.md && echo same
      """)
    let lines = output.standardError.split(separator: "\n")
    #expect(lines.count == 1 && output.standardError.contains("found no room on the disk"), "\(output.standardError)")
    #expect(output.standardOutput.hasPrefix("code 2\ncode 0\nsame\n"), "\(output.standardOutput)")
  }

  @Test("a folder that can only be read is refused with one plain line", .enabled(if: hasMounts))
  func readOnly() throws {
    let output = try onDisk(
      "20m",
      """
      hartransfer run small.yaml --results disk --cache cache --quiet > board
      mount -o remount,ro disk
      hartransfer run small.yaml --results disk --cache cache --quiet --force; echo "code $?"
      hartransfer report disk/small --quiet; echo "code $?"
      """)
    let lines = output.standardError.split(separator: "\n")
    #expect(lines.count == 2, "\(output.standardError)")
    #expect(lines.allSatisfy { $0.hasPrefix("error: ") && $0.contains("found a disk that can only be read") })
    #expect(output.standardOutput == "code 2\ncode 2\n", "\(output.standardOutput)")
  }
}

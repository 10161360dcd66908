import Foundation
import Testing

/// The script of 'plan --slurm' as a user gives it to a cluster, which is here a program that runs
/// jobs in order.
@Suite("Jobs of Slurm")
struct SlurmJobsTests {
  /// 1 split x 2 directions; k = 60 fails.
  private static let configuration = """
    benchmark: small
    dataset: {synthetic: {samples: 240, dimensions: [30, 24], latentDimension: 4, noise: 0.3}}
    protocols: [{random-40-40-10-10: {draws: 1}}]
    alignments: [{perfect: {k: [2, 4, 60]}}, {ridge-cca: {k: [2, 4]}}]
    classifiers: [nearest-centroid]
    """

  /// A folder of a name in which everything means something to a shell, with a configuration of
  /// such a name.
  private struct Home {
    let root: URL
    let folder: URL
    let slurm: FakeSlurm
    static let name = "it's <script>$(touch \"$HOME/hit\")`id` & \"50 %A %% \\n|*_?~ #, 🏃\n-x;exit 3"

    init() throws {
      root = try HARTransfer.temporaryFolder()
      folder = root.appendingPathComponent(Self.name)
      slurm = try FakeSlurm(in: root)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try SlurmJobsTests.configuration.write(
        to: folder.appendingPathComponent("$c 'd'.yaml"), atomically: true, encoding: .utf8)
    }

    static let plan = "hartransfer plan '$c '\\''d'\\''.yaml' --results \"r'e\" --cache 'c\"' --jobs 2 --slurm"

    func shell(_ script: String) throws -> HARTransfer.Output { try slurm.shell(script, in: folder) }

    func log(_ name: String) throws -> String {
      try String(contentsOf: folder.appendingPathComponent("r'e/small/slurm/\(name).log"), encoding: .utf8)
    }

    func remove() { try? FileManager.default.removeItem(at: root) }
  }

  @Test("four shards and the merge leave the records and the board of one run, whatever files are called")
  func same() throws {
    let home = try Home()
    defer { home.remove() }
    let plain = try home.shell("hartransfer run '$c '\\''d'\\''.yaml' --results plain --quiet || [ $? = 1 ]")
    #expect(plain.code == 0, "\(plain.standardError)")
    let plan = try home.shell("\(Home.plan) 's h'\\''.sh' --shards 4")
    #expect(plan.code == 0 && plan.standardOutput.contains("job shard, 4 times (--shards): 1 GiB, 20 min"))
    let submitted = try home.shell("bash 's h'\\''.sh' --partition=long --comment='a  b'")
    #expect(submitted.code == 0, "\(submitted.standardError)")
    let jobs = try home.slurm.jobs()
    // Nothing has to be encoded: shards, merge, and the one that would tell of a failure.
    #expect(jobs.count == 3)
    for job in jobs { #expect(job.options.contains("--partition=long") && job.options.contains("--comment=a  b")) }
    #expect(jobs.first?.options.contains("--array=1-4") == true && jobs.first?.code == 0)
    #expect(jobs.first?.options.contains("--cpus-per-task=2") == true)
    // Failed trials have records: shards have ended well, and the merge says so by its exit code.
    #expect(jobs.dropFirst().first?.code == 1 && jobs.last?.code == nil)
    ResultsContents.expectSame(
      try ResultsContents.of(home.folder.appendingPathComponent("plain/small")),
      try ResultsContents.of(home.folder.appendingPathComponent("r'e/small")), "four shards")
    #expect(try home.log("merge").contains(plain.standardOutput) && !plain.standardOutput.isEmpty)
    for shard in 1...4 { #expect(try home.log("shard-\(shard)").contains("small: ")) }
    let hit = FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent("hit")
    #expect(!FileManager.default.fileExists(atPath: hit.path))
  }

  @Test("after a shard that is killed nothing is merged, a message says what to type, and that goes on")
  func killed() throws {
    let home = try Home()
    defer { home.remove() }
    let script = """
      \(Home.plan) s.sh --shards 3 --quiet
      program=$(command -v hartransfer)
      cat >dies <<DIES
      #!/usr/bin/env bash
      if [ -e broken ]; then case " \\$* " in *" --shard 2/3 "*) kill -9 \\$\\$ ;; esac; fi
      exec "$program" "\\$@"
      DIES
      chmod +x dies
      sed -i 's|^program=.*||; s|^benchmark=|program=$folder/dies\\n&|' s.sh
      touch broken
      bash s.sh
      """
    #expect(try home.shell(script).code == 0)
    var jobs = try home.slurm.jobs()
    #expect(jobs.map(\.code) == [137, nil, 1])
    #expect(!FileManager.default.fileExists(atPath: home.folder.path + "/r'e/small/leaderboard.json"))
    #expect(try home.log("shard-2").contains("shard 2 of 3 ended with exit code 137"))
    let text = try home.log("repeat")
    #expect(text.contains("of 3 shards these did not end well: 2."))
    let told = try #require(text.components(separatedBy: "This repeats them and merges: ").last)
    #expect(try home.shell("rm broken\ncat >again <<'AGAIN'\n\(told)\nAGAIN\nbash again").code == 0)
    jobs = try home.slurm.jobs()
    #expect(jobs.count == 6 && jobs[3].options.contains("--array=2") && jobs[3].code == 0)
    // 1: some trials fail, as in every run of this plan.
    #expect(jobs[4].code == 1 && jobs[5].code == nil)
    #expect(FileManager.default.fileExists(atPath: home.folder.path + "/r'e/small/leaderboard.json"))
  }

  @Test("a node without the program or the configuration says so, and with what exit code")
  func missing() throws {
    let home = try Home()
    defer { home.remove() }
    #expect(try home.shell("\(Home.plan) s.sh --shards 1 --quiet\nmv '$c '\\''d'\\''.yaml' away\nbash s.sh").code == 0)
    #expect(try home.slurm.jobs().first?.code == 2)
    #expect(try home.log("shard-1").contains("found no configuration on "))
    #expect(try home.shell("sed -i 's|^program=.*|program=/nowhere|' s.sh\nbash s.sh").code == 0)
    #expect(try home.log("shard-1").contains("/nowhere: found no program on "))
    #expect(try home.shell("bash s.sh long").code == 2)
  }

  @Test("what a script cannot do is refused, and no other file is written over")
  func refused() throws {
    let home = try Home()
    defer { home.remove() }
    for wrong in ["s.sh --shards 0", "s.sh --shard 1/2", "s.sh --force", "'$c '\\''d'\\''.yaml'"] {
      let output = try home.shell("\(Home.plan) \(wrong)")
      #expect(output.code == 2 && output.standardError.contains("expected"), "\(wrong): \(output.standardError)")
    }
    #expect(try home.shell("hartransfer plan '$c '\\''d'\\''.yaml' --shards 2").code == 2)
    let names = try FileManager.default.contentsOfDirectory(atPath: home.folder.path)
    #expect(names == ["$c 'd'.yaml"])
    #expect(try home.shell("\(Home.plan)\n\(Home.plan)").code == 0)
    #expect(FileManager.default.isExecutableFile(atPath: home.folder.path + "/slurm-small.sh"))
  }
}

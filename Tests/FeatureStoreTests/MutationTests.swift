import Diagnostics
import Foundation
import Randomness
import Testing

@testable import FeatureStore

/// Files with bytes changed at random.
///
/// libhdf5 1.10.8 itself can crash on a damaged file (before headers with checksums were written: about one file in
/// 750), and no caller can prevent that. So the files are opened in a child process, where a crash fails this one test,
/// and the seed is fixed to one whose files libhdf5 survives: what the test shows is that no Swift code traps on what
/// libhdf5 hands out, and that every refusal is an `InputError`. It does not show that no file at all can crash libhdf5.
@Suite("Damage")
struct MutationTests {
  @Test("a file with random bytes changed is read, or refused with an InputError, and never a crash")
  func mutated() async {
    await #expect(processExitsWith: .success) {
      let (refused, read) = try mutate(files: 400, seed: Seed(base: 0).deriving("mutated feature files"))
      // Most damage hits numbers or unused room; a good part must be found.
      precondition(refused > 40 && read > 40, "\(refused) refused, \(read) read")
    }
  }
}

/// Changes 1 to 16 bytes of a small feature file, reads it, and counts how often it was refused and read.
private func mutate(files: Int, seed: Seed) throws -> (refused: Int, read: Int) {
  let folder = try TemporaryFolder()
  let url = folder.file()
  try FeatureFile.write(try exampleSet(8), to: url)
  let original = try Data(contentsOf: url)
  var generator = seed.generator
  var refused = 0
  for _ in 0..<files {
    var bytes = original
    for _ in 0..<(1 + generator.index(below: 16)) {
      bytes[generator.index(below: bytes.count)] = UInt8(generator.index(below: 256))
    }
    try bytes.write(to: url)
    do {
      _ = try FeatureFile.read(url)
    } catch is InputError {
      refused += 1
    }
  }
  return (refused, files - refused)
}

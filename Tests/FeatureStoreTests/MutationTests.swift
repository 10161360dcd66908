import Diagnostics
import Foundation
import Randomness
import Testing

@testable import FeatureStore

/// Files with bytes changed at random.
///
/// libhdf5 trusts some of what it reads, so that a damaged file can crash it inside a call, and no
/// caller can prevent that (1.10.8 did so on files with variable-length text, which is why none is
/// written). The files are therefore opened in a child process, where a crash fails this one test,
/// and the seed is fixed. What the test shows is that these files are survived, that no Swift code
/// traps on what libhdf5 hands out, and that every refusal is an `InputError`; it does not show
/// that no file can crash libhdf5.
@Suite("Damage")
struct MutationTests {
  @Test("a file with random bytes changed is read, or refused with an InputError, and never a crash")
  func mutated() async {
    await #expect(processExitsWith: .success) {
      let (refused, read) = try mutate(files: 400, seed: Seed(base: 0).deriving("mutated feature files"))
      // Nearly all of a small file is headers with checksums; what is read had its damage in
      // numbers or unused room.
      precondition(refused > 300 && read > 10, "\(refused) refused, \(read) read")
    }
  }
}

/// Changes 1 to 16 bytes of a small feature file, reads it, and counts how often it was refused and
/// read.
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

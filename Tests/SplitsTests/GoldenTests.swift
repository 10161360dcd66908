import Randomness
import Testing

@testable import Splits

/// Draws that are fixed for ever: published scores rest on them, on every machine and in every
/// process.
@Suite struct GoldenTests {
  func splits(_ parameters: some SplitParameters) throws -> [Split] {
    try SplitProtocol(parameters).splits(of: try Tables.utdLike(), seed: Seed(base: 0))
  }

  @Test("The halves of subject-disjoint at seed 0")
  func subjectDisjoint() throws {
    let table = try Tables.utdLike()
    let halves = try splits(SubjectDisjoint()).map { table.subjectsOf($0.roles.labelled).sorted() }
    #expect(halves == [[1, 3], [5, 7], [3, 5], [3, 7], [1, 5], [1, 7]])
  }

  @Test("The unpaired classes of the first two draws at seed 0")
  func unpairedClasses() throws {
    let classes = try splits(UnpairedClasses()).prefix(2).map(\.candidateClasses)
    #expect(classes == [[0, 2, 3, 9, 13, 14, 18, 20, 22], [2, 3, 11, 15, 16, 21, 23, 24, 26]])
  }

  @Test("The unseen classes of the first two draws at seed 0")
  func unseenClasses() throws {
    let classes = try splits(UnseenClasses()).prefix(2).map(\.candidateClasses)
    #expect(classes == [[2, 3, 7, 8, 9, 15, 18, 22, 26], [0, 3, 7, 11, 16, 19, 21, 23, 24]])
  }

  @Test("The first test rows of random-40-40-10-10 at seed 0")
  func random() throws {
    let rows = try splits(Random40401010())[0].roles.test.prefix(12)
    #expect(Array(rows) == [0, 6, 10, 35, 48, 52, 72, 80, 89, 90, 97, 103])
  }
}

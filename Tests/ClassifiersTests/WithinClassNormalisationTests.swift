import Diagnostics
import LinearAlgebra
import Randomness
import Testing

@testable import Classifiers

@Suite("Within-class covariance normalisation")
struct WithinClassNormalisationTests {
  private func normal(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Double> {
    var generator = Seed(base: seed).generator
    return Matrix(rows, columns, columnMajor: (0..<(rows * columns)).map { _ in generator.normal() })
  }

  /// Cosines under S^-1, by forming S.
  private func direct(
    _ samples: Matrix<Double>, _ labels: [Int], _ differences: Matrix<Double>?, weight: Double, ridge: Double,
    _ test: Matrix<Double>
  ) throws -> Matrix<Double> {
    let (d, classes) = (samples.rows, Set(labels).sorted())
    let means = Matrix(
      columns: classes.map { c in samples.selectingColumns(labels.indices.filter { labels[$0] == c }).rowMeans })
    let own = samples - means.selectingColumns(labels)
    var s = (1 / Double(labels.count)) * own.gramOfRows()
    if let differences { s = s + (weight / Double(differences.columns)) * differences.gramOfRows() }
    let r = ridge * (0..<d).reduce(0) { $0 + s[$1, $1] } / Double(d)
    for i in 0..<d { s[i, i] += r }
    let factor = try CholeskyFactorisation(s)
    let (a, b) = (factor.solvingLower(means), factor.solvingLower(test))
    func unit(_ m: Matrix<Double>) -> Matrix<Double> { m.scalingColumns(by: m.columnNorms.map { 1 / $0 }) }
    return Matrix.product(unit(a), unit(b), transposing: .first)
  }

  @Test("scores are the cosines under the inverse, whether features or samples are more", arguments: [4, 60])
  func cosines(_ d: Int) throws {
    let labels = (0..<18).map { $0 % 3 }
    let (samples, test, differences) = (normal(d, 18, seed: 1), normal(d, 7, seed: 2), normal(d, 9, seed: 3))
    let method = try WithinClassNormalisation {
      $0.pairDifferences = 2; $0.ridge = 0.5; $0.origin = .zero
    }
    for pairs in [nil, differences] {
      let fitted = try method.fit(samples, labels: labels, pairDifferences: pairs)
      let expected = try direct(samples, labels, pairs, weight: 2, ridge: 0.5, test)
      #expect((try fitted.scores(test) - expected).frobeniusNorm < 1e-12 * expected.frobeniusNorm)
    }
  }

  @Test("blocks are normalised alone, and their cosines averaged")
  func blocks() throws {
    let labels = (0..<18).map { $0 % 3 }
    let (samples, test) = (normal(8, 18, seed: 1), normal(8, 7, seed: 2))
    let together = try WithinClassNormalisation { $0.blocks = 2 }.fit(samples, labels: labels).scores(test)
    let alone = try [0..<4, 4..<8].map { rows in
      try WithinClassNormalisation().fit(samples.rows(rows), labels: labels).scores(test.rows(rows))
    }
    #expect((together - 0.5 * (alone[0] + alone[1])).frobeniusNorm < 1e-14)
    #expect(throws: InputError.self) { try WithinClassNormalisation { $0.blocks = 3 }.fit(samples, labels: labels) }
  }

  @Test("directions in which the sides of pairs differ count less")
  func pairsTeach() throws {
    // The second feature tells the classes apart as well as the first, but the sides of pairs
    // differ in it.
    let samples = Matrix<Double>(rows: [[1, 1.1, -1, -1.1], [1, 1.1, -1, -1.1]])
    let differences = Matrix<Double>(rows: [[0, 0], [5, -5]])
    let test = Matrix<Double>(rows: [[1], [-3]])
    let method = try WithinClassNormalisation { $0.ridge = 0.01 }
    let labels = [0, 0, 1, 1]
    #expect(try method.fit(samples, labels: labels).predict(test, among: [0, 1]) == [1])
    let aware = try method.fit(samples, labels: labels, pairDifferences: differences)
    #expect(try aware.predict(test, among: [0, 1]) == [0])
  }

  @Test("with the origin at the training mean, moving everything changes nothing")
  func moved() throws {
    let labels = (0..<18).map { $0 % 3 }
    let (samples, test) = (normal(4, 18, seed: 1), normal(4, 7, seed: 2))
    let shift = [5.0, -3, 0, 100]
    let plain = try WithinClassNormalisation().fit(samples, labels: labels).scores(test)
    let moved = try WithinClassNormalisation()
      .fit(samples.addingToColumns(shift), labels: labels).scores(test.addingToColumns(shift))
    #expect((plain - moved).frobeniusNorm < 1e-10)
  }

  @Test("parameters and samples that cannot be used are refused")
  func refusals() throws {
    #expect(throws: InputError.self) { try WithinClassNormalisation { $0.pairDifferences = -1 } }
    #expect(throws: InputError.self) { try WithinClassNormalisation { $0.ridge = 0 } }
    #expect(throws: InputError.self) { try WithinClassNormalisation { $0.blocks = 0 } }
    let samples = normal(3, 4, seed: 1)
    #expect(throws: InputError.self) {
      try WithinClassNormalisation().fit(
        samples, labels: [0, 0, 1, 1], pairDifferences: samples.map { _ in Double.nan })
    }
  }
}

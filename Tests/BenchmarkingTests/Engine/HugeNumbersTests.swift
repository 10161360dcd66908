import FeatureStore
import LinearAlgebra
import Testing

@testable import Benchmarking

/// A trial whose numbers leave the range of Double fails by itself: the others have their records.
@Suite("Numbers that overflow")
struct HugeNumbersTests {
  @Test("a record that would hold an infinity is one of a failed trial, which says where, and the run goes on")
  func infinity() throws {
    let fixture = try StoredFixture()
    defer { fixture.remove() }
    let features = try StoredFixture.features([.init(name: "left"), .init(name: "right")])
    guard case .float(let values) = features.modalities[0].values else { throw Unexpected() }
    var huge = Matrix<Double>(values.rows, values.columns)
    for i in 0..<values.rows {
      for row in 0..<values.columns { huge[i, row] = values[i, row] < 0 ? -1.7e308 : 1.7e308 }
    }
    var modalities = features.modalities
    modalities[0].values = .double(huge)
    try FeatureFile.write(
      FeatureSet(samples: features.samples, modalities: modalities, origin: features.origin), to: fixture.url("huge.h5")
    )
    let rest = """
      reduction: {standardise: false}
      """
    let configuration = try fixture.configuration(
      ["huge.h5"], directions: "[left -> right, right -> left]", alignment: "{perfect: {k: 2}}", rest: rest)
    let records = try fixture.run(configuration)
    let failed = records.filter { $0.error != nil }
    #expect(!records.isEmpty && !failed.isEmpty)
    for record in records where record.error == nil {
      #expect(record.scores.values.allSatisfy { $0?.isFinite != false })
    }
    #expect(failed.contains { $0.error?.contains("expected finite numbers") == true }, "\(failed.compactMap(\.error))")
  }

  private struct Unexpected: Error {}
}

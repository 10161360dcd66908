import Alignment
import Classifiers
import FeatureStore
import Files
import Foundation
import LinearAlgebra
import Testing

@testable import Benchmarking
@testable import Records

@Suite("Ties and extreme units in trials")
struct TiesAndUnitsTests {
  /// The features with every modality's values changed.
  static func changed(
    _ features: FeatureSet, _ change: (Int, Matrix<Double>) -> Matrix<Double>
  ) throws -> FeatureSet {
    let rows = Array(0..<features.samples.count)
    let modalities = features.modalities.enumerated().map { place, modality in
      var other = modality
      other.values = .double(change(place, modality.values.columns(rows)))
      return other
    }
    return try FeatureSet(samples: features.samples, modalities: modalities, origin: features.origin)
  }

  @Test("a record says which directions were equally good and by what some were kept, and is silent where none were")
  func recorded() throws {
    // 128 pairs: without a ridge all 127 correlations are 1.
    let fixture = try SyntheticFixture(dimensions: [180, 150])
    let tied = try fixture.outcome(.alignment(AlignmentChoice(CCA { $0.k = 3 })), on: fixture.features)
    #expect(tied.latent?.tie == TrialRecord.Tie(tied: 127, kept: 3, rule: "variation"))
    let unique = try fixture.outcome(.alignment(AlignmentChoice(RidgeCCA { $0.k = 3 })), on: fixture.features)
    let latent = try #require(unique.latent)
    let text = String(decoding: try CanonicalJSON.data(latent), as: UTF8.self)
    #expect(latent.tie == nil && !text.contains("tie"))
  }

  @Test("the order of features changes no prediction where correlations are equal")
  func orderOfFeatures() throws {
    let fixture = try SyntheticFixture(dimensions: [180, 150])
    let other = try Self.changed(fixture.features) { _, x in
      x.selectingRows((0..<x.rows).map { ($0 * 7 + 3) % x.rows })
    }
    let methods: [any AlignmentMethod] = [
      try CCA { $0.k = 3 }, try GCCA { ($0.k, $0.ridge) = (3, 0) }, try MCCA { ($0.k, $0.ridge) = (3, 0) },
      try CSA { $0.k = 3 },
      try PCACCA { ($0.k, $0.components) = (3, 100) },
      try PerfectAlignment { $0.k = 3 }, NeighbourPropagation(),
    ]
    for method in methods {
      let first = try fixture.outcome(.alignment(AlignmentChoice(method)), on: fixture.features)
      let second = try fixture.outcome(.alignment(AlignmentChoice(method)), on: other)
      #expect(first.predicted != nil && first.predicted == second.predicted, "\(type(of: method).name)")
      #expect(first.latent?.tie == second.latent?.tie)
    }
  }

  @Test(
    "features of extreme size give the predictions of ordinary ones, standardised and raw", arguments: [600, -600, 900])
  func extremes(exponent: Int) throws {
    let fixture = try SyntheticFixture()
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    let extreme = try Self.changed(fixture.features) { factor * $1 }
    let methods: [Method] = [
      .alignment(AlignmentChoice(try RidgeCCA { $0.k = 3 })),
      .alignment(AlignmentChoice(try PerfectAlignment { $0.k = 3 })),
      .alignment(AlignmentChoice(RidgeMap())), .alignment(AlignmentChoice(CORAL())),
      .alignment(AlignmentChoice(NeighbourPropagation())), .alignment(AlignmentChoice(NoAlignment())),
      .bound(.sourceOnSource), .bound(.targetSupervised), .bound(.studentTeacher), .bound(.softStudentTeacher),
    ]
    for method in methods {
      for reduction in [
        Reduction(), try Reduction { $0.standardise = false }, try Reduction { ($0.standardise, $0.pca) = (false, 4) },
      ] {
        for classifier: any ClassifierMethod in [LinearDiscriminantAnalysis(), NearestNeighbours()] {
          let known = try fixture.outcome(method, on: fixture.features, classifier: classifier, reduction: reduction)
          let found = try fixture.outcome(method, on: extreme, classifier: classifier, reduction: reduction)
          #expect(known.predicted != nil && known.predicted == found.predicted)
        }
      }
    }
  }
}

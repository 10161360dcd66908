import Classifiers
import Foundation
import LinearAlgebra
import Testing
import TestSupport

/// What scikit-learn computes on the same samples; `Tests/Peers/classifiers` writes it.
@Suite("Classifiers against scikit-learn")
struct PeerTests {
  struct Fixture: Decodable {
    let cases: [Case]
    let clumps: Clumps
  }

  /// Rows of matrices are samples, as Python has them.
  struct Case: Decodable {
    let name: String
    let x, test: [[Double]]
    let labels, centroid, centroidCosine: [Int]
    let ridge, knn, knnCosine, logistic, svm, shrunk: [[Double]]
    let tied, full, diagonal: [[Double]]?
    let shrinkage: Double
  }

  struct Clumps: Decodable {
    let x, test: [[Double]]
    let labels, bicCounts: [Int]
    let full, diagonal, tiedOfFirst, bic: [[Double]]
  }

  let fixture: Fixture

  init() throws {
    let url = try #require(
      Bundle.module.url(forResource: "classifiers", withExtension: "json", subdirectory: "Fixtures"))
    fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
  }

  static func fit(_ method: any ClassifierMethod, _ input: Case) throws -> any FittedClassifier {
    try method.fit(Matrix(columns: input.x), labels: input.labels)
  }

  static func probabilities(_ method: any ClassifierMethod, _ input: Case) throws -> Matrix<Double> {
    let fitted = try #require(try fit(method, input) as? any ProbabilisticClassifier)
    return try fitted.probabilities(Matrix(columns: input.test))
  }

  static func scores(_ method: any ClassifierMethod, _ input: Case) throws -> Matrix<Double> {
    try fit(method, input).scores(Matrix(columns: input.test))
  }

  @Test("nearest centroids predict the same classes")
  func centroids() throws {
    for input in fixture.cases {
      for (metric, expected) in [(SampleMetric.euclidean, input.centroid), (.cosine, input.centroidCosine)] {
        let predictions = try Self.fit(NearestCentroid { $0.metric = metric }, input)
          .predict(Matrix(columns: input.test), among: [0, 1, 2])
        #expect(predictions == expected, "\(input.name), \(metric)")
      }
    }
  }

  @Test("nearest neighbours have the same shares")
  func neighbours() throws {
    for input in fixture.cases {
      let five = try Self.probabilities(NearestNeighbours { $0.k = 5 }, input)
      #expect(largestDifference(five, Matrix(columns: input.knn)) < 1e-12, "\(input.name)")
      let three = try Self.probabilities(
        NearestNeighbours {
          $0.k = 3; $0.metric = .cosine
        }, input)
      #expect(largestDifference(three, Matrix(columns: input.knnCosine)) < 1e-12, "\(input.name)")
    }
  }

  @Test("ridge regressions have the same scores, with more samples than dimensions and with fewer")
  func ridge() throws {
    for input in fixture.cases {
      let scores = try Self.scores(RidgeClassifier { $0.ridge = 0.1 }, input)
      #expect(largestDifference(scores, Matrix(columns: input.ridge)) < 1e-8, "\(input.name)")
    }
  }

  @Test("logistic regressions have the same probabilities, vector machines the same scores")
  func linear() throws {
    for input in fixture.cases {
      let logistic = try Self.probabilities(
        LogisticRegression {
          $0.parameters.cost = 0.7; $0.parameters.tolerance = 1e-9
        }, input)
      #expect(largestDifference(logistic, Matrix(columns: input.logistic)) < 1e-6, "\(input.name)")
      let machine = try Self.scores(
        LinearSVM {
          $0.parameters.cost = 0.7; $0.parameters.tolerance = 1e-9
        }, input)
      #expect(largestDifference(machine, Matrix(columns: input.svm)) < 1e-5, "\(input.name)")
      // What the default tolerance loses.
      let usual = try Self.probabilities(LogisticRegression { $0.parameters.cost = 0.7 }, input)
      #expect(largestDifference(usual, Matrix(columns: input.logistic)) < 1e-4, "\(input.name)")
    }
  }

  @Test("Gaussians without shrinkage have the same probabilities, tied, full and diagonal")
  func gaussians() throws {
    var compared = 0
    for input in fixture.cases {
      guard let tied = input.tied, let full = input.full, let diagonal = input.diagonal else { continue }
      for (covariance, expected) in [(GaussianMixture.Covariance.tied, tied), (.full, full), (.diagonal, diagonal)] {
        let model = try GaussianMixture {
          $0.covariance = covariance; $0.gaussians.shrinkage = .fixed(0); $0.gaussians.priors = .empirical
        }
        let probabilities = try Self.probabilities(model, input)
        #expect(largestDifference(probabilities, Matrix(columns: expected)) < 1e-8, "\(input.name), \(covariance)")
        compared += 1
      }
      let lda = try LinearDiscriminantAnalysis {
        $0.gaussians.shrinkage = .fixed(0); $0.gaussians.priors = .empirical
      }
      #expect(largestDifference(try Self.probabilities(lda, input), Matrix(columns: tied)) < 1e-8)
      let qda = try QuadraticDiscriminantAnalysis {
        $0.gaussians.shrinkage = .fixed(0); $0.gaussians.priors = .empirical
      }
      #expect(largestDifference(try Self.probabilities(qda, input), Matrix(columns: full)) < 1e-8)
    }
    #expect(compared == 6)
  }

  @Test("the shrinkage of Ledoit and Wolf, and the probabilities with it, are the same")
  func shrinkage() throws {
    for input in fixture.cases {
      let x = Matrix(columns: input.x)
      let groups = Set(input.labels).sorted().map { label in
        x.selectingColumns(input.labels.indices.filter { input.labels[$0] == label })
      }
      let centred = Matrix.stackedHorizontally(groups.map { $0.addingToColumns($0.rowMeans.map { -$0 }) })
      let covariance = (1 / Double(centred.columns)) * centred.gramOfRows()
      let share = LedoitWolf.shrinkage(centred: centred, covariance: covariance)
      #expect(abs(share - input.shrinkage) < 1e-10, "\(input.name)")
      let probabilities = try Self.probabilities(LinearDiscriminantAnalysis(), input)
      #expect(largestDifference(probabilities, Matrix(columns: input.shrunk)) < 1e-8, "\(input.name)")
    }
  }

  @Test("mixtures of several components find the same densities")
  func mixtures() throws {
    let clumps = fixture.clumps
    let (x, test) = (Matrix(columns: clumps.x), Matrix(columns: clumps.test))
    func densities(
      _ covariance: GaussianMixture.Covariance, _ components: ComponentCount, classes: [Int]
    ) throws -> Matrix<Double> {
      let members = clumps.labels.indices.filter { classes.contains(clumps.labels[$0]) }
      let model = try GaussianMixture {
        $0.covariance = covariance; $0.gaussians.shrinkage = .fixed(0); $0.components = components
      }
      let fitted = try model.fit(x.selectingColumns(members), labels: members.map { clumps.labels[$0] })
      let logPrior = -log(Double(classes.count))
      return try fitted.scores(test).map { $0 - logPrior }
    }
    func error(_ found: Matrix<Double>, _ expected: [[Double]]) -> Double {
      // Far away, densities of -1000 differ by more than those nearby: compare in relation to their
      // size.
      let expected = Matrix(columns: expected)
      let size = expected.map { max(1, abs($0)) }
      let difference = found - expected
      return largestMagnitude(
        (0..<found.rows).flatMap { i in (0..<found.columns).map { difference[i, $0] / size[i, $0] } })
    }
    #expect(clumps.bicCounts == [2, 2])
    #expect(error(try densities(.full, .fixed(2), classes: [0, 1]), clumps.full) < 1e-6)
    #expect(error(try densities(.diagonal, .fixed(2), classes: [0, 1]), clumps.diagonal) < 1e-6)
    #expect(error(try densities(.tied, .fixed(2), classes: [0]), clumps.tiedOfFirst) < 1e-6)
    #expect(error(try densities(.full, .bic, classes: [0, 1]), clumps.bic) < 1e-6)
  }
}

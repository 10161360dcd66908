import Classifiers
import Diagnostics
import Foundation
import LinearAlgebra
import Randomness
import Testing
import TestSupport

@Suite("Ways of transfer")
struct TransferTests {
  static var methods: [GaussianMixture] {
    get throws {
      try [
        GaussianMixture(), GaussianMixture { $0.covariance = .full },
        GaussianMixture {
          $0.covariance = .full; $0.components = .fixed(2)
        },
        GaussianMixture {
          $0.covariance = .tied; $0.gaussians.priors = .empirical; $0.components = .fixed(2)
        },
        GaussianMixture { $0.covariance = .diagonal },
      ]
    }
  }

  /// The log ratios of the classes to the first.
  static func differences(_ scores: Matrix<Double>) -> Matrix<Double> {
    scores - Matrix(rows: [[Double]](repeating: scores.row(0), count: scores.rows))
  }

  @Test("through the identity the push-forward is the fit in the latent space", arguments: try methods.indices)
  func identity(index: Int) throws {
    let (x, labels) = GaussianMixtureTests.classes(4, each: 25, spread: 1, seed: 1)
    let (method, test) = (try Self.methods[index], randomMatrix(4, 30, seed: 2))
    let plain = try method.fit(x, labels: labels).scores(test)
    let pushed = try method.fit(x, labels: labels, pushedThrough: .identity(4), offset: [0, 0, 0, 0]).scores(test)
    #expect(largestDifference(plain, pushed) < 1e-9)
  }

  @Test("an invertible map changes no prediction: Gaussians go where the samples go", arguments: try methods.indices)
  func invertible(index: Int) throws {
    let (x, labels) = GaussianMixtureTests.classes(4, each: 25, spread: 1, seed: 3)
    let (map, offset) = (randomMatrix(4, 4, seed: 4), [1.0, -2, 0.5, 3])
    let (method, test) = (try Self.methods[index], randomMatrix(4, 30, seed: 5))
    let latents = map * test.addingToColumns(offset.map { -$0 })
    let plain = Self.differences(try method.fit(x, labels: labels).scores(test))
    let pushed = Self.differences(
      try method.fit(x, labels: labels, pushedThrough: map, offset: offset).scores(latents))
    #expect(largestDifference(plain, pushed) < 1e-8)
  }

  @Test("classifying in the target's features, by pseudo-inverses, is classifying its latents")
  func lastStep() throws {
    // Source 5 -> latent 3 <- target 6.
    let (x, labels) = GaussianMixtureTests.classes(5, each: 30, spread: 1, seed: 6)
    let (a1, a2) = (randomMatrix(3, 5, seed: 7), randomMatrix(3, 6, seed: 8))
    let (m1, m2) = (randomMatrix(5, 1, seed: 9), randomMatrix(6, 1, seed: 10))
    let target = randomMatrix(6, 40, seed: 11)
    let model = try GaussianMixture {
      $0.covariance = .full; $0.gaussians.shrinkage = .fixed(0)
    }
    let latents = a2 * target.addingToColumns(m2.column(0).map { -$0 })
    let pushed = try model.fit(x, labels: labels, pushedThrough: a1, offset: m1.column(0))
    let found = Self.differences(try pushed.scores(latents))
    // By hand: N(G mu_z + m2, G C G') with G the pseudo-inverse of A_2, distances by the
    // pseudo-inverse of G C G' and volumes by the product of its eigenvalues that are not zero.
    let inverse = try a2.leastSquares(.identity(3))
    var scores = Matrix<Double>(3, 40)
    for c in 0..<3 {
      let group = x.selectingColumns(labels.indices.filter { labels[$0] == c })
      let centred = group.addingToColumns(group.rowMeans.map { -$0 })
      let map = inverse * a1
      let mean = map * (Matrix(columns: [group.rowMeans]) - m1) + m2
      let covariance = (1 / Double(group.columns)) * (map * centred).gramOfRows()
      let axes = try SymmetricEigendecomposition(covariance)
      #expect(axes.values[2] < 1e-10 && axes.values[3] > 1e-4)
      let (values, vectors) = (axes.values[3...], axes.vectors.columns(3..<6))
      let along = Matrix.product(vectors, target.addingToColumns(mean.column(0).map { -$0 }), transposing: .first)
      let distances = along.scalingRows(by: values.map { 1 / $0.squareRoot() }).columnNorms
      let volume = values.reduce(0) { $0 + log($1) }
      for i in 0..<40 { scores[c, i] = -0.5 * (distances[i] * distances[i] + volume) }
    }
    #expect(largestDifference(found, Self.differences(scores)) < 1e-8)
  }

  @Test("a map of deficient rank compares in the directions that it reaches", arguments: try methods.indices)
  func deficient(index: Int) throws {
    let (x, labels) = GaussianMixtureTests.classes(5, each: 25, spread: 2, seed: 12)
    let (method, inner) = (try Self.methods[index], randomMatrix(2, 5, seed: 13))
    let (embedding, offset) = (randomMatrix(4, 2, seed: 14), x.rowMeans)
    let latents = inner * randomMatrix(5, 30, seed: 15)
    let plain = try method.fit(x, labels: labels, pushedThrough: inner, offset: offset).scores(latents)
    let wide = try method.fit(x, labels: labels, pushedThrough: embedding * inner, offset: offset)
    #expect(
      largestDifference(Self.differences(try wide.scores(embedding * latents)), Self.differences(plain)) < 1e-6)
    let nothing = try method.fit(x, labels: labels, pushedThrough: Matrix(4, 5), offset: offset)
    let scores = try nothing.scores(randomMatrix(4, 3, seed: 16))
    #expect(scores.withUnsafeElements { $0.allSatisfy { abs($0 + log(3)) < 1e-15 } })
  }

  @Test("a map that is not finite is refused")
  func refusals() {
    let (x, labels) = GaussianMixtureTests.classes(2, each: 9, spread: 1, seed: 17)
    let bad = Matrix<Double>(rows: [[1, .nan]])
    #expect(throws: InputError.self) {
      try GaussianMixture().fit(x, labels: labels, pushedThrough: bad, offset: [0, 0])
    }
    #expect(throws: InputError.self) {
      try GaussianMixture().fit(x, labels: labels, marginalOn: bad.transposed())
    }
  }

  @Test("marginals are the fit, marginalised by hand")
  func marginals() throws {
    let (z, labels) = GaussianMixtureTests.classes(5, each: 30, spread: 1, seed: 18)
    let basis = try SymmetricEigendecomposition(randomMatrix(5, 5, seed: 19).gramOfRows()).vectors.columns(0..<2)
    let test = randomMatrix(5, 20, seed: 20)
    let model = try GaussianMixture {
      $0.covariance = .full; $0.gaussians.shrinkage = .fixed(0.2)
    }
    let found = try model.fit(z, labels: labels, marginalOn: basis).scores(test)
    for c in 0..<3 {
      let group = z.selectingColumns(labels.indices.filter { labels[$0] == c })
      let sample = (1 / Double(group.columns)) * group.addingToColumns(group.rowMeans.map { -$0 }).gramOfRows()
      let trace = (0..<5).reduce(0) { $0 + sample[$1, $1] }
      let covariance = 0.8 * sample + (0.2 * trace / 5) * .identity(5)
      let within = Matrix.product(basis, covariance * basis, transposing: .first)
      let difference = Matrix.product(
        basis, test.addingToColumns(group.rowMeans.map { -$0 }), transposing: .first)
      let solved = try within.solving(difference)
      let determinant = within[0, 0] * within[1, 1] - within[0, 1] * within[1, 0]
      for i in 0..<20 {
        let distance = inStep(difference.column(i), solved.column(i)).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(found[c, i] - (-log(3) - log(2 * .pi) - 0.5 * (log(determinant) + distance))) < 1e-9)
      }
    }
  }

  @Test("the marginal on the whole space is the classifier itself", arguments: try methods.indices)
  func wholeSpace(index: Int) throws {
    let (z, labels) = GaussianMixtureTests.classes(4, each: 25, spread: 1, seed: 21)
    let basis = try SymmetricEigendecomposition(randomMatrix(4, 4, seed: 22).gramOfRows()).vectors
    let (method, test) = (try Self.methods[index], randomMatrix(4, 50, seed: 23))
    let (plain, whole) = (
      try method.fit(z, labels: labels), try method.fit(z, labels: labels, marginalOn: basis)
    )
    #expect(try plain.predict(test, among: [0, 1, 2]) == whole.predict(test, among: [0, 1, 2]))
    #expect(largestDifference(try plain.scores(test), try whole.scores(test)) < 1e-8)
  }

  @Test("without labels, classes that lie apart are found, and named by the labels")
  func unsupervised() throws {
    let (z, labels) = GaussianMixtureTests.classes(3, each: 40, spread: 12, seed: 24)
    let model = try GaussianMixture { $0.transfer = .unsupervised }
    let fitted = try model.fitUnsupervised(z, labels: labels)
    #expect(fitted is any ProbabilisticClassifier)
    #expect(try fitted.predict(z, among: [0, 1, 2]) == labels)
    // Some wrong labels do not mislead it.
    let noisy = labels.enumerated().map { $0 % 7 == 0 ? ($1 + 1) % 3 : $1 }
    #expect(try model.fitUnsupervised(z, labels: noisy).predict(z, among: [0, 1, 2]) == labels)
    #expect(try model.fit(z, labels: labels).scores(z) == fitted.scores(z))
  }

  @Test("labels do not touch the densities: permuted ones permute the rows of the scores at most")
  func labelsOnlyMatch() throws {
    let (z, labels) = GaussianMixtureTests.classes(3, each: 30, spread: 1, seed: 25)
    var generator = Seed(base: 26).generator
    for covariance in GaussianMixture.Covariance.allCases {
      let model = try GaussianMixture {
        $0.covariance = covariance; $0.gaussians.priors = .empirical; $0.transfer = .unsupervised
      }
      let test = randomMatrix(3, 20, seed: 27)
      func densities(_ labels: [Int]) throws -> [[Double]] {
        let scores = try model.fitUnsupervised(z, labels: labels).scores(test)
        return (0..<20).map { scores.column($0).sorted() }
      }
      let plain = try densities(labels)
      #expect(try densities(generator.shuffled(labels)) == plain)
    }
  }
}

import Diagnostics
import Foundation
import LinearAlgebra
import Testing
import TestSupport

@testable import Alignment

/// Ties are decided by a rule, never by rounding: no order of features or of samples changes what
/// any method gives.
@Suite("Contract of every alignment: order")
struct OrderContractTests {
  /// Every entry of the registry, those with a ridge without one too.
  static var methods: [any AlignmentMethod] {
    get throws {
      try AlignmentContractTests.methods
        + [
          ("gcca", #"{"k": 2, "ridge": 0}"#), ("mcca", #"{"k": 2, "ridge": 0}"#),
          ("ridge-cca", #"{"k": 2, "ridge": 0}"#), ("csa", #"{"k": 2, "normalise": false}"#),
          ("pca-cca", #"{"k": 2, "components": 4}"#), ("perfect", #"{"k": 2, "nullspace": "shared"}"#),
          ("perfect", #"{"k": 9}"#), ("pls-svd", #"{"k": 3}"#), ("reduced-rank-ridge", #"{"k": 2, "ridge": 0}"#),
          ("subspace-alignment", #"{"k": 3}"#), ("kernel-cca", #"{"k": 2, "landmarks": 9}"#),
          ("kernel-ridge", #"{"landmarks": 9}"#), ("relative", #"{"anchors": 9}"#),
          ("optimal-transport", #"{"samples": 9}"#),
        ].map { name, parameters in
          let type = try #require(AlignmentRegistry.methods.first { $0.name == name })
          return try JSONDecoder().decode(type, from: Data(parameters.utf8))
        }
    }
  }

  /// Methods that draw numbers for features by their places, or take the first of them: another
  /// order is another draw.
  static let positional: Set<String> = ["none", "random-projection"]
  /// Methods that take feature i of one modality for feature i of the other: both must be changed
  /// alike.
  static let featureByFeature: Set<String> = ["none", "coral", "subspace-alignment", "optimal-transport"]

  @Test("the exceptions are few, and are what they are said to be")
  func exceptions() throws {
    #expect(try Self.methods.count == AlignmentRegistry.methods.count + 14)
    let names = AlignmentRegistry.methods.map { $0.name }
    #expect(Self.positional.union(Self.featureByFeature).isSubset(of: names))
    #expect(Self.positional.count <= 2 && Self.featureByFeature.count <= 4)
    // Heads trained by gradient start from weights that are drawn by the place of each feature.
    #expect(try Self.methods.count { $0 is any LearnedAlignmentMethod } == 5)
  }

  /// Whether a change of the features is one that the method promises not to see.
  static func sees(_ change: OrderInput.Change, _ method: any AlignmentMethod, _ input: OrderInput) -> Bool {
    let name = type(of: method).name
    switch change {
    case .samples: return false
    case .features, .rotation:
      if method is any LearnedAlignmentMethod || positional.contains(name) { return true }
      return featureByFeature.contains(name) && input.views[0].rows != input.views[1].rows
    }
  }

  @Test(
    "no order of features or of samples, and no rotation of features, changes a relation of latents",
    arguments: try methods.indices, OrderInput.all)
  func order(index: Int, input: OrderInput) throws {
    let method = try Self.methods[index]
    // Training takes its time, and knows no ties.
    if method is any LearnedAlignmentMethod && input.views[0].columns > 40 { return }
    for change in OrderInput.Change.allCases
    where !Self.sees(change, method, input) && (change != .rotation || input.turns) {
      let made = try input.changed(change, together: Self.featureByFeature.contains(type(of: method).name))
      let first: any FittedAlignment
      do { first = try method.fit(made.before.pairs) } catch let error as InputError {
        let again = #expect(throws: InputError.self) { try method.fit(made.after.pairs) }
        #expect(again?.expected == error.expected)
        continue
      }
      let second = try method.fit(made.after.pairs)
      #expect(first.tie == second.tie)
      var (before, after) = (made.before.samples, made.after.samples)
      if let tie = first.tie, tie.rule == nil {
        // Null vectors that live in one modality alone carry nothing of any pair: that is said, and
        // other samples do not count.
        #expect(method is PerfectAlignment)
        let count = input.views[0].columns
        (before, after) = (before.map { $0.columns(0..<count) }, after.map { $0.columns(0..<count) })
      }
      let known = try AlignmentContractTests.relations(first, before)
      let found = try AlignmentContractTests.relations(second, after)
      #expect(largestDifference(known, found) < 1e-7 * (1 + known.largestMagnitude), "\(change)")
    }
  }

  @Test(
    "with fewer pairs than features the directions kept are those that most of both modalities' variance lies along")
  func rule() throws {
    let views = OrderInput.all[2].views
    let pairs = try PairedFeatures(modalities: ["a", "b"], views: views)
    // All correlations are 1: the variates are the leading eigenvectors of the summed Gram matrices
    // of unit trace.
    var sum = Matrix<Double>(16, 16)
    for view in views {
      let gram = view.addingToColumns(view.rowMeans.map { -$0 }).gramOfColumns()
      sum = sum + (1 / (0..<16).reduce(0) { $0 + gram[$1, $1] }) * gram
    }
    let leading = try SymmetricEigendecomposition(sum, range: 13..<16).vectors
    let known = 16 * leading.gramOfRowsOfColumns
    for method: any AlignmentMethod in [
      try CCA { $0.k = 3 }, try RidgeCCA { ($0.k, $0.ridge) = (3, 0) }, try PCACCA { ($0.k, $0.components) = (3, 40) },
      try MCCA { ($0.k, $0.ridge) = (3, 0) },
    ] {
      let fitted = try method.fit(pairs)
      for (name, view) in zip(pairs.modalities, views) {
        #expect(largestDifference(try fitted.embed(view, of: name).gramOfColumns(), known) < 1e-9)
      }
      #expect(fitted.tie == DirectionTie(tied: 15, kept: 3, rule: .variation))
    }
  }

  @Test("a tie is said where one was cut, and nowhere else")
  func saysTies() throws {
    func tie(_ method: any AlignmentMethod, _ place: Int) throws -> DirectionTie? {
      try method.fit(PairedFeatures(modalities: ["a", "b"], views: OrderInput.all[place].views)).tie
    }
    #expect(try tie(CCA { $0.k = 2 }, 0) == nil)
    #expect(try tie(RidgeCCA { $0.k = 2 }, 2) == nil)
    #expect(try tie(CCA { $0.k = 2 }, 6) == DirectionTie(tied: 4, kept: 2, rule: .variation))
    #expect(try tie(CCA { $0.k = 4 }, 6) == nil)
    #expect(try tie(GCCA { ($0.k, $0.ridge) = (3, 0) }, 6) == DirectionTie(tied: 4, kept: 3, rule: .variation))
    #expect(try tie(CSA { $0.k = 2 }, 7) == DirectionTie(tied: 3, kept: 2, rule: .variation))
    #expect(try tie(CCA { $0.k = 2 }, 8) == DirectionTie(tied: 2, kept: 1, rule: .variation))
    #expect(try tie(PerfectAlignment { $0.k = 3 }, 2) == DirectionTie(tied: 34, kept: 3, rule: .variation))
    #expect(try tie(Procrustes(), 2) == DirectionTie(tied: 5, kept: 0, rule: .leftOut))
    #expect(try tie(Procrustes(), 0) == nil)
  }

  @Test("directions that nothing tells apart are said to be chosen by rounding")
  func unsettled() throws {
    // White views: every direction carries as much as every other.
    let random = randomMatrix(4, 30, seed: 6)
    let white = try SingularValueDecomposition(random.addingToColumns(random.rowMeans.map { -$0 })).v.transposed()
    let pairs = try PairedFeatures(modalities: ["a", "b"], views: [white, white])
    #expect(try CCA { $0.k = 3 }.fit(pairs).tie == DirectionTie(tied: 4, kept: 3, rule: nil))
    #expect(try GCCA { ($0.k, $0.ridge) = (1, 0) }.fit(pairs).tie == DirectionTie(tied: 4, kept: 1, rule: nil))
  }

  @Test("equal sets of neighbours have equal means to the last bit, and pairs tied for the last place share it")
  func neighbours() throws {
    let target = Matrix(rows: [[0.0, 1, 2, 10, 11, 12]])
    let source = randomMatrix(3, 6, seed: 8)
    let pairs = try PairedFeatures(modalities: ["a", "b"], views: [source, target], source: "a")
    let three = try NeighbourPropagation { $0.neighbours = 3 }.fit(pairs)
    let z = try three.embed(Matrix(rows: [[0.1, 0.7, 1.4, 1.9]]), of: "b")
    #expect((1..<4).allSatisfy { z.column($0) == z.column(0) })
    // 1 and 2 are equally far from 1.5.
    let one = try NeighbourPropagation { $0.neighbours = 1 }.fit(pairs).embed(Matrix(rows: [[1.5]]), of: "b")
    let centred = source.addingToColumns(source.rowMeans.map { -$0 })
    #expect(largestDifference(one, Matrix(columns: [centred.columns(1..<3).rowMeans])) < 1e-15)
  }

  @Test("principal components of equal variance are cut by a rule, whatever the order of features and samples")
  func components() throws {
    let skewed = randomMatrix(4, 30, seed: 6).map { exp($0) }
    let centred = skewed.addingToColumns(skewed.rowMeans.map { -$0 })
    let white = try SingularValueDecomposition(centred).v.transposed()
    let plain = try Reduction { ($0.standardise, $0.pca) = (false, 2) }.fit(white)
    #expect(plain.tie == DirectionTie(tied: 4, kept: 2, rule: .spread))
    #expect(try Reduction { ($0.standardise, $0.pca) = (false, 2) }.fit(centred).tie == nil)
    let rotation = try QRFactorisation(randomMatrix(4, 4, seed: 7)).q()
    let turned = rotation * white
    let other = try Reduction { ($0.standardise, $0.pca) = (false, 2) }.fit(turned)
    #expect(largestDifference(plain(white).gramOfColumns(), other(turned).gramOfColumns()) < 1e-9)
    let order = (0..<30).map { ($0 * 7 + 3) % 30 }
    let moved = try Reduction { ($0.standardise, $0.pca) = (false, 2) }.fit(white.selectingColumns(order))
    #expect(largestDifference(plain(white).gramOfColumns(), moved(white).gramOfColumns()) < 1e-9)
  }
}

extension Matrix<Double> {
  /// V V' of the columns V.
  fileprivate var gramOfRowsOfColumns: Matrix { Matrix.product(self, self, transposing: .second) }
}

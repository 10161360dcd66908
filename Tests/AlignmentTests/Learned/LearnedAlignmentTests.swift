import Diagnostics
import Foundation
import LinearAlgebra
import Randomness
import Testing
import TestSupport

@testable import Alignment

@Suite("Learned alignments")
struct LearnedAlignmentTests {
  static func training(_ change: (inout PairTraining) -> Void = { _ in }) -> PairTraining {
    var training = PairTraining()
    (training.k, training.hidden, training.epochs) = (8, 12, 60)
    (training.learningRate, training.weightDecay, training.dropout) = (0.02, 0.1, 0.05)
    change(&training)
    return training
  }

  static func fit(_ pairs: PairedFeatures, _ training: PairTraining) throws -> LearnedAlignment {
    try #require(InfoNCE { $0.training = training }.fit(pairs) as? LearnedAlignment)
  }

  static func views(pairs n: Int = 60, noise: Double = 0.3) throws -> PairedFeatures {
    try PerfectAlignmentTests.twoViews(latent: 4, dimensions: (9, 7), pairs: n, noise: noise)
  }

  static let methods: [any LearnedAlignmentMethod.Type] = AlignmentRegistry.methods.compactMap {
    $0 as? any LearnedAlignmentMethod.Type
  }

  /// The method of the given type with the given head, trained briefly.
  static func method<M: LearnedAlignmentMethod>(_ type: M.Type, head: HeadShape) throws -> any LearnedAlignmentMethod {
    var object = ["k": "4", "hidden": "12", "epochs": "80", "learningRate": "0.02", "weightDecay": "0.1"]
    // Four dimensions are few: only a large weight keeps them apart.
    if type == BarlowTwins.self { object["redundancy"] = "1" }
    object["head"] = "\"\(head.rawValue)\""
    let json = "{" + object.sorted { $0.key < $1.key }.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
    return try JSONDecoder().decode(type, from: Data(json.utf8))
  }

  @Test(
    "unseen partners of two linear views are found, far above chance and a random projection",
    arguments: methods.indices, HeadShape.allCases)
  func heldOutRetrieval(index: Int, head: HeadShape) throws {
    let all = try Self.views(pairs: 150, noise: 0.1)
    let (seen, unseen) = (Array(0..<90), Array(90..<150))
    let pairs = try PairedFeatures(modalities: ["a", "b"], views: all.views.map { $0.selectingColumns(seen) })
    let alignment = try Self.method(Self.methods[index], head: head).fit(pairs)
    let rest = all.views.map { $0.selectingColumns(unseen) }
    func recall(_ latents: [Matrix<Double>]) -> Double {
      let unit = latents.map { UnitColumns($0).values }
      return HeldOutRetrieval(Matrix.product(unit[0], unit[1], transposing: .first)).recallAt1
    }
    let learned = recall([try alignment.embed(rest[0], of: "a"), try alignment.embed(rest[1], of: "b")])
    let random = recall([randomMatrix(4, 9, seed: 1) * rest[0], randomMatrix(4, 7, seed: 2) * rest[1]])
    // Losses of the cosines are trained for just this; of four dimensions the others make less.
    let isContrastive = [InfoNCE.name, SigLIP.name].contains(Self.methods[index].name)
    let (least, gain) = isContrastive ? (0.5, 0.4) : (0.3, 0.25)
    #expect(learned > least && learned > random + gain, "\(learned) against \(random)")
  }

  @Test("with no pair held out a training is exactly as many epochs as asked for, in batches too")
  func exactEpochs() throws {
    let pairs = try StandardisedPairs(Self.views(), method: "infonce")
    let training = Self.training { ($0.heldOut, $0.epochs, $0.batch, $0.restarts) = (0, 3, 16, 5) }
    let report = try InfoNCE { $0.training = training }.train(pairs).training
    #expect(report.losses.count == 3 && report.epochs == 3 && report.restart == 0 && report.heldOut == nil)
  }

  @Test("deep CCA's latents of the training pairs are canonical variates: uncorrelated, partners correlated")
  func canonicalVariates() throws {
    let pairs = try Self.views(noise: 0.1)
    let alignment = try Self.method(DeepCCA.self, head: .mlp).fit(pairs)
    let latents = try inStep(["a", "b"], pairs.views).map { CentredRows(try alignment.embed($1, of: $0)).values }
    for (first, second) in [(0, 0), (0, 1), (1, 1)] {
      let covariance = (1 / 60.0) * Matrix.product(latents[first], latents[second], transposing: .second)
      for i in 0..<4 {
        #expect((0.3...1).contains(covariance[i, i]))
        if first != second { for j in 0..<i { #expect(abs(covariance[i, j]) < 1e-6) } }
      }
    }
  }

  @Test("Barlow Twins' latents of the training pairs have mean 0 and deviation 1")
  func standardisedLatents() throws {
    let pairs = try Self.views()
    let z = try Self.method(BarlowTwins.self, head: .mlp).fit(pairs).embed(pairs.views[0], of: "a")
    let moments = RowMoments(z)
    #expect(moments.means.allSatisfy { abs($0) < 1e-6 })
    #expect(moments.deviations.allSatisfy { abs($0 - 1) < 1e-6 })
  }

  @Test("training lowers the loss and says what it chose", arguments: HeadShape.allCases)
  func lossFalls(head: HeadShape) throws {
    let report = try Self.fit(Self.views(), Self.training { $0.head = head }).training
    #expect(report.losses.count == report.epochs && report.epochs <= 60)
    let heldOut = try #require(report.heldOut)
    #expect(heldOut.reached > 0.3 && heldOut.isBetterThanStart && heldOut.epoch == report.epochs)
    let whole = try Self.fit(Self.views(), Self.training { ($0.head, $0.heldOut) = (head, 0) }).training
    #expect(whole.losses.count == 60 && whole.losses[59] < whole.losses[0] - 0.5 && whole.heldOut == nil)
  }

  @Test("latents have length 1")
  func unitLength() throws {
    let pairs = try Self.views()
    let z = try Self.fit(pairs, Self.training()).embed(randomMatrix(9, 20, seed: 3), of: "a")
    #expect(z.columnNorms.allSatisfy { abs($0 - 1) < 1e-14 })
  }

  @Test(
    "the same seed gives the same bits, another seed others", arguments: [0, 16])
  func reproducible(batch: Int) throws {
    let pairs = try Self.views()
    func latents(seed: UInt64) throws -> Matrix<Double> {
      try Self.fit(pairs, Self.training { ($0.seed, $0.batch) = (seed, batch) }).embed(pairs.views[0], of: "a")
    }
    let first = try latents(seed: 0)
    #expect(try latents(seed: 0) == first)
    #expect(try latents(seed: 1) != first)
  }

  // In a process of its own: the number of threads is the process's.
  @Test("the number of threads of BLAS changes no bit")
  func threads() async {
    await #expect(processExitsWith: .success) {
      let pairs = try LearnedAlignmentTests.views()
      let latents = try [1, 2].map { count in
        BLASLibrary.setThreads(count)
        return try LearnedAlignmentTests.fit(pairs, LearnedAlignmentTests.training()).embed(pairs.views[0], of: "a")
      }
      precondition(latents[0] == latents[1], "latents differ by the number of threads")
    }
  }

  @Test("the order of the pairs changes nothing, whole batch or not, dropout or not", arguments: [0, 16])
  func order(batch: Int) throws {
    let pairs = try Self.views()
    let places = Seed(base: 5).deriving("order")
    var generator = places.generator
    let order = generator.shuffled(Array(0..<pairs.count))
    let permuted = try PairedFeatures(
      modalities: pairs.modalities, views: pairs.views.map { $0.selectingColumns(order) })
    let training = Self.training { $0.batch = batch }
    let z = try Self.fit(pairs, training).embed(pairs.views[1], of: "b")
    #expect(try Self.fit(permuted, training).embed(pairs.views[1], of: "b") == z)
  }

  @Test("units and offsets of a feature change the latents by rounding only")
  func units() throws {
    let pairs = try Self.views()
    let moved = try PairedFeatures(
      modalities: pairs.modalities,
      views: pairs.views.map { view in
        view.scalingRows(by: [Double](repeating: 1024, count: view.rows))
      })
    let z = try Self.fit(pairs, Self.training()).embed(pairs.views[0], of: "a")
    let y = try Self.fit(moved, Self.training()).embed(moved.views[0], of: "a")
    #expect(largestDifference(z, y) < 1e-9)
  }

  @Test("more restarts never find worse held-out retrieval, and the first restart is the only one of one")
  func restarts() throws {
    let pairs = try Self.views(noise: 1)
    let one = try Self.fit(pairs, Self.training { $0.epochs = 20 }).training
    let three = try Self.fit(pairs, Self.training { ($0.epochs, $0.restarts) = (20, 3) }).training
    #expect(try #require(three.heldOut).reached >= #require(one.heldOut).reached)
    #expect(one.restart == 0 && (0..<3).contains(three.restart))
  }

  @Test("without refit the model is that of the chosen epoch, trained without the held-out pairs")
  func noRefit() throws {
    let pairs = try Self.views()
    let kept = try Self.fit(pairs, Self.training { $0.refit = false })
    let again = try Self.fit(pairs, Self.training())
    #expect(kept.training.heldOut == again.training.heldOut && kept.training.epochs == again.training.epochs)
    let z = try kept.embed(pairs.views[0], of: "a")
    #expect(try again.embed(pairs.views[0], of: "a") != z)
  }

  @Test("training that diverges is an error that says what to do, not a result")
  func divergence() throws {
    let pairs = try Self.views()
    let wild = Self.training {
      ($0.learningRate, $0.weightDecay, $0.head, $0.heldOut, $0.epochs) = (1e300, 0, .mlp, 0, 5)
    }
    let error = #expect(throws: InputError.self) { try InfoNCE { $0.training = wild }.fit(pairs) }
    #expect(error?.place == "infonce" && error?.advice.contains("learning rate") == true)
  }

  @Test("one pair and a modality that never varies are refused; a constant feature counts for nothing")
  func degenerate() throws {
    let one = try PairedFeatures(
      modalities: ["a", "b"], views: [randomMatrix(4, 1, seed: 1), randomMatrix(3, 1, seed: 2)])
    #expect(throws: InputError.self) { try InfoNCE { $0.training = Self.training() }.fit(one) }
    let pairs = try Self.views()
    let flat = try PairedFeatures(modalities: ["a", "b"], views: [pairs.views[0].map { _ in 7 }, pairs.views[1]])
    #expect(throws: InputError.self) { try InfoNCE { $0.training = Self.training() }.fit(flat) }
    let constant = Matrix<Double>(1, pairs.count).map { _ in 0.1 }
    let wider = try PairedFeatures(
      modalities: ["a", "b"], views: [Matrix.stackedVertically([pairs.views[0], constant]), pairs.views[1]])
    let alignment = try Self.fit(wider, Self.training())
    let other = Matrix.stackedVertically([pairs.views[0], 50 * constant])
    #expect(try alignment.embed(other, of: "a") == alignment.embed(wider.views[0], of: "a"))
  }

  @Test("too few pairs to hold any out are trained on for all epochs")
  func fewPairs() throws {
    let pairs = try PairedFeatures(
      modalities: ["a", "b"], views: [randomMatrix(9, 3, seed: 1), randomMatrix(8, 3, seed: 2)])
    let report = try Self.fit(pairs, Self.training()).training
    #expect(report.heldOut == nil && report.epochs == 60)
  }

  @Test("ties count against retrieval, so that a collapsed latent finds nothing")
  func ties() {
    #expect(HeldOutRetrieval(Matrix<Double>(4, 4)).recallAt1 == 0)
    #expect(HeldOutRetrieval(.identity(4)).recallAt1 == 1)
    #expect(HeldOutRetrieval(Matrix<Double>(4, 4).map { _ in .nan }).recallAt1 == 0)
  }

  @Test(
    "parameters out of range are refused by name",
    arguments: [
      "k: 0", "hidden: 0", "epochs: 0", "patience: 0", "restarts: 0", "batch: 1", "batch: -1", "dropout: 1",
      "heldOut: -0.1", "warmUp: 1.5", "temperature: 0", "temperature: 1000", "learningRate: 0", "weightDecay: -1",
      "weightDecay: 1000",
    ])
  func ranges(entry: String) throws {
    let parts = entry.split(separator: ":").map(String.init)
    let json = Data("{\"\(parts[0])\":\(parts[1])}".utf8)
    let error = #expect(throws: InputError.self) { try JSONDecoder().decode(InfoNCE.self, from: json) }
    #expect(error?.place == parts[0])
    #expect(throws: InputError.self) { try JSONDecoder().decode(SigLIP.self, from: json) }
  }

  @Test("each method's own parameters are refused out of range by name")
  func ownRanges() throws {
    let wrong: [(any AlignmentMethod.Type, String)] = [
      (VICReg.self, "invariance"), (VICReg.self, "variance"), (VICReg.self, "covariance"),
      (BarlowTwins.self, "redundancy"), (DeepCCA.self, "ridge"),
    ]
    for (type, name) in wrong {
      let error = #expect(throws: InputError.self) {
        try JSONDecoder().decode(type, from: Data("{\"\(name)\":-1}".utf8))
      }
      #expect(error?.place == name)
    }
  }

  @Test("parameters are written at one level, as they are declared, and read back", arguments: methods.indices)
  func coding(index: Int) throws {
    func check<M: LearnedAlignmentMethod>(_ type: M.Type) throws {
      let method = try JSONDecoder().decode(type, from: Data(#"{"k": 3, "head": "mlp", "seed": 7}"#.utf8))
      let data = try JSONEncoder().encode(method)
      let object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
      #expect(object["k"] as? Int == 3 && object["head"] as? String == "mlp")
      #expect(Set(object.keys) == Set(type.parameters.map(\.name).filter(method.isWritten)))
      #expect(try JSONDecoder().decode(type, from: data).factorisationKey == method.factorisationKey)
    }
    try check(Self.methods[index])
  }
}

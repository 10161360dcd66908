import Foundation
import LinearAlgebra
import Testing
import TestSupport

@testable import Alignment

@Suite("Learned alignments against PyTorch")
struct TrainingPeerTests {
  /// What the peer wrote; see `Tests/Peers/learned`.
  struct Peer: Decodable {
    let dimensions: [Int]
    let k, hidden, pairs, warmUpSteps: Int
    let rate, decay: Double
    let views: [[Double]]
    let cases: [Case]
  }

  struct Case: Decodable {
    let loss, head, activation: String
    let batches: [[Int]]
    let start, end: [[Double]]
    let losses: [Double]
    /// Terms beside the loss, as a configuration names them.
    let terms: PairRegularisation?
  }

  static func peer() throws -> Peer {
    let url = try #require(
      Bundle.module.url(forResource: "learned", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Peer.self, from: Data(contentsOf: url))
  }

  static func loss(_ name: String) throws -> any PairLoss {
    let losses: [String: any PairLoss] = [
      "infonce": InfoNCELoss(temperature: 0.5), "siglip": SigLIPLoss(temperature: 0.1, bias: -3),
      "vicreg": VICRegLoss(invariance: 25, variance: 25, covariance: 1),
      "barlow-twins": BarlowTwinsLoss(redundancy: 0.005), "deep-cca": DeepCCALoss(ridge: 0.1),
    ]
    return try #require(losses[name])
  }

  static func model<S: TrainingScalar>(_ tensors: [[Double]], _ peer: Peer, _ example: Case) throws -> PairModel<S> {
    let activation = try #require(Activation(rawValue: example.activation))
    var rest = tensors.map { $0.map { S($0) } }[...]
    let heads = peer.dimensions.map { d in
      let sizes = example.head == "linear" ? [d, peer.k] : [d, peer.hidden, peer.k]
      let layers = zip(sizes, sizes.dropFirst()).map { from, to in
        ProjectionHead<S>.Layer(
          weight: Matrix(to, from, columnMajor: rest.removeFirst()),
          bias: Matrix(to, 1, columnMajor: rest.removeFirst()))
      }
      return ProjectionHead(layers: layers, activation: activation)
    }
    return PairModel(heads: heads, scalars: rest.removeFirst())
  }

  static func train<S: TrainingScalar>(
    _ example: Case, _ peer: Peer, loss: some PairLoss, in scalar: S.Type, parallel: Bool
  ) throws -> (losses: [Double], model: PairModel<S>) {
    let views = inStep(peer.dimensions, peer.views).map { Matrix($0, peer.pairs, columnMajor: $1.map { S($0) }) }
    let schedule = CosineSchedule(
      peak: peer.rate, warmUpSteps: peer.warmUpSteps, steps: example.batches.count)
    var stepper = PairStepper(
      try model(example.start, peer, example) as PairModel<S>, loss: loss, schedule: schedule,
      weightDecay: peer.decay, parallel: parallel,
      regulariser: example.terms.flatMap {
        PairRegulariser($0, inputs: views.map { $0.map { Double($0) } }, count: peer.pairs)
      })
    let losses = example.batches.map { batch in
      stepper.take(views.map { $0.selectingColumns(batch).withOnes }, pairs: batch[...])
    }
    return (losses, stepper.model)
  }

  @Test("20 steps of AdamW give PyTorch's losses and weights", arguments: 0..<17)
  func agreement(index: Int) throws {
    let peer = try Self.peer()
    try #require(peer.cases.count == 17)
    let example = peer.cases[index]
    let result = try Self.train(example, peer, loss: Self.loss(example.loss), in: Double.self, parallel: false)
    for (ours, theirs) in inStep(result.losses, example.losses) { #expect(abs(ours - theirs) < 1e-8) }
    let end: PairModel<Double> = try Self.model(example.end, peer, example)
    for (ours, theirs) in inStep(result.model.tensors, end.tensors) { #expect(largestDifference(ours, theirs) < 1e-8) }
    #expect(example.start != example.end && example.losses.count == 20)
  }

  @Test(
    "in single precision the losses are the same to 1e-5 (with terms beside them 4e-3), on one thread and on two",
    arguments: 0..<17)
  func singlePrecision(index: Int) throws {
    let peer = try Self.peer()
    let example = peer.cases[index]
    let results = try [false, true].map {
      try Self.train(example, peer, loss: Self.loss(example.loss), in: Float.self, parallel: $0)
    }
    #expect(results[0].losses == results[1].losses)
    // Terms beside the loss pass on small gradients, rounding and all, which AdamW brings to full
    // size.
    let tolerance = example.terms == nil ? 1e-5 : 4e-3
    for (ours, theirs) in inStep(results[0].losses, example.losses) {
      #expect(abs(ours - theirs) < tolerance * max(1, abs(theirs)))
    }
  }
}

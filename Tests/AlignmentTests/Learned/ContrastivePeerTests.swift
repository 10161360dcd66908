import Foundation
import LinearAlgebra
import Testing

@testable import Alignment

@Suite("Contrastive training against PyTorch")
struct ContrastivePeerTests {
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
  }

  static func peer() throws -> Peer {
    let url = try #require(
      Bundle.module.url(forResource: "contrastive", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode(Peer.self, from: Data(contentsOf: url))
  }

  static func model(_ tensors: [[Double]], _ peer: Peer, _ example: Case) throws -> ContrastiveModel {
    let activation = try #require(Activation(rawValue: example.activation))
    var rest = tensors[...]
    let heads = peer.dimensions.map { d in
      let sizes = example.head == "linear" ? [d, peer.k] : [d, peer.hidden, peer.k]
      let layers = zip(sizes, sizes.dropFirst()).map { from, to in
        ProjectionHead.Layer(
          weight: Matrix(to, from, columnMajor: rest.removeFirst()),
          bias: Matrix(to, 1, columnMajor: rest.removeFirst()))
      }
      return ProjectionHead(layers: layers, activation: activation)
    }
    return ContrastiveModel(heads: heads, scalars: rest.removeFirst())
  }

  static func train(
    _ example: Case, _ peer: Peer, loss: some ContrastiveLoss
  ) throws -> (losses: [Double], model: ContrastiveModel) {
    let views = zip(peer.dimensions, peer.views).map { Matrix($0, peer.pairs, columnMajor: $1) }
    let schedule = CosineSchedule(
      peak: peer.rate, warmUpSteps: peer.warmUpSteps, steps: example.batches.count)
    var stepper = ContrastiveStepper(
      try model(example.start, peer, example), loss: loss, schedule: schedule, weightDecay: peer.decay)
    let losses = example.batches.map { batch in stepper.take(views.map { $0.selectingColumns(batch) }) }
    return (losses, stepper.model)
  }

  @Test("20 steps of AdamW give PyTorch's losses and weights", arguments: 0..<5)
  func agreement(index: Int) throws {
    let peer = try Self.peer()
    try #require(peer.cases.count == 5)
    let example = peer.cases[index]
    let result =
      example.loss == "infonce"
      ? try Self.train(example, peer, loss: InfoNCELoss(temperature: 0.5))
      : try Self.train(example, peer, loss: SigLIPLoss(temperature: 0.1, bias: -3))
    for (ours, theirs) in zip(result.losses, example.losses) { #expect(abs(ours - theirs) < 1e-8) }
    let end = try Self.model(example.end, peer, example)
    for (ours, theirs) in zip(result.model.tensors, end.tensors) {
      let difference = (ours - theirs).withUnsafeElements { $0.map(abs).max() ?? 0 }
      #expect(difference < 1e-8)
    }
    #expect(example.start != example.end && example.losses.count == 20)
  }
}

import Foundation
import LinearAlgebra
import Randomness
import Testing
import TestSupport

@testable import Alignment

@Suite("Terms beside the losses of learned alignments")
struct RegularisationTests {
  static let structure = StructureTerm(weight: 2, temperature: 0.2)
  static let distillation = DistillationTerm(weight: 0.5, teacherTemperature: 0.1, studentTemperature: 0.3)

  /// The largest difference between gradients and central differences of fourth order.
  static func error(
    _ latents: [Matrix<Double>], _ evaluate: ([Matrix<Double>]) -> LatentGradient<Double>
  ) -> Double {
    let gradients = evaluate(latents).latents
    let h = 3e-5
    return largestMagnitude(
      latents.indices.flatMap { m in
        (0..<latents[m].count).map { i in
          func value(_ shift: Double) -> Double {
            var moved = latents
            moved[m].withUnsafeMutableElements { $0[i] += shift }
            return evaluate(moved).value
          }
          let numeric = (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h)
          return numeric - gradients[m].withUnsafeElements { $0[i] }
        }
      })
  }

  static func columns(_ rows: Int, _ count: Int, seed: UInt64) -> [Matrix<Double>] {
    [randomMatrix(rows, count, seed: seed), randomMatrix(rows, count, seed: seed + 1)]
  }

  @Test("the gradient of structure is that of central differences, a sample without direction among them")
  func gradientOfStructure() {
    let inputs = [randomMatrix(6, 7, seed: 1), randomMatrix(3, 7, seed: 2)].map(Self.structure.neighbourhoods)
    let latents = Self.columns(4, 7, seed: 3)
    #expect(Self.error(latents) { Self.structure.evaluate($0, inputs: inputs) } < 1e-9)
    #expect(Self.structure.evaluate(latents, inputs: inputs).latents.allSatisfy { $0.frobeniusNorm > 1e-3 })
    let collapsed = Self.structure.evaluate([Matrix(4, 7), Matrix(4, 7)], inputs: inputs)
    #expect(collapsed.value.isFinite && collapsed.latents.allSatisfy { $0.frobeniusNorm == 0 })
  }

  @Test("the gradient of distillation is that of central differences: neither queue nor teacher moves")
  func gradientOfDistillation() {
    let queue = Self.columns(4, 5, seed: 9).map { UnitColumns($0).values }
    let latents = Self.columns(4, 7, seed: 3)
    let term = Self.distillation.evaluate(latents, queue: queue)
    // A latent is a student and a teacher: with the teacher held, the student's part alone is left.
    for student in 0..<2 {
      let fixed = latents[1 - student]
      func value(_ moved: Matrix<Double>) -> Double {
        func logs(_ m: Int, _ values: Matrix<Double>, _ temperature: Double) -> SoftSimilarity {
          SoftSimilarity(
            Matrix.product(queue[m], UnitColumns(values).values, transposing: .first), temperature: temperature,
            withoutSelf: false)
        }
        let (teacher, own) = (logs(1 - student, fixed, 0.1), logs(student, moved, 0.3))
        let differences = teacher.logarithms - own.logarithms
        return 0.5 / 14 * teacher.shares.dot(differences)
      }
      let error = Self.error([latents[student]]) {
        LatentGradient(value: value($0[0]), latents: [term.latents[student]])
      }
      #expect(error < 1e-9)
    }
  }

  @Test("structure is 0 for a rotation with a scale and a shift, at most log 2, and falls nowhere below 0")
  func isometry() throws {
    let inputs = [randomMatrix(5, 30, seed: 1), randomMatrix(5, 30, seed: 2)]
    let neighbourhoods = inputs.map(Self.structure.neighbourhoods)
    let rotation = try SingularValueDecomposition(randomMatrix(5, 5, seed: 3)).u
    let moved = inputs.map { (3 * (rotation * $0)).addingToColumns([1, -2, 0, 4, 5]) }
    #expect(abs(Self.structure.evaluate(moved, inputs: neighbourhoods).value) < 1e-13)
    let others = Self.structure.evaluate(Self.columns(5, 30, seed: 7), inputs: neighbourhoods).value
    #expect(others > 0.1 && others <= 2 * log(2))
    let two = Self.columns(3, 2, seed: 5)
    let term = Self.structure.evaluate(two, inputs: two.map(Self.structure.neighbourhoods))
    #expect(term.value == 0 && term.latents.allSatisfy { $0.frobeniusNorm == 0 })
  }

  @Test("distillation is 0 for an empty queue, and for modalities that agree at one temperature")
  func agreement() {
    let latents = Self.columns(4, 6, seed: 1)
    let empty = Self.distillation.evaluate(latents, queue: [Matrix(0, 0), Matrix(0, 0)])
    #expect(empty.value == 0 && empty.latents.allSatisfy { $0.frobeniusNorm == 0 })
    let same = DistillationTerm(weight: 1, teacherTemperature: 0.2, studentTemperature: 0.2)
    let queue = UnitColumns(randomMatrix(4, 9, seed: 8)).values
    #expect(abs(same.evaluate([latents[0], latents[0]], queue: [queue, queue]).value) < 1e-14)
    #expect(same.evaluate(latents, queue: [queue, queue]).value > 0.01)
  }

  @Test("a queue keeps the latest pairs of both modalities at length 1, the oldest first")
  func queue() {
    var queue = LatentQueue(length: 5)
    let batches = [3, 4, 9].map { Self.columns(2, $0, seed: UInt64($0)) }
    queue.add(batches[0])
    #expect(queue.latents.map(\.columns) == [3, 3])
    queue.add(batches[1])
    let unit = batches.map { $0.map { UnitColumns($0).values } }
    for m in 0..<2 {
      #expect(queue.latents[m] == Matrix.stackedHorizontally([unit[0][m].columns(2..<3), unit[1][m]]))
    }
    queue.add(batches[2])
    for m in 0..<2 { #expect(queue.latents[m] == unit[2][m].columns(4..<9)) }
  }

  /// A method of a name with some parameters.
  static func method<M: LearnedAlignmentMethod>(_ type: M.Type, _ parameters: String) throws -> M {
    let common = #""k": 4, "epochs": 30, "learningRate": 0.02, "weightDecay": 0.1, "seed": 3"#
    return try JSONDecoder().decode(type, from: Data("{\(common)\(parameters)}".utf8))
  }

  static func written(_ method: some LearnedAlignmentMethod) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(method), as: UTF8.self)
  }

  @Test(
    "at weight 0 parameters are written and heads are trained as without the terms, bit for bit",
    arguments: LearnedAlignmentTests.methods.indices)
  func weightZero(index: Int) throws {
    func check<M: LearnedAlignmentMethod>(_ type: M.Type) throws {
      let plain = try Self.method(type, "")
      let idle = try Self.method(
        type, #", "structure": 0, "structureTemperature": 0.7, "distillation": 0, "queue": 9, "teacherTemperature": 2"#)
      let bytes = try Self.written(plain)
      #expect(try Self.written(idle) == bytes)
      #expect(!bytes.contains("tructure") && !bytes.contains("queue") && !bytes.contains("istill"))
      let pairs = try LearnedAlignmentTests.views()
      let latents = try [plain, idle].map { try $0.fit(pairs).embed(pairs.views[0], of: "a") }
      #expect(latents[0] == latents[1])
      let both = try Self.method(type, #", "structure": 2, "distillation": 0.5"#)
      let text = try Self.written(both)
      for name in ["structure", "structureTemperature", "distillation", "queue", "teacherTemperature"] {
        #expect(text.contains("\"\(name)\""))
      }
      #expect(try Self.written(JSONDecoder().decode(type, from: Data(text.utf8))) == text)
      let fitted = try both.fit(pairs)
      #expect(try fitted.embed(pairs.views[0], of: "a") != latents[0])
      #expect(try both.fit(pairs).embed(pairs.views[0], of: "a") == fitted.embed(pairs.views[0], of: "a"))
    }
    try check(LearnedAlignmentTests.methods[index])
  }

  /// InfoNCE trained on all pairs for 60 epochs.
  static func trained(
    _ pairs: PairedFeatures, _ change: (inout PairRegularisation) -> Void
  ) throws -> LearnedAlignment {
    var training = LearnedAlignmentTests.training {
      ($0.heldOut, $0.dropout) = (0, 0)
      $0.batch = 20
    }
    change(&training.regularisation)
    return try LearnedAlignmentTests.fit(pairs, training)
  }

  @Test("with the term of structure, latents keep more of their inputs' neighbourhoods, and the loss falls")
  func structureIsKept() throws {
    let pairs = try LearnedAlignmentTests.views()
    let standardised = try StandardisedPairs(pairs, method: "infonce")
    let inputs = standardised.geometry.map(Self.structure.neighbourhoods)
    func distance(_ alignment: LearnedAlignment) throws -> Double {
      let outputs = zip(alignment.heads, standardised.views).map { $0($1.asDouble) }
      return Self.structure.evaluate(outputs, inputs: inputs).value
    }
    let plain = try Self.trained(pairs) { _ in }
    let kept = try Self.trained(pairs) { ($0.structure, $0.structureTemperature) = (20, 0.2) }
    #expect(try distance(kept) < 0.7 * distance(plain))
    let losses = kept.training.losses
    #expect(losses[59] < losses[0])
  }

  @Test("with distillation, the two modalities agree more on what is similar to what")
  func similaritiesAgree() throws {
    let pairs = try LearnedAlignmentTests.views()
    let views = try StandardisedPairs(pairs, method: "infonce").views
    func distance(_ alignment: LearnedAlignment) -> Double {
      let unit = zip(alignment.heads, views).map { UnitColumns($0($1.asDouble)).values }
      return Self.distillation.evaluate(unit, queue: unit).value
    }
    let plain = try Self.trained(pairs) { _ in }
    let distilled = try Self.trained(pairs) {
      ($0.distillation, $0.queue) = (20, 60)
      ($0.teacherTemperature, $0.studentTemperature) = (0.1, 0.3)
    }
    #expect(distance(distilled) < distance(plain))
  }

  @Test("the order of the pairs changes no bit, in batches too")
  func order() throws {
    let pairs = try LearnedAlignmentTests.views()
    let turned = try PairedFeatures(
      modalities: pairs.modalities, views: pairs.views.map { $0.selectingColumns(Array((0..<60).reversed())) })
    let latents = try [pairs, turned].map {
      try Self.trained($0) { ($0.structure, $0.distillation) = (1, 1) }.embed(pairs.views[0], of: "a")
    }
    #expect(latents[0] == latents[1])
  }
}

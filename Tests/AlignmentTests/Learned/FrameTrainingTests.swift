import Diagnostics
import Foundation
import LinearAlgebra
import Randomness
import Testing
import TestSupport

@testable import Alignment

@Suite("Learned alignments of frames")
struct FrameTrainingTests {
  static let frames = 12
  static let names = [InfoNCE.name, SigLIP.name]

  /// Clips of two modalities that see one signal of three channels, each through a linear map of
  /// its own, with noise.
  static func clips(_ count: Int, noise: Double = 0.2) -> [Matrix<Double>] {
    var generator = Seed(base: 11).generator
    let dimensions = [6, 5]
    let maps = dimensions.map { d in (0..<(3 * d)).map { _ in generator.normal() } }
    var sequences = dimensions.map { Matrix<Double>($0 * frames, count) }
    for clip in 0..<count {
      // Clips differ in how much each channel of the signal moves, and in where it rests.
      let (sizes, rests) = ((0..<3).map { _ in generator.uniform(0.3, 2) }, (0..<3).map { _ in generator.normal() })
      for t in 0..<frames {
        let z = (0..<3).map { rests[$0] + sizes[$0] * generator.normal() }
        for (m, d) in dimensions.enumerated() {
          for i in 0..<d {
            let clean = (0..<3).reduce(0) { $0 + maps[m][3 * i + $1] * z[$1] }
            sequences[m][t * d + i, clip] = 2 + clean + noise * generator.normal()
          }
        }
      }
    }
    return sequences
  }

  static let level = Result { try FrameLevel { ($0.lags, $0.segments) = ([0], [1, 2]) } }

  static func pairs(_ sequences: [Matrix<Double>]) throws -> FramePairs {
    let level = try level.get()
    return try FramePairs(
      modalities: ["a", "b"], views: clips(60).map { FrameView($0, frames: frames, lags: level.lags, scaling: .pairs) },
      sequences: sequences, level: level)
  }

  static func method(
    _ name: String, _ level: LossLevel, _ change: (inout PairTraining) -> Void = { _ in }
  ) throws -> any LearnedAlignmentMethod {
    var training = PairTraining()
    (training.k, training.hidden, training.epochs, training.batch) = (4, 12, 40, 10)
    (training.learningRate, training.weightDecay, training.dropout) = (0.02, 0.1, 0.05)
    change(&training)
    return name == InfoNCE.name
      ? try InfoNCE { ($0.training, $0.loss) = (training, level) }
      : try SigLIP { ($0.training, $0.loss) = (training, level) }
  }

  static func fit(_ method: any LearnedAlignmentMethod, _ pairs: FramePairs) throws -> LearnedAlignment {
    try #require(method.fit(pairs.samples()) as? LearnedAlignment)
  }

  @Test(
    "unseen clips, and frames among those of an unseen clip, find their partners far above chance",
    arguments: names, LossLevel.allCases)
  func retrieval(name: String, level: LossLevel) throws {
    let all = Self.clips(100)
    let (seen, unseen) = (Array(0..<60), Array(60..<100))
    let pairs = try Self.pairs(all.map { $0.selectingColumns(seen) })
    let learned = try Self.fit(Self.method(name, level), pairs)
    let alignment = try FrameAlignment([learned], pairs: [pairs], level: Self.level.get())
    let rest = inStep(["a", "b"], all.map { $0.selectingColumns(unseen) })
    func recall(_ latents: [Matrix<Double>]) -> Double {
      let unit = latents.map { UnitColumns($0).values }
      return HeldOutRetrieval(Matrix.product(unit[0], unit[1], transposing: .first)).recallAt1
    }
    let clips = recall(try rest.map { try alignment.embed($1, of: $0) })
    let latents = try rest.map { try alignment.embedWithFrames($1, of: $0).frames }
    let ofFrames = unseen.indices.map { clip in
      recall(latents.map { $0.columns((clip * Self.frames)..<((clip + 1) * Self.frames)) })
    }
    let frames = ofFrames.reduce(0, +) / Double(unseen.count)
    // Chance is 1 of 40 clips and 1 of 12 frames. What is not trained on is not promised as much.
    #expect(clips > (level == .frame ? 0.3 : 0.6), "clips \(clips)")
    #expect(frames > (level == .clip ? 0.3 : 0.6), "frames \(frames)")
  }

  @Test("training lowers the loss and says what it chose", arguments: names, LossLevel.allCases)
  func lossFalls(name: String, level: LossLevel) throws {
    let pairs = try Self.pairs(Self.clips(60))
    let report = try Self.fit(Self.method(name, level) { $0.heldOut = 0 }, pairs).training
    #expect(report.losses.count == 40 && report.losses[39] < 0.8 * report.losses[0] && report.heldOut == nil)
    let chosen = try Self.fit(Self.method(name, level), pairs).training
    let heldOut = try #require(chosen.heldOut)
    #expect(heldOut.reached > 0.3 && heldOut.isBetterThanStart && chosen.temperature != nil)
  }

  @Test("the order of the clips changes no bit", arguments: names, LossLevel.allCases)
  func order(name: String, level: LossLevel) throws {
    let sequences = Self.clips(60)
    var generator = Seed(base: 5).deriving("order").generator
    let order = generator.shuffled(Array(0..<60))
    let latents = try [sequences, sequences.map { $0.selectingColumns(order) }].map { sequences in
      try Self.fit(Self.method(name, level) { $0.epochs = 8 }, Self.pairs(sequences))
        .embed(randomMatrix(6, 20, seed: 1), of: "a")
    }
    #expect(latents[0] == latents[1])
  }

  // In a process of its own: the number of threads is the process's.
  @Test("the number of threads of BLAS changes no bit")
  func threads() async {
    await #expect(processExitsWith: .success) {
      let pairs = try FrameTrainingTests.pairs(FrameTrainingTests.clips(60))
      let latents = try [1, 2].map { count in
        BLASLibrary.setThreads(count)
        return try FrameTrainingTests.fit(FrameTrainingTests.method(InfoNCE.name, .both) { $0.epochs = 5 }, pairs)
          .embed(randomMatrix(6, 20, seed: 1), of: "a")
      }
      precondition(latents[0] == latents[1], "latents differ by the number of threads")
    }
  }

  @Test("clips of one frame, compared as frames, are trained as pairs are, bit by bit", arguments: names)
  func asPairs(name: String) throws {
    let plain = try LearnedAlignmentTests.views()
    var framed = plain
    framed.pooling = FramePooling(level: FrameLevel(), frames: 1)
    let z = try Self.method(name, .standard).fit(plain).embed(plain.views[0], of: "a")
    #expect(try Self.method(name, .frame).fit(framed).embed(plain.views[0], of: "a") == z)
  }

  @Test("frames alone are compared at length 1; clips pooled from outputs of one size", arguments: names)
  func lengths(name: String) throws {
    let sequences = Self.clips(60)
    let pairs = try Self.pairs(sequences)
    let frame = try Self.fit(Self.method(name, .frame) { $0.epochs = 3 }, pairs)
    #expect(try frame.embed(randomMatrix(6, 20, seed: 3), of: "a").columnNorms.allSatisfy { abs($0 - 1) < 1e-14 })
    for level in [LossLevel.clip, .both] {
      let fitted = try Self.fit(Self.method(name, level) { $0.epochs = 3 }, pairs)
      let clips = try FrameAlignment([fitted], pairs: [pairs], level: Self.level.get())
      for (name, sequences) in inStep(["a", "b"], sequences) {
        let squares = try clips.embed(sequences, of: name).columnSquares
        #expect(abs(squares.reduce(0, +) / 60 - 1) < 1e-6)
      }
    }
  }

  @Test("held-out pairs and batches are of whole clips")
  func wholeClips() throws {
    let pairs = try StandardisedPairs(Self.pairs(Self.clips(60)).samples(), method: "infonce")
    #expect(pairs.count == 60 && pairs.frames == 12 && pairs.views[0].columns == 720)
    let known = Set((0..<60).map { pairs.views[0].columns(($0 * 12)..<(($0 + 1) * 12)).column(5) })
    var training = PairTraining()
    (training.batch, training.dropout) = (7, 0)
    var batches = PairBatches(pairs.views, frames: 12, training: training, seed: Seed(base: 1))
    batches.beginEpoch()
    #expect(batches.count == 9)
    var seen: Set<[Float]> = []
    for place in 0..<batches.count {
      let batch = batches.batch(place)
      #expect(batch.map(\.columns) == [batch[0].columns, batch[0].columns] && batch[0].columns % 12 == 0)
      for clip in 0..<(batch[0].columns / 12) { seen.insert(batch[0].column(clip * 12 + 5).dropLast()) }
    }
    #expect(seen == known)
  }

  @Test("a level that the pairs cannot have is refused by name")
  func refused() throws {
    for name in Self.names {
      for level in [LossLevel.frame, .clip] {
        let error = #expect(throws: InputError.self) { try Self.method(name, level).fit(LearnedAlignmentTests.views()) }
        #expect(error?.place == "\(name): loss" && error?.found == "'\(level.rawValue)' for whole clips")
      }
      let one = try Self.pairs(Self.clips(1))
      for level in [LossLevel.clip, .both] {
        let error = #expect(throws: InputError.self) { try Self.method(name, level).fit(one.samples()) }
        #expect(error?.place == "\(name): loss" && error?.found == "'\(level.rawValue)' for 1 clip")
      }
      #expect(try Self.fit(Self.method(name, .frame) { $0.epochs = 2 }, one).training.epochs == 2)
    }
  }

  @Test("the level is written where it is not the default, and read back")
  func coding() throws {
    for name in Self.names {
      for level in LossLevel.allCases {
        func check(_ method: some LearnedAlignmentMethod) throws {
          let data = try JSONEncoder().encode(method)
          let object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
          #expect(object["loss"] as? String == (level == .standard ? nil : level.rawValue))
          let again = try JSONDecoder().decode(type(of: method), from: data)
          #expect(again.factorisationKey == method.factorisationKey)
        }
        try check(Self.method(name, level))
      }
    }
  }

  @Test("of the learned methods those with a loss of cosines see frames")
  func frameUse() {
    for type in LearnedAlignmentTests.methods {
      let names = type.parameters.map(\.name)
      #expect((type.frameUse == .samples) == Self.names.contains(type.name))
      #expect(names.contains("loss") == Self.names.contains(type.name))
    }
  }
}

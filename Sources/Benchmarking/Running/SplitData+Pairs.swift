import Alignment
import Diagnostics
import LinearAlgebra

/// The pairs of a split, and alignments fitted on them.
extension SplitData {
  /// The paired rows of the modalities of a direction, in the order of the feature set: directions between the same
  /// modalities share them. Where `directed`, they also say which modality is the source; where `incomplete`, rows that
  /// lack modalities are among them as long as they have two.
  func pairs(of direction: Direction, directed: Bool = false, incomplete: Bool = false) throws -> PairedFeatures {
    let (names, rows) = try pairedRows(of: direction, incomplete: incomplete)
    return try PairedFeatures(
      modalities: names,
      views: names.map { name in columns(rows.map { partner($0, in: name, direction) }, of: name) },
      present: isComplete ? nil : names.map { name in rows.map { has(name, partner($0, in: name, direction)) } },
      source: directed ? direction.source : nil)
  }

  /// The alignment fitted on the pairs of `direction`, with the seconds that its factorisation and its own step took.
  func fit(_ method: some AlignmentMethod, direction: Direction) throws -> (any FittedAlignment, seconds: Double) {
    let mismatched = split.roles.partners != nil
    let name = StageName.factorisation(method, direction, modalities: order, mismatched: mismatched)
    guard let frames else {
      let pairs = try pairs(
        of: direction, directed: method.dependsOnDirection, incomplete: method.usesIncompleteSamples)
      let (factorisation, before) = try shared.value(name) { try method.factorise(pairs) }
      let (fitted, seconds) = try timed { try method.fit(factorisation, pairs: pairs) }
      return (fitted, before + seconds)
    }
    let (pairs, stacking) = try shared.value(
      StageName.framePairs(direction, modalities: order, mismatched: mismatched)
    ) { try framePairs(of: direction, frames).map(PairedFrames.init) }
    let source = method.dependsOnDirection ? direction.source : nil
    let samples = try pairs.map { try $0.samples(for: type(of: method).frameUse, source: source) }
    let (factorisations, before) = try shared.value(name) { try samples.map { try method.factorise($0) } }
    let (fitted, seconds) = try timed {
      try FrameAlignment(
        zip(factorisations, samples).map { try method.fit($0, pairs: $1) }, pairs: pairs.map(\.frames),
        level: frames.level)
    }
    return (fitted, stacking + before + seconds)
  }

  /// The paired frames under each scaling.
  private func framePairs(of direction: Direction, _ frames: FrameData) throws -> [FramePairs] {
    let (names, rows) = try pairedRows(of: direction, incomplete: false)
    let sequences = names.map { name in inputs(rows.map { partner($0, in: name, direction) }, of: name) }
    return try frames.views.map { views in
      try FramePairs(
        modalities: names, views: names.map { views[$0]! }, sequences: sequences, level: frames.level)
    }
  }

  private func partner(_ row: Int, in modality: String, _ direction: Direction) -> Int {
    modality == direction.target ? partner(row) : row
  }

  private func pairedRows(of direction: Direction, incomplete: Bool) throws -> (names: [String], rows: [Int]) {
    let names = order.filter(direction.modalities.contains)
    let least = incomplete ? 2 : names.count
    let rows = split.roles.paired.filter { row in
      names.count { has($0, partner(row, in: $0, direction)) } >= least
    }
    guard !rows.isEmpty else {
      throw InputError(
        "pairs", found: "no paired row that has \(incomplete ? "two" : "all") of \(names.joined(separator: ", "))",
        expected: "at least one", advice: "Choose other modalities, or another split.")
    }
    return (names, rows)
  }
}

/// Paired frames with what stands for them where moments are enough.
private struct PairedFrames: Sendable {
  let frames: FramePairs
  private let moments: PairedFeatures

  init(_ frames: FramePairs) throws {
    self.frames = frames
    moments = try frames.moments()
  }

  /// What a method is fitted on.
  func samples(for use: FrameUse, source: String?) throws -> PairedFeatures {
    switch use {
    case .moments: try PairedFeatures(modalities: moments.modalities, views: moments.views, source: source)
    case .samples: try frames.samples(source: source)
    case .none:
      throw InputError(
        "alignment", found: "frames", expected: "clips", advice: "Choose a method that is made for frames.")
    }
  }
}

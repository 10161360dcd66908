import Alignment
import Diagnostics
import LinearAlgebra
import Parallelism

/// The pairs of a split, and alignments fitted on them.
extension SplitData {
  /// The paired rows of the modalities of a direction, in the order of the feature set: directions
  /// between the same modalities share them. Where `directed`, they also say which modality is the
  /// source; where `incomplete`, rows that lack modalities are among them as long as they have two.
  func pairs(of direction: Direction, directed: Bool = false, incomplete: Bool = false) throws -> PairedFeatures {
    let (names, rows) = try pairedRows(of: direction, incomplete: incomplete)
    var pairs = try PairedFeatures(
      modalities: names,
      views: names.map { name in columns(rows.map { partner($0, in: name, direction) }, of: name) },
      present: isComplete ? nil : names.map { name in rows.map { has(name, partner($0, in: name, direction)) } },
      source: directed ? direction.source : nil)
    let divisors = names.compactMap { modalities[$0]?.reduction?.divisors }
    if divisors.count == names.count { pairs.components = divisors }
    return pairs
  }

  /// The pairs as a method sees them; inner folds do not keep them.
  private func pairs(for method: some AlignmentMethod, _ direction: Direction) throws -> PairedFeatures {
    try cache.valueIfAnnounced(stages(of: direction).pairs(method)) {
      try pairs(of: direction, directed: method.dependsOnDirection, incomplete: method.usesIncompleteSamples)
    }
  }

  /// The alignment fitted on the pairs of `direction`, with the seconds that its factorisation and
  /// its own step took.
  func fit(_ method: some AlignmentMethod, direction: Direction) throws -> (any FittedAlignment, seconds: Double) {
    if let frames { return try fitFrames(method, direction: direction, level: frames.level) }
    let units = try FeatureUnits(pairs(for: method, direction), for: method)
    let (factorisation, before) = try cache.value(stages(of: direction).factorisation(method)) {
      try method.factorise(units.pairs)
    }
    let (fitted, seconds) = try timed { units.restored(try method.fit(factorisation, pairs: units.pairs)) }
    return (fitted, before + seconds)
  }

  /// What the trials of a direction share.
  func stages(of direction: Direction) -> DirectionStages {
    DirectionStages(
      direction, modalities: order, isMismatched: split.roles.partners != nil, areFrames: frames != nil)
  }

  /// The alignment of frames, under every scaling. Its seconds count those of its parts, which
  /// other alignments share.
  private func fitFrames(
    _ method: some AlignmentMethod, direction: Direction, level: FrameLevel
  ) throws -> (any FittedAlignment, seconds: Double) {
    let stages = stages(of: direction)
    let ((fitted, seconds), _) = try cache.value(stages.frameAlignment(method)) {
      let (pairs, stacking) = try cache.value(stages.framePairs) { try framePairs(of: direction) }
      let source = method.dependsOnDirection ? direction.source : nil
      let parts = try pairs.map { try $0.part(for: method, source: source) }
      let (factorisations, before) = try cache.value(stages.frameFactorisations(method)) {
        try parts.map { try method.factorise($0.units.pairs) }
      }
      let (fitted, seconds) = try timed {
        try FrameAlignment(
          zip(factorisations, parts).map { $1.units.restored(try method.fit($0, pairs: $1.units.pairs)) },
          pairs: parts.map(\.frames), level: level)
      }
      return (fitted, stacking + before + seconds)
    }
    return (fitted, seconds)
  }

  /// The paired frames under each scaling, and behind each of them those of its limbs.
  private func framePairs(of direction: Direction) throws -> [PairedFrames] {
    guard let frames else { return [] }
    let (names, rows) = try pairedRows(of: direction, incomplete: false)
    let sequences = names.map { name in inputs(rows.map { partner($0, in: name, direction) }, of: name) }
    let gate = try LimbGate(
      level: frames.level, modalities: names, views: names.map { frames.views[0][$0]! }, sequences: sequences)
    // Other threads mostly wait for these.
    return try concurrentMap(frames.views.count) { place in
      let views = frames.views[place]
      return try FramePairs(
        modalities: names, views: names.map { views[$0]! }, sequences: sequences, level: frames.level
      ).withLimbs(gate).map(PairedFrames.init)
    }.flatMap { $0 }
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

import Diagnostics
import Encoders

extension OpenFeatures {
  /// The sources of a level: one where nothing is left open. Elsewhere one for the directions of
  /// which nothing is open, with features and records as without candidates, and one for each other
  /// direction.
  /// - Parameters:
  ///   - modalities: those that have features, in order.
  ///   - keys: for each of them the name under which the configuration gives its chain.
  ///   - make: the source of some directions (nil for all) with the given chains where several are
  ///     there.
  static func sources(
    of level: LevelConfiguration, _ configuration: BenchmarkConfiguration, modalities: [String],
    keys: [String: String],
    make: ([String: EncoderChain], [Direction]?) throws -> any FeatureSource
  ) throws -> [any FeatureSource] {
    let candidates = level.candidates
    guard let criterion = candidates.criterion else { return [try make([:], nil)] }
    let open = keys.filter { candidates.chains[$0.value] != nil }
    if let unused = candidates.chains.keys.filter({ !open.values.contains($0) && level.recipes[$0] == nil }).min() {
      throw InputError(
        "encoders: \(unused)", found: "candidates for features that exist already", expected: "no encoders",
        advice: "Take them out of the configuration.")
    }
    let directions = try configuration.directions.resolved(among: modalities)
    let isOpen = { (direction: Direction) in
      !candidates.reductions.isEmpty || direction.modalities.contains { open[$0] != nil }
    }
    let closed = directions.filter { !isOpen($0) }
    let plain = closed.isEmpty ? [] : [try make([:], closed)]
    return try plain
      + directions.filter(isOpen).map { direction in
        try OpenFeatures(
          direction, candidates, by: criterion, keys: open, reduction: configuration.reduction
        ) { try make($0, [direction]) }
      }
  }

  /// The same of features that exist already, whose reduction alone can be open.
  static func sources(
    of level: LevelConfiguration, _ configuration: BenchmarkConfiguration, stored: StoredFeatures
  ) throws -> [any FeatureSource] {
    let source = try stored.form(of: level)
    return try sources(of: level, configuration, modalities: source.modalities, keys: [:]) { _, _ in source }
  }
}

extension OpenFeatures: CustomStringConvertible {
  /// `accelerometer -> gyroscope: encoders of gyroscope, reduction, one of 4 by cka`
  var description: String {
    let encoders = combinations[0].name.encoders.keys.sorted()
    let what =
      (encoders.isEmpty ? [] : ["encoder of \(encoders.joined(separator: " and "))"])
      + (combinations[0].name.reduction == nil ? [] : ["reduction"])
    return "\(direction.source) -> \(direction.target): \(what.joined(separator: " and ")), "
      + "one of \(combinations.count) by \(criterion.name)"
  }
}

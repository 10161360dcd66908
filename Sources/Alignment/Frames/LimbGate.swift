import Diagnostics
import LinearAlgebra

/// On which of several limbs a sensor is worn in each clip, found from pairs without any label.
///
/// One modality, say a skeleton, has channels of several limbs. The other, say a worn sensor, is on
/// one of them, and on which differs from clip to clip. Two things are fitted in turn until no pair
/// changes its limb. The first are maps, one a limb, from its frames to the sensor's (ridge .1,
/// without lags), on the pairs of that limb. A pair goes to the limb that predicts it best. The
/// second are linear discriminants on means and deviations of the sensor's channels over a clip.
/// They give a pair to a limb by how such a sensor looks there. The first maps are of all pairs.
/// Afterwards a clip of the sensor alone has a limb. Of equals the earlier limb is taken. A limb
/// with fewer than four pairs is given to none.
///
/// Cost: a few regressions of all frames. Source: hard assignments in a mixture of experts (Jacobs,
/// Jordan, Nowlan and Hinton, Neural Computation 3, 1991); the use for limbs is this project's.
public struct LimbGate: Sendable {
  static let ridge = 0.1
  static let fewest = 4
  static let mostRounds = 50

  /// Number of limbs.
  public let count: Int
  /// The limb of each pair.
  public let limbs: [Int]
  /// How often limbs were given anew.
  public let rounds: Int
  /// Whether the last time changed nothing.
  public let isSettled: Bool
  /// Places of the modality with the limbs, and of the one that is worn.
  let places: (limbed: Int, worn: Int)
  private let sensor: SensorLook
  private let discriminants: LinearGate?

  /// Numbers of pairs by limb.
  public var pairs: [Int] { (0..<count).map { limb in limbs.count { $0 == limb } } }

  /// Fits it on paired clips; nil where the level names no limbs.
  /// - Throws: `InputError` where the modality with limbs is missing, stands beside two others, or
  ///   has channels that are no multiple of the limbs.
  public init?(
    level: FrameLevel, modalities: [String], views: [FrameView], sequences: [Matrix<Double>]
  ) throws {
    guard let (name, count) = level.limbs.first, let limbed = try Self.limbed(level, among: modalities) else {
      return nil
    }
    let places = (limbed: limbed, worn: 1 - limbed)
    guard views[limbed].channels.isMultiple(of: count) else {
      throw InputError(
        "frames: limbs: \(name)", found: "\(count) limbs and \(views[limbed].channels) channels",
        expected: "as many channels for each limb")
    }
    self.count = count
    self.places = places
    let frames = views[limbed].frames
    let body = FrameView(sequences[limbed], frames: frames, lags: [0], scaling: .pairs)
    let sensor = SensorLook(sequences[places.worn], frames: frames)
    let looks = sensor(sequences[places.worn])
    let assignment = LimbAssignment(
      limbs: (0..<count).map { body.limb($0, of: count).stacked(sequences[limbed]) },
      worn: sensor.view.stacked(sequences[places.worn]), frames: frames)
    var current = try assignment.best(under: nil)
    var (rounds, isSettled, gate) = (0, false, LinearGate?.none)
    while rounds < Self.mostRounds, !isSettled {
      rounds += 1
      var next = try assignment.best(under: current)
      gate = try LinearGate(looks, limbs: next, of: count)
      if let gate { next = gate(looks) }
      isSettled = next == current
      current = next
    }
    (limbs, self.rounds, self.isSettled, self.sensor, discriminants) = (current, rounds, isSettled, sensor, gate)
  }

  /// Which of two modalities has the limbs; nil where the level names none.
  /// - Throws: `InputError` where the modality with limbs is missing, or stands beside two others.
  @discardableResult
  public static func limbed(_ level: FrameLevel, among modalities: [String]) throws -> Int? {
    guard let (name, _) = level.limbs.first else { return nil }
    guard modalities.count == 2, let limbed = modalities.firstIndex(of: name) else {
      throw InputError(
        "frames: limbs", found: "the modalities \(modalities.joined(separator: ", "))",
        expected: "'\(name)' and one other, which is worn on one of its limbs",
        advice: "Name such directions alone under 'directions', or leave 'limbs' out.")
    }
    return limbed
  }

  /// The limb of each clip of the worn modality, (T · d) x n.
  func callAsFunction(_ clips: Matrix<Double>) -> [Int] {
    if let discriminants { return discriminants(sensor(clips)) }
    // All pairs are of one limb.
    return [Int](repeating: limbs.first ?? 0, count: clips.columns)
  }
}

/// Means and deviations of a sensor's scaled channels over a clip.
private struct SensorLook: Sendable {
  let view: FrameView
  private let pooling: FramePooling

  init(_ sequences: Matrix<Double>, frames: Int) {
    view = FrameView(sequences, frames: frames, lags: [0], scaling: .pairs)
    var level = FrameLevel()
    level.segments = [1]
    pooling = FramePooling(level: level, frames: frames)
  }

  /// One column a clip.
  func callAsFunction(_ clips: Matrix<Double>) -> Matrix<Double> { pooling(view.stacked(clips)) }
}

/// Which limb's frames predict the sensor's frames of a pair best.
private struct LimbAssignment {
  /// Frames of each limb, channels x (T · n).
  let limbs: [Matrix<Double>]
  /// Those of the sensor.
  let worn: Matrix<Double>
  let frames: Int

  /// The limb of each pair by maps that are fitted on the pairs that have the limb so far; nil: on
  /// all.
  func best(under current: [Int]?) throws -> [Int] {
    let clips = worn.columns / frames
    let errors = try limbs.indices.map { limb -> [Double] in
      let own = (0..<clips).filter { current == nil || current?[$0] == limb }
      guard own.count >= min(LimbGate.fewest, clips) else { return [Double](repeating: .infinity, count: clips) }
      let columns = own.flatMap { ($0 * frames)..<(($0 + 1) * frames) }
      let targets = worn.selectingColumns(columns)
      let map = try RidgeRegression(
        limbs[limb].selectingColumns(columns), targets: targets, targetMeans: targets.rowMeans, ridge: LimbGate.ridge)
      let squares = (map(limbs[limb]) - worn).columnNorms.map { $0 * $0 }
      return (0..<clips).map { clip in squares[(clip * frames)..<((clip + 1) * frames)].reduce(0, +) }
    }
    return (0..<clips).map { clip in
      errors.indices.reduce(0) { errors[$1][clip] < errors[$0][clip] ? $1 : $0 }
    }
  }
}

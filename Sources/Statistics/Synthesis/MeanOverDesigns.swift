/// One mean of each of several designs, and the mean of these, where designs share subjects.
///
/// Boards of one data set test the same persons, so what a person adds is summed over the designs
/// before it is squared. V_subjects = G / (G - 1) sum over subjects of (sum over designs of share
/// times the weighted deviations of the subject's cells)^2. Draws, repetitions and splits of a
/// single subject add to a design beyond its subjects. That counts as independent from design to
/// design, with the squared share. Degrees of freedom are Satterthwaite's. A single design has the
/// estimate of its own. Where nothing varies at all, the error is that of one sample among all, so
/// that a weight by it exists: two rows may be right on the same samples. Cost: O(values).
public struct MeanOverDesigns: Sendable, Equatable {
  /// Values of the samples of one design, and what they count.
  public struct Part: Sendable {
    public let values: [Double]
    public let design: TestDesign
    /// In the mean over parts, beside the others' shares.
    public let share: Double

    public init(values: [Double], design: TestDesign, share: Double = 1) {
      precondition(values.count == design.valueCount, "\(values.count) values for \(design.valueCount) samples")
      precondition(share > 0, "a share of \(share)")
      (self.values, self.design, self.share) = (values, design, share)
    }
  }

  /// The mean, with its standard error.
  public let estimate: Estimate
  /// Whether all values of a part are equal, so that the error is that of one sample.
  public let nothingVaries: Bool
  /// Samples over all parts, those of several splits counted each.
  public let sampleCount: Int
  /// Different subjects over all parts.
  public let subjectCount: Int
  /// Whether draws that test the same subjects were too few in some part to speak for others, so
  /// that they count as given there.
  public let givesSplits: Bool

  /// The mean over parts by their shares; at least one part.
  public init(_ parts: [Part]) {
    precondition(!parts.isEmpty, "no part")
    let total = parts.reduce(0) { $0 + $1.share }
    let tested = parts.map { part -> Tested in
      let isGiven = part.design.hasTooFewSplits(forComparisons: 1)
      return (
        part.values, isGiven ? part.design.withSplitsAsGiven : part.design, isGiven, part.share / total
      )
    }
    givesSplits = tested.contains(where: \.isGiven)
    subjectCount = Set(parts.flatMap(\.design.subjects)).count
    sampleCount = parts.reduce(0) { $0 + $1.design.sampleCount }
    let joint = Self.joint(tested)
    nothingVaries = joint.standardError == 0
    estimate =
      nothingVaries
      ? Estimate(
        mean: joint.mean, standardError: 1 / Double(sampleCount), degreesOfFreedom: max(1, joint.degreesOfFreedom))
      : joint
  }

  /// A part with draws as given where they are too few.
  private typealias Tested = (values: [Double], design: TestDesign, isGiven: Bool, share: Double)

  /// The mean of the parts' means by their shares, which sum to 1.
  private static func joint(_ parts: [Tested]) -> Estimate {
    let own = parts.map { $0.design.estimate($0.values) }
    guard parts.count > 1 else { return own[0] }
    var sums: [Int: Double] = [:]
    var total = 0.0
    var squaredParts = 0.0
    for (part, estimate) in zip(parts, own) {
      let deviations = part.design.sumsBySubject(part.design.cellMeans(part.values), around: estimate.mean)
      for (subject, deviation) in zip(part.design.subjects, deviations) {
        sums[subject, default: 0] += part.share * deviation
      }
      let alone = deviations.count > 1 ? variance(of: deviations) : 0
      let beyond = max(0, estimate.standardError * estimate.standardError - alone) * part.share * part.share
      total += beyond
      if estimate.degreesOfFreedom > 0 { squaredParts += beyond * beyond / estimate.degreesOfFreedom }
    }
    let freedoms = own.map(\.degreesOfFreedom).filter { $0 > 0 }
    var least = freedoms.min() ?? 0
    if sums.count > 1 {
      // In an order that does not vary, so that the last digit does not either.
      let ofSubjects = variance(of: sums.sorted { $0.key < $1.key }.map(\.value))
      total += ofSubjects
      squaredParts += ofSubjects * ofSubjects / Double(sums.count - 1)
      least = min(least, Double(sums.count - 1))
    }
    return Estimate(
      mean: zip(parts, own).reduce(0) { $0 + $1.0.share * $1.1.mean }, standardError: total.squareRoot(),
      degreesOfFreedom: squaredParts > 0 ? max(total * total / squaredParts, least) : least)
  }

  private static func variance(of sums: [Double]) -> Double {
    let units = Double(sums.count)
    return units / (units - 1) * sums.reduce(0) { $0 + $1 * $1 }
  }
}

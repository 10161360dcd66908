import Diagnostics
import Foundation
import LinearAlgebra
import Parameters

/// Equal shares of all candidate classes within each group, by Sinkhorn's iteration.
///
/// Objective, for each group of n samples and C classes: max <P, S> + temperature · H(P) over plans
/// P >= 0 (C x n) whose columns sum to 1 and whose rows sum to n / C, with S the classifier's
/// scores on one scale (each sample's less their mean, divided by their standard deviation over the
/// batch) and H the entropy. Solution: P = diag(u) exp(S / temperature) diag(v), by scaling rows
/// and columns in turn, in logarithms, until every row sum is within `tolerance` times n / C. The
/// scores are log P.
///
/// Transductive: the scores of a sample depend on the other unlabelled test samples of its group.
/// It *assumes that every group did every candidate equally often*. Where a data set's design makes
/// that true, accuracy rises much, for a reason that has nothing to do with alignment. Elsewhere
/// samples are pushed into wrong classes, and accuracy falls. Groups of fewer samples than
/// candidates are given shares below one sample. A group of one sample has no share to balance: it
/// keeps log softmax(S / temperature), that is the classifier's own order.
///
/// At a low temperature the shares settle slowly (a hundred times more steps at 0.1 than at 0.5),
/// long after predictions stop changing. The tolerance is no smaller than it need be for that
/// reason.
///
/// Cost: O(n C) a step. Source: Cuturi, Sinkhorn distances, NIPS 2013; as a constraint of equal
/// shares, Caron et al., SwAV, NeurIPS 2020.
public struct BalancedSinkhorn: DecodingMethod {
  public static let name = "balanced-sinkhorn"

  public static let card = MethodCard(
    summary: "Equal shares of all candidate classes within each subject's unlabelled test samples (transductive).",
    objective: "max <P, S> + temperature H(P), columns of P summing to 1 and rows to n / C, for each group",
    solution: "Sinkhorn's iteration in logarithms; not converging is an error",
    cost: "O(n C) a step",
    source: "Cuturi, NIPS 2013; Caron et al., NeurIPS 2020")

  @Parameter(
    .number(from: 0, openFrom: true),
    "weight of the entropy, in standard deviations of the scores; small: the hardest assignment")
  public var temperature = 0.5
  @Parameter(.count, "largest number of steps") public var iterations = 10_000
  @Parameter(
    .number(from: 0, openFrom: true, through: 1, openThrough: true),
    "largest error of a class's share, relative to the share")
  public var tolerance = 1e-3

  public init() {}

  /// The logarithms of the plans, group by group.
  /// - Throws: `InputError` for samples or scores that are not finite, or where the iteration does
  ///   not converge.
  public func scores(
    of batch: TestBatch, by classifier: any FittedClassifier, among candidates: [Int]
  ) throws -> (classes: [Int], scores: Matrix<Double>) {
    let (classes, scores) = try classifier.scores(batch.samples, among: candidates, for: Self.name)
    guard scores.count > 0 else { return (classes, scores) }
    let exponents = scores.onOneScale.map { $0 / temperature }
    guard exponents.withUnsafeElements({ $0.allSatisfy { $0.isFinite } }) else { throw notConverged("at all") }
    var result = Matrix<Double>(classes.count, batch.samples.columns)
    for members in batch.members {
      let plan = try logPlan(exponents.selectingColumns(members))
      for (place, member) in members.enumerated() {
        for c in classes.indices { result[c, member] = plan[c, place] }
      }
    }
    return (classes, result)
  }

  /// log P of one group, with columns that sum to 1 and rows that are equal within the tolerance.
  private func logPlan(_ exponents: Matrix<Double>) throws -> Matrix<Double> {
    let (classes, n) = (exponents.rows, exponents.columns)
    var rows = [Double](repeating: 0, count: classes)
    guard n > 1 else {
      let total = exponents.logSumsOfColumns(adding: rows)[0]
      return exponents.map { $0 - total }
    }
    let across = exponents.transposed()
    let share = Double(n) / Double(classes)
    for _ in 0..<iterations {
      // Columns to 1, then see what the rows sum to.
      let columns = exponents.logSumsOfColumns(adding: rows).map { -$0 }
      let sums = across.logSumsOfColumns(adding: columns)
      let error = zip(sums, rows).map { abs(exp($0 + $1) / share - 1) }.max() ?? 0
      if error <= tolerance {
        return across.addingToColumns(columns).transposed().addingToColumns(rows)
      }
      rows = sums.map { log(share) - $0 }
    }
    throw notConverged("in \(iterations) steps for a group of \(n) samples and \(classes) classes")
  }

  private func notConverged(_ when: String) -> InputError {
    InputError(
      Self.name, found: "no convergence \(when) at temperature \(temperature)",
      expected: "class shares equal within \(tolerance)",
      advice: "Increase temperature, iterations or tolerance.")
  }
}

import Foundation
import Statistics

extension DifferenceAcrossDataSets {
  /// The verdict in plain English: the mean over data sets, a new data set, and what data sets vary
  /// by.
  public var sentences: [String] { [meanSentence, newDataSetSentence, spreadSentence] }

  private var meanSentence: String {
    let mean = model.mean
    let order =
      isDifference
      ? "\(first.text) is \(points(abs(mean.mean))) points \(mean.mean > 0 ? "better" : "worse") than \(second.text)"
      : "\(first.text) and \(second.text) are not distinguishable at 5 %"
    let persons = dataSetsInMean.reduce(0) { $0 + $1.persons }
    let p = mean.pValue.map { ", p = \(Comparison.probability($0))" } ?? ""
    return "Over \(dataSetsInMean.count) data sets (\(persons) persons), \(order): difference "
      + "\(ValueText.fixed(mean.mean)) \(Self.brackets(mean.interval))\(p) (random effects, Student's t with "
      + "\(Int(mean.degreesOfFreedom)) \(mean.degreesOfFreedom == 1 ? "degree" : "degrees") of freedom)."
  }

  private var newDataSetSentence: String {
    guard let prediction = model.prediction else {
      return
        "Two data sets cannot carry an interval over data sets: with 1 degree of freedom it is 12.7 standard errors "
        + "to either side. Read the data sets one by one. Where a new one would lie cannot be said."
    }
    let few =
      dataSetsInMean.count == 3 ? " Three data sets leave it 1 degree of freedom, so it says next to nothing." : ""
    return "In a new data set the difference would lie in \(Self.brackets(prediction)) (95 %).\(few)"
  }

  private var spreadSentence: String {
    let found = model.heterogeneity
    let between =
      model.tau > 0
      ? "Data sets differ by a standard deviation of \(points(model.tau)) points (tau)"
      : "Data sets differ by no more than their persons do (tau = 0)"
    return "\(between): Q = \(ValueText.short(found.q)) with \(found.degreesOfFreedom) "
      + "\(found.degreesOfFreedom == 1 ? "degree" : "degrees") of freedom, p = \(Comparison.probability(found.pValue)), "
      + "I^2 = \(String(format: "%.0f", 100 * found.iSquared)) %."
  }

  /// What is not in the mean, and what stands behind each data set.
  var notes: [String] {
    var notes = [
      "Every data set counted alike: \(ValueText.fixed(model.unweightedMean.mean)) "
        + "\(Self.brackets(model.unweightedMean.interval))."
    ]
    if let model = modelWithSinglePersons {
      let names = dataSets.filter(\.hasSinglePerson).map(\.name).joined(separator: ", ")
      notes.append(
        "Not in the mean, since one person cannot speak for others: \(names). With them it would be "
          + "\(ValueText.fixed(model.mean.mean)) \(Self.brackets(model.mean.interval)).")
    }
    for dataSet in dataSets {
      if dataSet.nothingVaries {
        notes.append("\(dataSet.name): nothing varies; its error is that of one of \(dataSet.testSamples) samples.")
      }
      if dataSet.givesDraws {
        notes.append("\(dataSet.name): draws are too few to speak for others, and count as given.")
      }
      if dataSet.first != first || dataSet.second != second {
        notes.append("\(dataSet.name): the rows are \(dataSet.first.text) and \(dataSet.second.text).")
      }
    }
    return notes + leftOutNotes
  }

  /// What was not compared, by reason.
  public var leftOutNotes: [String] {
    leftOut.map { "Left out: \($0.reason)\($0.count > 1 ? " (\($0.count))" : "")." }
      + skipped.map { "Not compared on \($0.place): \($0.reason)." }
  }

  private func points(_ value: Double) -> String { String(format: "%.1f", value * 100) }

  static func brackets(_ interval: Interval?) -> String {
    interval.map { "[\(ValueText.fixed($0.low)), \(ValueText.fixed($0.high))]" } ?? ""
  }
}

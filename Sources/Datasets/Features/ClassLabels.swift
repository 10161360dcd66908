import Diagnostics
import Foundation

/// What the labels of a file mean: the names of classes, or numbers that count them.
///
/// A label is the name of a class, or the number that a class is named by. Only where no class is
/// named by a number and all labels are whole numbers do they count the classes without a word
/// about it.
struct ClassLabels {
  private let classes: [String]
  private let rule: MappedColumn?
  /// The class of each name, blanks around it left out.
  private var classOf: [String: Int] = [:]
  /// The classes that are named by a number.
  private var classesOf: [Double: [Int]] = [:]

  init(_ classes: [String], rule: MappedColumn?) {
    self.classes = classes
    self.rule = rule
    for (index, name) in classes.enumerated() {
      classOf[trimmed(name)] = classOf[trimmed(name)] ?? index
      if let number = Label.number(name) { classesOf[number, default: []].append(index) }
    }
  }

  /// The class index of every label; nil for those that are to be left out.
  /// - Parameter sample: how a message names the sample of a label, say `sample 'a1' (row 3)`.
  func indices(of labels: [Label], place: String, sample: (Int) -> String) throws -> [Int?] {
    var result: [Int?] = []
    var counted: [(label: Int, row: Int)] = []
    var firstNamed: Int?
    for (row, label) in labels.enumerated() {
      if rule?.skip?.contains(where: label.isNamed) == true {
        result.append(nil)
        continue
      }
      if let meaning = rule?.map?.sorted(by: { $0.key < $1.key }).first(where: { label.isNamed(by: $0.key) })?.value {
        guard let index = classes.firstIndex(of: meaning) else { throw Self.unknownMeaning(meaning, classes) }
        result.append(index)
        continue
      }
      if rule?.counting == nil, let index = try named(label, place: place, sample: { sample(row) }) {
        firstNamed = firstNamed ?? row
        result.append(index)
        continue
      }
      if rule?.counting != nil, label.whole == nil, let index = classOf[trimmed(label.text)] {
        result.append(index)
        continue
      }
      guard let number = label.whole, rule?.counting != nil || classesOf.isEmpty else {
        throw unknown(label, place: place, sample: sample(row))
      }
      counted.append((number, row))
      result.append(try counting(number, place: place, sample: { sample(row) }))
    }
    guard rule?.counting == nil, let first = counted.first else { return result }
    if firstNamed != nil { throw unknown(labels[first.row], place: place, sample: sample(first.row)) }
    let low = counted.map(\.label).min() ?? 0
    guard low == 0 else {
      throw InputError(
        place, found: "labels from \(low) to \(counted.map(\.label).max() ?? low), and no 0",
        expected: "labels that count 'classes' of the manifest from 0, or to be told what they count from",
        advice: "Write 'counting: from-1' below 'labels' where 1 is '\(classes[0])', or 'counting: from-0' where 0 is.")
    }
    return result
  }

  /// The class that a label names; nil where it names none.
  private func named(_ label: Label, place: String, sample: () -> String) throws -> Int? {
    if let exact = classes.firstIndex(of: label.text) ?? classOf[trimmed(label.text)] { return exact }
    if label.text == "true" || label.text == "false",
      let word = classes.firstIndex(where: { $0.lowercased() == label.text })
    {
      return word
    }
    guard let number = label.number, let found = classesOf[number] else { return nil }
    guard found.count == 1 else {
      throw InputError(
        place, found: "the label \(label.text) of \(sample())",
        expected: "one class of that number, not \(found.map { "'\(classes[$0])'" }.joined(separator: " and "))",
        advice: "Say which it is with 'map' below 'labels'.")
    }
    return found[0]
  }

  private func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespaces) }

  /// The class that a number counts.
  private func counting(_ number: Int, place: String, sample: () -> String) throws -> Int {
    let first = rule?.counting == .fromOne ? 1 : 0
    // A number that is far off must not overflow.
    guard number >= first, number < classes.count + first else {
      let advice =
        if rule?.counting == nil, number == classes.count {
          "Do they count from 1? Then write 'counting: from-1' below 'labels'."
        } else {
          "Add the class to 'classes', or say below 'labels' what it means with 'map', or leave it out with 'skip'."
        }
      throw InputError(
        place, found: "the label \(number) of \(sample())",
        expected: "\(first) to \(classes.count - 1 + first), which count 'classes' of the manifest", advice: advice)
    }
    return number - first
  }

  private func unknown(_ label: Label, place: String, sample: String) -> InputError {
    let isNumber = label.number != nil && !classesOf.isEmpty
    return InputError(
      place, found: "the label '\(label.text)' of \(sample)", expected: "one of 'classes' of the manifest",
      advice: (isNumber
        ? "Classes are named by numbers, so a label is such a name." : suggestion(for: label.text, among: classes))
        + " Say below 'labels' what it means with 'map', or leave its samples out with 'skip'"
        + (label.whole == nil ? "." : "; where labels count the classes, say 'counting'."))
  }

  /// The error for a meaning under `map` that is no class.
  static func unknownMeaning(_ meaning: String, _ classes: [String]) -> InputError {
    InputError(
      "labels: map", found: "'\(meaning)'", expected: "one of \(classes.joined(separator: ", "))",
      advice: suggestion(for: meaning, among: classes))
  }
}

import Diagnostics

/// What the numbers or texts of an array are, in a few words.
public struct ArraySummary: Sendable, Equatable, Encodable {
  /// The array's name.
  public var name: String
  /// The extents, slowest first.
  public var shape: [Int]
  public var elementType: String
  /// The extents of a chunk.
  public var chunk: [Int]?
  /// The smallest finite number.
  public var minimum: Double?
  /// The largest finite number.
  public var maximum: Double?
  /// Elements that are not a number.
  public var notNumbers = 0
  /// Elements that are infinite.
  public var infinite = 0
  /// The first different texts.
  public var texts: [String] = []
  /// Number of different texts.
  public var distinctTexts: Int?
  /// Why the array cannot be read.
  public var problem: String?

  /// Elements that are read at once.
  private static let blockElements = 1 << 24

  /// Reads the whole array, by rows where it is large.
  public init(_ array: ArrayDescription, of file: any ArrayFile) {
    name = array.name
    shape = array.shape
    elementType = array.elementType
    chunk = array.chunk
    do { try read(array, file) } catch { problem = (error as? InputError)?.description ?? "\(error)" }
  }

  private mutating func read(_ array: ArrayDescription, _ file: any ArrayFile) throws {
    if array.isText {
      let all = try file.texts(array.name).distinct
      texts = Array(all.prefix(4))
      distinctTexts = all.count
      return
    }
    guard let count = elementCount(shape), count > Self.blockElements, let rows = shape.first, rows > 1 else {
      return take(try file.numbers(array.name).elements)
    }
    let step = max(1, Self.blockElements / max(count / rows, 1))
    for start in stride(from: 0, to: rows, by: step) {
      take(try file.numbers(array.name, rows: start..<min(start + step, rows)).elements)
    }
  }

  private mutating func take(_ numbers: [Double]) {
    var (low, high) = (minimum ?? .infinity, maximum ?? -.infinity)
    for number in numbers {
      if number.isFinite {
        if number < low { low = number }
        if number > high { high = number }
      } else if number.isNaN {
        notNumbers += 1
      } else {
        infinite += 1
      }
    }
    if low <= high { (minimum, maximum) = (low, high) }
  }

  /// One line for a person.
  public var line: String {
    var parts = [
      name,
      shape.isEmpty
        ? (elementType == "unreadable" ? "" : "single value") : "[\(shape.map(String.init).joined(separator: ", "))]",
      elementType,
    ]
    if let chunk { parts.append("chunks [\(chunk.map(String.init).joined(separator: ", "))]") }
    if let minimum, let maximum { parts.append("\(Self.short(minimum)) to \(Self.short(maximum))") }
    if notNumbers > 0 { parts.append("\(notNumbers) NaN") }
    if infinite > 0 { parts.append("\(infinite) infinite") }
    if let distinctTexts {
      parts.append(
        "\(distinctTexts) different: \(texts.map { "'\($0.prefix(40))'" }.joined(separator: ", "))\(distinctTexts > texts.count ? ", ..." : "")"
      )
    }
    if let problem { parts.append("not readable: \(problem)") }
    return parts.filter { !$0.isEmpty }.joined(separator: "  ")
  }

  private static func short(_ number: Double) -> String {
    if let whole = Int(exactly: number), abs(whole) < 1_000_000_000 { return "\(whole)" }
    return "\(Float(number))"
  }
}

/// What a file of arrays holds.
public struct FileInspection: Sendable, Encodable {
  public var file: String
  public var format: String
  /// Its arrays, those that cannot be read too.
  public var arrays: [ArraySummary]
  /// What was guessed of it, and what else is in it.
  public var remarks: [String]
  /// Samples by class (outer) and subject (inner), where both were recognised.
  public var counts: ClassCounts?

  /// Samples by class and subject.
  public struct ClassCounts: Sendable, Encodable, Equatable {
    /// The array that was taken for labels.
    public var labels: String
    /// The array that was taken for subjects.
    public var subjectArray: String
    /// The names of the classes.
    public var classes: [String]
    /// The names of the subjects.
    public var subjects: [String]
    /// Number of samples, one list a class.
    public var samples: [[Int]]
  }

  /// Reads every array of `file`.
  public init(_ file: any ArrayFile) {
    self.file = file.url.path
    format = file.format
    arrays = file.arrays.map { ArraySummary($0, of: file) }
    remarks = file.remarks
    counts = Self.counts(ArrayRoles(file))
  }

  private static func counts(_ roles: ArrayRoles) -> ClassCounts? {
    guard let labels = roles.labels, let subjects = roles.subjects else { return nil }
    let (classes, people) = (labels.distinct, subjects.distinct)
    guard classes.count <= 200, people.count <= 60 else { return nil }
    let rowOf = Dictionary(uniqueKeysWithValues: zip(classes, classes.indices))
    let columnOf = Dictionary(uniqueKeysWithValues: zip(people, people.indices))
    var samples = [[Int]](repeating: [Int](repeating: 0, count: people.count), count: classes.count)
    for (label, person) in zip(labels.values.names, subjects.values.names) {
      if let row = rowOf[label], let column = columnOf[person] { samples[row][column] += 1 }
    }
    return ClassCounts(
      labels: labels.name, subjectArray: subjects.name, classes: classes, subjects: people, samples: samples)
  }
}

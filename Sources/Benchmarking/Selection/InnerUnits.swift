import FeatureStore

/// What inner folds leave out as wholes, so that nothing of it stands on both sides of one.
///
/// Subjects, where the rows are of several. Of one subject recordings: rows of one trial (and
/// session) stay together, whatever their class, since labels are not looked at. Where trials are
/// unknown every row is a recording of its own. Where all rows are of one trial, fifths of the rows
/// in their order: then windows are neighbours at the borders of fifths only.
struct InnerUnits {
  /// The most folds that are made.
  static let limit = 5

  /// The folds; fewer than two where there is nothing to leave out and keep.
  let count: Int
  /// Whether subjects are left out.
  let areSubjects: Bool
  private let folds: [[Int]: Int]
  private let keys: @Sendable (Int) -> [Int]

  /// - Parameter rows: what is divided, ascending.
  init(of rows: [Int], in samples: SampleTable) {
    func key(_ kind: Kind) -> @Sendable (Int) -> [Int] {
      switch kind {
      case .subjects: { [samples.subjects[$0]] }
      case .trials(let trials): { [samples.subjects[$0], samples.sessions?[$0] ?? 0, trials[$0]] }
      case .rows: { [$0] }
      }
    }
    func distinct(_ keys: (Int) -> [Int]) -> [[Int]] {
      Set(rows.map(keys)).sorted { $0.lexicographicallyPrecedes($1) }
    }
    var (kind, units) = (Kind.subjects, distinct(key(.subjects)))
    areSubjects = units.count > 1
    if !areSubjects {
      kind = samples.trials.map { .trials($0) } ?? .rows
      units = distinct(key(kind))
    }
    let inOrder = units.count < 2
    if inOrder { (kind, units) = (.rows, distinct(key(.rows))) }
    let count = min(Self.limit, units.count)
    let places = units.indices.map { inOrder ? $0 * count / units.count : $0 % count }
    self.count = count
    keys = key(kind)
    folds = Dictionary(uniqueKeysWithValues: zip(units, places))
  }

  private enum Kind {
    case subjects
    case trials([Int])
    case rows
  }

  /// The fold that leaves a row out; nil for a row of no unit that is divided.
  func fold(of row: Int) -> Int? { folds[keys(row)] }
}

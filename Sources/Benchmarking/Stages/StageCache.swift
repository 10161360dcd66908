import Locks

/// The values of stages, each made once by the first who asks. Others wait for it, and their clocks
/// stand still (`TrialClock`).
///
/// What a value holds must not depend on who makes it: a trial gives the same bytes alone and among
/// others. A value is let go when the last of its announced users is done, and with it what inner
/// folds hold of the same stage.
final class StageCache: Sendable {
  private struct State {
    var values: [StageDeclaration: any Sendable] = [:]
    var folds: [Fold] = []
  }

  private struct Fold {
    weak var cache: StageCache?
  }

  private let state = Mutex(State())
  private let users: StageUsers
  /// Where the stages of the pairs are kept, which the parts of a split may share; nil where they
  /// are kept here.
  private let ofPairs: StageCache?
  private let isFold: Bool

  private init(users: StageUsers = StageUsers(), ofPairs: StageCache?, isFold: Bool = false) {
    (self.users, self.ofPairs, self.isFold) = (users, ofPairs, isFold)
  }

  /// - Parameter other: whose stages of the pairs are kept together with these; nil for none.
  convenience init(sharingPairsOf other: StageCache? = nil) {
    self.init(ofPairs: other.map { $0.ofPairs ?? $0 } ?? StageCache(ofPairs: nil))
  }

  /// A cache for an inner fold. The fold's values are let go with those of the same stages here.
  func makeFold() -> StageCache {
    let fold = StageCache(users: users, ofPairs: nil, isFold: true)
    state.withLock { state in
      state.folds.removeAll { $0.cache == nil }
      state.folds.append(Fold(cache: fold))
    }
    return fold
  }

  /// The value of a stage with the seconds that making it took.
  func value<Value>(_ stage: Stage<Value>, _ make: () throws -> Value) throws -> (Value, seconds: Double) {
    let declaration = stage.declaration
    if let ofPairs, declaration.kind.isOfPairs { return try ofPairs.value(stage, make) }
    users.noteAsk(declaration)
    let shared = state.withLock { state in
      if let found = state.values[declaration] as? CachedStage<Value> { return found }
      let new = CachedStage<Value>()
      state.values[declaration] = new
      return new
    }
    return try shared.value(make)
  }

  /// The value of a stage that is worth keeping only for announced users. Inner folds make it anew.
  func valueIfAnnounced<Value>(_ stage: Stage<Value>, _ make: () throws -> Value) throws -> Value {
    if let ofPairs, stage.declaration.kind.isOfPairs { return try ofPairs.valueIfAnnounced(stage, make) }
    guard !isFold, users.has(stage.declaration) else { return try make() }
    return try value(stage, make).0
  }

  /// Announces one more user of each stage.
  func announce(_ stages: [StageDeclaration]) {
    let new = users.add(stages)
    ofPairs?.announce(new.filter(\.kind.isOfPairs))
  }

  /// Takes one user from each stage. The values whose last user this was are let go.
  func release(_ stages: [StageDeclaration]) {
    let last = users.remove(stages)
    drop(last)
    ofPairs?.release(last.filter(\.kind.isOfPairs))
  }

  private func drop(_ stages: [StageDeclaration]) {
    // Values are freed outside the lock.
    let (freed, folds) = state.withLock { state in
      (stages.map { state.values.removeValue(forKey: $0) }, state.folds.compactMap(\.cache))
    }
    for fold in folds { fold.drop(stages) }
    _ = freed
  }

  /// How many values are held.
  var count: Int { state.withLock { $0.values.count } + (ofPairs?.count ?? 0) }

  /// The names of the stages that somebody asked for and nobody had announced: their values stay
  /// until the end.
  var unannounced: Set<String> { users.unannounced.union(ofPairs?.unannounced ?? []) }
}

/// How many announced users each stage has.
private final class StageUsers: Sendable {
  private let state = Mutex((counts: [StageDeclaration: Int](), unannounced: Set<String>()))

  /// Counts one more user each; gives the stages that had none.
  func add(_ stages: [StageDeclaration]) -> [StageDeclaration] {
    state.withLock { state in
      stages.filter { stage in
        state.counts[stage, default: 0] += 1
        return state.counts[stage] == 1
      }
    }
  }

  /// Takes one user each; gives the stages that have none any more.
  func remove(_ stages: [StageDeclaration]) -> [StageDeclaration] {
    state.withLock { state in
      stages.filter { stage in
        guard let users = state.counts[stage] else { return false }
        state.counts[stage] = users > 1 ? users - 1 : nil
        return users == 1
      }
    }
  }

  func has(_ stage: StageDeclaration) -> Bool { state.withLock { $0.counts[stage] != nil } }

  func noteAsk(_ stage: StageDeclaration) {
    state.withLock { if $0.counts[stage] == nil { $0.unannounced.insert(stage.name) } }
  }

  var unannounced: Set<String> { state.withLock { $0.unannounced } }
}

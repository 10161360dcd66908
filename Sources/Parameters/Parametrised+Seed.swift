extension Parametrised {
  /// Whether it has a parameter `seed` that shapes something: what it gives depends on draws.
  public var drawsFromSeed: Bool { isWritten(seedName) && fields.contains { $0.seed != nil } }

  /// The same with another seed, where it has one.
  public func reseeded(_ change: (UInt64) -> UInt64) -> Self {
    let copy = Self(copying: self)
    for field in copy.fields {
      if let seed = field.seed { seed.write(change(seed.wrappedValue)) }
    }
    return copy
  }
}

/// What every method calls the parameter that its draws are derived from.
private let seedName = "seed"

extension NamedField {
  fileprivate var seed: Parameter<UInt64>? { name == seedName ? field as? Parameter<UInt64> : nil }
}

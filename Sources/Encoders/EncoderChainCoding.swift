import Diagnostics

extension EncoderChain: Codable {
  /// Reads the list of links.
  /// - Throws: `InputError` on an empty list, an unknown name, an encoder before the end, a stage at the end or a
  ///   parameter outside its range.
  public init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    var links: [Link] = []
    while !list.isAtEnd { links.append(try list.decode(Link.self)) }
    let here = "encoder chain"
    guard case .encoder(let encoder)? = links.last else {
      let last = links.last.map { "the stage '\($0.name)' at the end" } ?? "an empty list"
      throw InputError(
        here, found: last, expected: "a list whose last item is an encoder",
        advice: "Encoders: \(EncoderRegistry.names.joined(separator: ", ")).")
    }
    let stages = try links.dropLast().map { link -> any SignalStage in
      guard case .stage(let stage) = link else {
        throw InputError(
          here, found: "the encoder '\(link.name)' before the end", expected: "one encoder, as the last item",
          advice: "Stages: \(SignalStageRegistry.names.joined(separator: ", ")).")
      }
      return stage
    }
    try self.init(stages, encoder)
  }

  /// Writes the list with every parameter.
  public func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    for stage in stages { try list.encode(Link.stage(stage)) }
    try list.encode(Link.encoder(self.encoder))
  }
}

/// One item of a chain's list.
private enum Link: Codable {
  case stage(any SignalStage)
  case encoder(any RecordingEncoder)

  var name: String {
    switch self {
    case .stage(let stage): type(of: stage).name
    case .encoder(let encoder): type(of: encoder).name
    }
  }

  init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      self = try Self.find(name, stage: { $0.init() }, encoder: { $0.init() })
      return
    }
    guard let container = try? decoder.container(keyedBy: DynamicKey.self), container.allKeys.count == 1 else {
      throw InputError(
        "encoder chain", found: "an item of another form", expected: "a name, or one name with its parameters",
        advice: "Write `- magnitudes` or `- resample: {frames: 64}`.")
    }
    let key = container.allKeys[0]
    // `- minirocket:` with nothing behind the colon means the defaults.
    let isEmpty = try container.decodeNil(forKey: key)
    self = try Self.find(
      key.stringValue,
      stage: { isEmpty ? $0.init() : try Self.decode($0, container, key) },
      encoder: { isEmpty ? $0.init() : try Self.decode($0, container, key) })
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: DynamicKey.self)
    switch self {
    case .stage(let stage): try container.encode(stage, forKey: DynamicKey(name))
    case .encoder(let encoder): try container.encode(encoder, forKey: DynamicKey(name))
    }
  }

  private static func find(
    _ name: String, stage: (any SignalStage.Type) throws -> any SignalStage,
    encoder: (any RecordingEncoder.Type) throws -> any RecordingEncoder
  ) throws -> Link {
    if let type = SignalStageRegistry.entry(named: name) { return .stage(try stage(type)) }
    if let type = EncoderRegistry.entry(named: name) { return .encoder(try encoder(type)) }
    throw InputError(
      "encoder chain", found: "'\(name)'", expected: "the name of a signal stage or of an encoder",
      advice: suggestion(for: name, among: SignalStageRegistry.names + EncoderRegistry.names))
  }

  private static func decode<T: Decodable>(
    _ type: T.Type, _ container: KeyedDecodingContainer<DynamicKey>, _ key: DynamicKey
  ) throws -> T {
    do { return try container.decode(type, forKey: key) } catch var error as InputError {
      // A decoder that knows the place has named the link already.
      if !error.place.contains(key.stringValue) { error.place = "\(key.stringValue): \(error.place)" }
      throw error
    }
  }
}

import Diagnostics
import Parameters

extension EncoderChain: Codable {
  /// Reads the list of links.
  /// - Throws: `InputError` on an empty list, an unknown name, an encoder before the end, a stage
  ///   at the end or a parameter outside its range.
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
    guard let choice = try? NamedChoice(from: decoder, kind: "encoder chain") else {
      throw InputError(
        "encoder chain", found: "an item of another form", expected: "a name, or one name with its parameters",
        advice: "Write `- magnitudes` or `- resample: {frames: 64}`.")
    }
    do {
      if let type = SignalStageRegistry.entry(named: choice.name) {
        self = .stage(try choice.parameters(type))
        return
      }
      if let type = EncoderRegistry.entry(named: choice.name) {
        self = .encoder(try choice.parameters(type))
        return
      }
    } catch let error as InputError {
      // A decoder that knows the place has named the link already.
      throw error.place.contains(choice.name) ? error : error.at(choice.name)
    }
    throw choice.unknown(kind: "encoder chain", known: SignalStageRegistry.names + EncoderRegistry.names)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: NameKey.self)
    switch self {
    case .stage(let stage): try container.encode(stage, forKey: NameKey(name))
    case .encoder(let encoder): try container.encode(encoder, forKey: NameKey(name))
    }
  }
}

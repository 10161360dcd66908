import Diagnostics
import Parameters

extension EncoderChain: Codable {
  /// Reads the list of links, or a list of such lists.
  /// - Throws: `InputError` on an empty list, an unknown name, an encoder before the end, a stage
  ///   at the end or a parameter outside its range. On a single list in a list, and on links beside
  ///   lists, too.
  public init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    var items: [Item] = []
    while !list.isAtEnd { items.append(try list.decode(Item.self)) }
    let here = "encoder chain"
    let chains = items.compactMap(\.chain)
    let links = items.compactMap(\.link)
    guard chains.isEmpty else {
      guard links.isEmpty, chains.count > 1, chains.allSatisfy({ $0.beside.isEmpty }) else {
        throw InputError(
          here,
          found: links.first.map { "the link '\($0.name)' beside a list" }
            ?? (chains.count > 1 ? "lists in a list in a list" : "a single list in a list"),
          expected: "links, or two or more lists of links",
          advice: "Write `[magnitudes, minirocket]`, or `[[magnitudes, minirocket], [statistics]]`.")
      }
      try self.init(sideBySide: chains)
      return
    }
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

  /// Writes the list with every parameter; of chains side by side a list of their lists.
  public func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    guard beside.isEmpty else {
      for part in parts { try list.encode(part) }
      return
    }
    for stage in stages { try list.encode(Link.stage(stage)) }
    try list.encode(Link.encoder(self.encoder))
  }
}

/// One item of a list: a link, or a chain that stands beside others.
private enum Item: Decodable {
  case link(Link)
  case chain(EncoderChain)

  var link: Link? { if case .link(let link) = self { link } else { nil } }
  var chain: EncoderChain? { if case .chain(let chain) = self { chain } else { nil } }

  init(from decoder: any Decoder) throws {
    let isList = (try? decoder.unkeyedContainer()) != nil
    self = isList ? .chain(try EncoderChain(from: decoder)) : .link(try Link(from: decoder))
  }
}

/// One link of a chain.
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

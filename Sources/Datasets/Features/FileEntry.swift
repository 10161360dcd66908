import Parameters

/// A file under `files`: its path, or the path with how its text is written.
struct FileEntry: Codable {
  var path: String
  var text: TextKeys?

  private enum CodingKeys: CodingKey { case path, text }

  init(path: String, text: TextKeys?) {
    self.path = path
    self.text = text
  }

  init(from decoder: any Decoder) throws {
    if let path = try? decoder.singleValueContainer().decode(String.self) {
      self.path = path
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    path = try container.decode(String.self, forKey: .path)
    text = try container.decodeIfPresent(TextKeys.self, forKey: .text)
  }

  func encode(to encoder: any Encoder) throws {
    guard text != nil else {
      var container = encoder.singleValueContainer()
      return try container.encode(path)
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(path, forKey: .path)
    try container.encode(text, forKey: .text)
  }
}

/// A mapping whose keys keep their order.
struct Ordered<Value: Codable>: Codable {
  struct Item {
    var name: String
    var value: Value
  }

  var items: [Item]

  init(items: [Item]) { self.items = items }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: NameKey.self)
    items = try container.allKeys.map {
      Item(name: $0.stringValue, value: try container.decode(Value.self, forKey: $0))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: NameKey.self)
    for item in items { try container.encode(item.value, forKey: NameKey(item.name)) }
  }
}

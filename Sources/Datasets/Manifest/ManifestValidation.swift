import Diagnostics
import Files

extension Manifest {
  /// Checks what the types alone do not say.
  func validate(file: String) throws {
    var faults = Faults()
    func check(_ body: () throws -> Void) throws { _ = try faults.value(body) }
    let texts = [("id", id), ("title", title), ("version", version), ("licence", licence), ("citation", citation)]
    for (key, value) in texts where value.isEmpty {
      faults.add(InputError("\(file): \(key)", found: "nothing", expected: "some text"))
    }
    // These become parts of paths: of the folder of the data, of cached features, of lists beside
    // the manifest.
    if !id.isEmpty { try check { try FileName.checked(id, place: "\(file): id") } }
    for modality in modalities { try check { try FileName.checked(modality.name, place: "\(file): modalities") } }
    for modality in features?.modalities ?? [] {
      try check { try FileName.checked(modality.name, place: "\(file): features: modalities") }
    }
    for list in checksums where !FileName.isPathBelow(list.file) {
      faults.add(
        InputError("\(file): checksums", found: "'\(list.file)'", expected: "a file beside the manifest"))
    }
    try check { try requireDistinct(classes, key: "classes", file: file) }
    if let subjects { try check { try requireDistinct(subjects.map(String.init), key: "subjects", file: file) } }
    if let trials, trials < 1 {
      faults.add(InputError("\(file): trials", found: "\(trials)", expected: "at least 1"))
    }
    for (index, modality) in modalities.enumerated() {
      try check { try modality.validate(place: "\(file): modalities[\(index)] (\(modality.name))") }
    }
    if let window { try check { try window.validate(place: "\(file): window") } }
    try check { try fetch?.validate(place: "\(file): fetch") }
    // What follows takes the above for granted.
    try faults.check()
    try check { try validateTables(file: file) }
    try check { try features?.validate(classes: classes) }
    if let loader {
      try check { try Loaders.named(loader, place: "\(file): loader").check(self, file: file) }
      try check { try requireDistinct(modalities.map(\.name), key: "modalities", file: file) }
      if !checksums.isEmpty || (checksumsUnknown ?? "").isEmpty {
        try check { try requireDistinct(checksums.map(\.variant), key: "checksums", file: file) }
      }
    }
    try check { try validateDescriptions(place: "\(file): descriptions") }
    try faults.check()
  }

  private func requireDistinct(_ names: [String], key: String, file: String) throws {
    guard !names.isEmpty, !names.contains("") else {
      throw InputError("\(file): \(key)", found: names.isEmpty ? "an empty list" : "an empty name", expected: "names")
    }
    if let twice = firstRepeated(in: names) {
      throw InputError("\(file): \(key)", found: "'\(twice)' twice", expected: "every name once")
    }
  }
}

extension Modality {
  fileprivate func validate(place: String) throws {
    guard rate > 0, rate.isFinite else {
      throw InputError("\(place): rate", found: "\(rate)", expected: "frames a second, above 0")
    }
    guard !channels.isEmpty else { throw InputError("\(place): channels", found: "none", expected: "at least one") }
    if let twice = firstRepeated(in: channels) {
      throw InputError("\(place): channels", found: "'\(twice)' twice", expected: "every channel once")
    }
    guard units.count == 1 || units.count == channels.count else {
      throw InputError(
        "\(place): units", found: "\(units.count)", expected: "one for all, or \(channels.count), one a channel")
    }
    if let worn {
      guard !worn.isEmpty else {
        throw InputError("\(place): worn", found: "an empty list", expected: "limbs, or no key 'worn'")
      }
      if let twice = firstRepeated(in: worn.map(\.rawValue)) {
        throw InputError("\(place): worn", found: "'\(twice)' twice", expected: "every limb once")
      }
    }
  }
}

extension Window {
  func validate(place: String) throws {
    guard seconds > 0, seconds.isFinite else {
      throw InputError("\(place): seconds", found: "\(seconds)", expected: "a length above 0")
    }
    guard overlap >= 0, overlap < 1 else {
      throw InputError("\(place): overlap", found: "\(overlap)", expected: "a share from 0 to below 1")
    }
  }
}

extension Fetch {
  fileprivate func validate(place: String) throws {
    switch method {
    case .pythonPackage where package == nil:
      throw InputError(
        "\(place): package", found: "nothing", expected: "the package, since the method is \(method.rawValue)")
    case .pythonPackage where (package?.script == nil) == (package?.members == nil):
      throw InputError("\(place): package", found: "neither or both", expected: "either 'script' or 'members'")
    case .archives where archives?.isEmpty ?? true:
      throw InputError(
        "\(place): archives", found: "none", expected: "archives, since the method is \(method.rawValue)")
    default: break
    }
    for archive in archives ?? [] {
      try archive.check(place: place, schemes: ["https", "http", "file"])
      guard method != .archives || archive.url != nil else {
        throw InputError(
          "\(place): archives", found: "'\(archive.file ?? "")' without an address", expected: "its 'url'",
          advice: "Where a person downloads it, the method is by-hand.")
      }
    }
    if let script {
      guard !(archives ?? []).isEmpty, FileName.isPlain(script) else {
        throw InputError(
          "\(place): script", found: "'\(script)'", expected: "a file beside the manifest, which has 'archives'")
      }
    }
    try package?.check(place: place)
  }
}

/// The first name that occurs a second time.
func firstRepeated(in names: [String]) -> String? {
  var seen: Set<String> = []
  return names.first { !seen.insert($0).inserted }
}

/// How many samples there are of each class, person and modality.
public struct SampleCounts: Sendable, Codable, Equatable {
  /// Samples in all.
  public var samples: Int
  /// By class, in the order of the classes, also those without any.
  public var classes: [Count]
  /// By person, in the order of their numbers.
  public var subjects: [Count]
  /// By modality: samples that have it.
  public var modalities: [Count]

  /// A name and how many samples bear it.
  public struct Count: Sendable, Codable, Equatable {
    public var name: String
    /// How many.
    public var samples: Int
  }

  /// Counts samples that all have all of these modalities.
  public init(of samples: SampleTable, having modalities: [String]) {
    self.init(samples, modalities: modalities.map { Count(name: $0, samples: samples.count) })
  }

  /// Counts the samples of features.
  public init(of features: FeatureSet) {
    self.init(
      features.samples,
      modalities: features.all.reduce(into: []) { counts, modality in
        guard !counts.contains(where: { $0.name == modality.name }) else { return }
        let present = modality.present?.count(where: \.self) ?? features.samples.count
        counts.append(Count(name: modality.name, samples: present))
      })
  }

  private init(_ table: SampleTable, modalities: [Count]) {
    samples = table.count
    let byClass = Dictionary(grouping: table.labels, by: \.self).mapValues(\.count)
    classes = table.classNames.enumerated().map { Count(name: $1, samples: byClass[$0] ?? 0) }
    let bySubject = Dictionary(grouping: table.subjects, by: \.self).mapValues(\.count)
    subjects = bySubject.sorted { $0.key < $1.key }.map { Count(name: "\($0.key)", samples: $0.value) }
    self.modalities = modalities
  }

  /// A line each for classes, persons and modalities.
  public var lines: [(head: String, text: String)] {
    [("by class", classes), ("by subject", subjects), ("by modality", modalities)].map { head, counts in
      (head, counts.map { "\($0.name) \($0.samples)" }.joined(separator: ", "))
    }
  }
}

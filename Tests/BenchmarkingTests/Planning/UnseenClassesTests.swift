import Classifiers
import Diagnostics
import FeatureStore
import Foundation
import Splits
import StrictYAML
import TestSupport
import Testing

@testable import Benchmarking
@testable import Datasets
@testable import Records

/// From descriptions in a manifest to the recognition of classes that no pair showed.
@Suite("Classes known by their descriptions")
struct UnseenClassesTests {
  /// Six classes whose texts have embeddings in three dimensions, and recordings of three channels
  /// that follow these.
  private final class Home {
    static let classes = ["a", "b", "c", "d", "e", "f"]
    static let embeddings: [[Float]] = [
      [0.9, 0.2, 0.3], [0.2, 0.8, 0.3], [0.3, 0.2, 0.9], [0.8, 0.7, 0.2], [0.2, 0.6, 0.8], [0.7, 0.3, 0.7],
    ]
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("unseen-classes-\(UUID().uuidString)")
    var results: URL { url.appendingPathComponent("results") }

    init() throws {
      let set = url.appendingPathComponent("Datasets/tiny")
      try FileManager.default.createDirectory(
        at: set.appendingPathComponent("data"), withIntermediateDirectories: true)
      let descriptions = Self.classes.map { "\($0): Does \($0)." }.joined(separator: ", ")
      let manifest = """
        id: tiny
        title: Tiny
        version: "1"
        loader: prepared-recordings
        samples: 48
        subjects: [1, 2, 3, 4]
        trials: 2
        modalities:
          - {name: imu, title: Sensor, rate: 10, units: [g], channels: [x, y, z], placement: wrist}
          - {name: other, title: Sensor, rate: 10, units: [g], channels: [x, y, z], placement: ankle}
        classes: [\(Self.classes.joined(separator: ", "))]
        descriptions: {\(descriptions)}
        licence: none
        citation: nobody
        homepage: nowhere
        checksums: [{file: SUMS, variant: made, note: as made}]
        fetch: {method: archives, archives: [{url: "file:///nowhere", unpacksTo: x}], byHand: Ask a friend.}

        """
      try Data(manifest.utf8).write(to: set.appendingPathComponent("manifest.yaml"))
      try writeRecordings(set.appendingPathComponent("data/recordings.h5"))
      try HDF5File.create(url.appendingPathComponent("texts.h5")) { file in
        try file.setAttribute("schema", of: "/", to: "hartransfer-texts/1")
        try file.setAttribute("model", of: "/", to: "made")
        try file.setAttribute("model_version", of: "/", to: "1")
        try file.write(Self.classes.map { "Does \($0)." }, to: "/texts")
        try file.write(Self.embeddings.flatMap(\.self), shape: [6, 3], to: "/embeddings")
      }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    private func writeRecordings(_ url: URL) throws {
      let keys = (0..<48).map { (label: $0 / 8, subject: 1 + $0 / 2 % 4, trial: 1 + $0 % 2) }
      let length = 20
      var frames: [Float] = []
      for (row, key) in keys.enumerated() {
        for t in 0..<length {
          for channel in 0..<3 {
            let wave = sin(Double(t * (channel + 1) + 7 * row))
            frames.append(Self.embeddings[key.label][channel] + 0.05 * Float(wave))
          }
        }
      }
      try HDF5File.create(url) { file in
        try file.setAttribute("schema", of: "/", to: "hartransfer-recordings/1")
        try file.write(keys.map { "\(Self.classes[$0.label])_s\($0.subject)_t\($0.trial)" }, to: "/ids")
        try file.write(Self.classes, to: "/class_names")
        try file.write(keys.map { Int32($0.label) }, to: "/labels")
        try file.write(keys.map { Int32($0.subject) }, to: "/subjects")
        try file.write(keys.map { Int32($0.trial) }, to: "/trials")
        try file.createGroup("/modalities")
        for name in ["imu", "other"] {
          let group = "/modalities/\(name)"
          try file.createGroup(group)
          try file.setAttribute("rate", of: group, to: 10.0)
          try file.setAttribute("channels", of: group, to: ["x", "y", "z"])
          try file.setAttribute("units", of: group, to: "g")
          try file.write(frames, shape: [keys.count * length, 3], to: "\(group)/frames")
          try file.write((0...keys.count).map { Int64($0 * length) }, to: "\(group)/offsets")
        }
      }
    }

    func runner(
      protocols: String = "unseen-classes: {draws: 3}", directions: String = "[text -> imu]",
      alignments: String = "ridge-map", dataset: String = "tiny", encoders: Bool = true,
      classifiers: String = "[nearest-centroid: {metric: cosine}]"
    ) throws -> BenchmarkRunner {
      let chains =
        encoders
        ? """
        encoders:
          text: [sentence-embedding: {embeddings: "\(url.path)/texts"}]
          imu: [statistics: {levels: [1]}]
          other: [statistics: {levels: [1]}]
        """ : ""
      let text = """
        benchmark: test
        dataset: \(dataset)
        protocols: [\(protocols)]
        \(chains)
        directions: \(directions)
        alignments: [\(alignments)]
        classifiers: \(classifiers)
        """
      return try BenchmarkRunner(
        StrictYAML.decode(BenchmarkConfiguration.self, from: text, file: "t.yaml"), results: results,
        cache: url.appendingPathComponent("cache"), data: url.appendingPathComponent("Datasets/tiny/data"),
        datasets: url.appendingPathComponent("Datasets"))
    }

    func records(_ runner: BenchmarkRunner) throws -> [TrialRecord] {
      _ = try runner.run()
      return try runner.store.plan().map { planned in
        let record = try runner.store.record(planned.key)
        return try #require(record)
      }
    }
  }

  @Test("classes that no pair showed are recognised where sensors follow the meaning of texts")
  func wholePath() throws {
    let home = try Home()
    let records = try home.records(home.runner())
    #expect(records.allSatisfy { $0.error == nil } && Set(records.map(\.trial.split)).count == 3)
    let aligned = records.filter { $0.trial.alignment.name == "ridge-map" }
    #expect(aligned.count == 3)
    for record in aligned {
      let labels = Set(record.roles.paired.map { $0 / 8 })
      #expect(labels.isDisjoint(with: record.candidateClasses) && record.candidateClasses.count == 2)
      #expect(record.scores["accuracy"] == .some(1) && record.scores["sourceAccuracy"] == .some(1))
      // A sample has no partner of its own among points that a class shares.
      for name in ["recallAt1", "meanReciprocalRank", "recallAt1Back", "mutualNeighbours", "mutualNeighboursP"] {
        #expect(record.scores[name] == .some(nil), "\(name)")
      }
      #expect((record.scores["cmae"] ?? nil) != nil)
      #expect(record.trial.encoderSource.name == "sentence-embedding")
      #expect("\(record.trial.encoderSource.parameters)".contains("sha256"))
    }
    let chance = try #require(records.first { $0.trial.alignment.name == "chance" })
    #expect(chance.scores["accuracy"] == .some(0.5))
  }

  @Test(
    "among all candidates a penalty of the classes that pairs show is chosen on these; among the unseen ones there is none"
  )
  func calibration() throws {
    let home = try Home()
    let decodings = "[nearest-centroid: {metric: cosine}]\ndecodings: [calibrated-stacking]"
    let protocols = "unseen-classes: {draws: 2, candidates: all}, unseen-classes: {draws: 2}"
    let records = try home.records(home.runner(protocols: protocols, classifiers: decodings))
    #expect(records.allSatisfy { $0.error == nil })
    let calibrated = records.filter { $0.calibration != nil }
    #expect(Set(calibrated.map(\.trial.alignment.name)) == ["none", "ridge-map"] && calibrated.count == 4)
    #expect(!calibrated.isEmpty)
    #expect(calibrated.allSatisfy { $0.candidateClasses.count == 6 && $0.calibration?.folds == 6 })
    // The test holds unseen classes alone, which is nothing to take a harmonic mean over.
    #expect(calibrated.allSatisfy { $0.scores["harmonicMean"] == nil && $0.pairedClasses == nil })
  }

  @Test(
    "every classifier either names the unseen classes or fails with a reason",
    arguments: ClassifierRegistry.methods.map { $0.name })
  func classifiers(name: String) throws {
    let home = try Home()
    let runner = try home.runner(classifiers: "[\(name)]")
    for record in try nonEmpty(home.records(runner).filter({ $0.trial.alignment.name == "ridge-map" })) {
      if let error = record.error {
        #expect(error.contains("expected"))
      } else {
        #expect(record.predictions?.predicted.allSatisfy { $0.map(record.candidateClasses.contains) ?? false } == true)
      }
    }
  }

  @Test("a text is refused as target, under another protocol, and where a selection looks for partners")
  func refusals() throws {
    let home = try Home()
    func refusal(_ runner: BenchmarkRunner) throws -> InputError {
      let error = #expect(throws: InputError.self) { try runner.preview() }
      return try #require(error)
    }
    #expect(try refusal(home.runner(directions: "[imu -> text]")).found.contains("target 'text'"))
    _ = try refusal(home.runner(directions: "all"))
    let supervised = try refusal(home.runner(protocols: "cross-subject"))
    #expect(supervised.found == "the protocol cross-subject" && supervised.expected == "unseen-classes")
    let mixed = try refusal(home.runner(protocols: "unseen-classes, unpaired-classes: {draws: 2}"))
    #expect(mixed.found == "the protocol unpaired-classes")
    let sensors = try refusal(home.runner(directions: "[other -> imu]"))
    #expect(sensors.advice.contains("unpaired-classes"))
    let selection = "ridge-map: {select: {ridge: [0.1, 1], by: pair-retrieval}}"
    #expect(try refusal(home.runner(alignments: selection)).expected == "by: teacher-agreement")
    _ = try home.runner(alignments: selection.replacing("pair-retrieval", with: "teacher-agreement")).preview()
    _ = try home.runner(protocols: "cross-subject", directions: "[other -> imu]").preview()
  }

  @Test("a feature file whose modality has one vector a class is a text to the plan, whatever it is called")
  func featureFiles() throws {
    let home = try Home()
    let files = try home.runner().writeFeatures(to: home.url.appendingPathComponent("features"))
    let file = try #require(files.first)
    let dataset = "{features: {files: [\"\(file.path)\"]}}"
    let error = #expect(throws: InputError.self) {
      try home.runner(protocols: "cross-subject", dataset: dataset, encoders: false).preview()
    }
    #expect(error?.expected == "unseen-classes")
    let records = try home.records(home.runner(dataset: dataset, encoders: false))
    #expect(records.filter { $0.trial.alignment.name == "ridge-map" }.allSatisfy { $0.scores["accuracy"] == .some(1) })
  }

  @Test("one vector a class is seen; single samples, constant features and a class of two vectors are not that")
  func oneVectorAClass() throws {
    func names(_ values: [Float], _ labels: [Int], present: [Bool]? = nil) -> Bool {
      ModalityFeatures(
        name: "x", values: .float(.init(1, values.count, columnMajor: values)), encoder: "", present: present
      ).namesClasses(labels: labels)
    }
    #expect(names([1, 2, 1, 2], [0, 1, 0, 1]))
    #expect(!names([1, 2, 1, 3], [0, 1, 0, 1]))
    #expect(names([1, 2, 1, 3], [0, 1, 0, 1], present: [true, true, true, false]))
    #expect(!names([1, 1, 1, 1], [0, 1, 0, 1]))
    #expect(!names([1, 2, 3], [0, 1, 2]))
  }
}

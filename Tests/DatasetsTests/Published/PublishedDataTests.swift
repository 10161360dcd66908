import Foundation
import TestSupport
import Testing

@testable import Datasets

/// The published recordings, where HARTRANSFER_DATA names a folder that holds `utd-mhad`.
@Suite(.enabled(if: publishedData != nil, "set HARTRANSFER_DATA to a folder that holds utd-mhad"))
struct PublishedDataTests {
  let source: any RecordingSource

  init() throws {
    source = try DatasetCatalogue(folder: repositoryDatasets).entry("utd-mhad").open()
  }

  @Test("there are 861 clips of 27 actions by 8 persons, in numerical order")
  func table() throws {
    let samples = source.samples
    #expect(samples.count == 861)
    #expect(samples.ids[0] == "a1_s1_t1" && samples.ids[860] == "a27_s8_t3")
    #expect(Set(samples.labels) == Set(0..<27) && Set(samples.subjects) == Set(1...8))
    #expect(samples.classNames[26] == "squat")
  }

  @Test("the inertial recordings are frames of 6 channels within the sensor's range")
  func inertial() throws {
    for row in stride(from: 0, to: 861, by: 7) {
      guard case .series(let series) = try source.signal(row: row, modality: "inertial") else { throw Unexpected() }
      #expect(series.channels.count == 6 && series.values.rows == 6 && series.rate == 50)
      #expect((107...326).contains(series.values.columns))
      let inRange = series.values.withUnsafeElements { elements in
        elements.indices.allSatisfy { abs(elements[$0]) <= ($0 % 6 < 3 ? 8.001 : 1001) }
      }
      #expect(inRange)
    }
    guard case .series(let first) = try source.signal(row: 0, modality: "inertial") else { throw Unexpected() }
    #expect((0..<6).map { first.values[$0, 0] } == [-0.959473, -0.177734, -0.192871, 5.221374, 1.526718, 0.152672])
  }

  @Test("skeletons are upright and metres in front of the camera, and as long as the depth video")
  func cameras() throws {
    for row in stride(from: 0, to: 861, by: 43) {
      guard case .series(let skeleton) = try source.signal(row: row, modality: "skeleton") else { throw Unexpected() }
      #expect(skeleton.values.rows == 60 && (41...125).contains(skeleton.values.columns))
      let head = try #require(skeleton.channels.firstIndex(of: "head-y"))
      let foot = try #require(skeleton.channels.firstIndex(of: "right-foot-y"))
      let distance = try #require(skeleton.channels.firstIndex(of: "hip-center-z"))
      #expect(skeleton.values[head, 0] > skeleton.values[foot, 0] + 0.5)
      #expect((1.5...4).contains(skeleton.values[distance, 0]))
      if source.modalities.contains("depth") {
        guard case .depth(let video) = try source.signal(row: row, modality: "depth") else { throw Unexpected() }
        #expect(video.frames == skeleton.values.columns)
        #expect(video.width * 3 == video.height * 4)
        #expect(video.millimetres.contains { $0 > 0 } && video.millimetres.allSatisfy { $0 < 10_000 })
      }
    }
  }

  @Test("swiping with the right arm moves the right hand, by the names of the channels")
  func jointNames() throws {
    guard case .series(let clip) = try source.signal(row: 0, modality: "skeleton") else { throw Unexpected() }
    func travel(_ joint: String) throws -> Float {
      let channel = try #require(clip.channels.firstIndex(of: "\(joint)-x"))
      let values = (0..<clip.values.columns).map { clip.values[channel, $0] }
      return values.max()! - values.min()!
    }
    #expect(try travel("right-hand") > 5 * travel("left-hand"))
  }

  @Test("nothing has to be left out, and every file is as one of the lists says")
  func sound() throws {
    let entry = try DatasetCatalogue(folder: repositoryDatasets).entry("utd-mhad")
    #expect(try entry.open(skipBad: true).skipped.isEmpty)
    let verification = try Verification(of: entry, in: DataLocation(of: entry).folder)
    #expect(verification.isSound)
    #expect(verification.matching.allSatisfy { $0.files == 861 })
  }
}

/// The recordings of SPAR, where they were fetched.
@Suite(.enabled(if: sparData != nil, "fetch SPAR: hartransfer datasets fetch spar"))
struct FetchedSPARTests {
  @Test("there are 1,149 windows of 200 frames; both trials of each person and exercise, on both sides")
  func windows() throws {
    let source = try DatasetCatalogue(folder: repositoryDatasets).entry("spar").open()
    #expect(source.samples.count == 1149)
    #expect(source.modalities == ["accelerometer", "gyroscope", "text"])
    for row in stride(from: 0, to: 1149, by: 29) {
      for modality in source.modalities.prefix(2) {
        guard case .series(let series) = try source.signal(row: row, modality: modality) else { throw Unexpected() }
        #expect(series.values.rows == 3 && series.values.columns == 200)
      }
    }
    let trials = try #require(source.samples.trials)
    for trial in 1...2 {
      let ids = inStep(source.samples.ids, trials).filter { $0.1 == trial }.map { $0.0.split(separator: "_w")[0] }
      let recordings = Set(ids)
      #expect(recordings.count == 70)
      #expect(recordings.filter { $0.hasSuffix("left") }.count == 35)
    }
  }
}

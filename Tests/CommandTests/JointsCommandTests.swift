import Foundation
import PlainText
import Testing

@Suite("hartransfer joints") struct JointsCommandTests {
  private static let trees = ["kinect-v1", "kinect-v2", "azure-kinect", "coco", "h36m", "mediapipe"]

  @Test("all trees are listed, each with its joints in order and its limbs, within the width of the terminal")
  func pages() throws {
    let all = try HARTransfer.run("joints")
    #expect(all.code == 0 && Self.trees.allSatisfy { all.standardOutput.contains($0) })
    for width in [40, 80] {
      for tree in [""] + Self.trees {
        let output = try HARTransfer.shell("COLUMNS=\(width) hartransfer joints \(tree)", in: HARTransfer.package)
        #expect(output.code == 0 && output.standardError.isEmpty)
        #expect(output.standardOutput.split(separator: "\n").allSatisfy { $0.displayWidth <= width }, "\(tree)")
      }
    }
    let page = try HARTransfer.run("joints", "azure-kinect").standardOutput
    for text in ["'-y'", "pelvis to neck", "spine-naval", "left-shank", "wrist-right"] { #expect(page.contains(text)) }
  }

  @Test("as JSON a tree is what manifests make of it: joints in the order of the channels, parents, limbs")
  func json() throws {
    func json(_ arguments: String...) throws -> Any {
      let text = try HARTransfer.run(["joints"] + arguments + ["--format", "json"]).standardOutput
      return try JSONSerialization.jsonObject(with: Data(text.utf8))
    }
    let all = try #require(try json() as? [[String: Any]])
    #expect(all.compactMap { $0["name"] as? String } == Self.trees)
    let tree = try #require(try json("kinect-v2") as? [String: Any])
    let joints = try #require(tree["joints"] as? [[String: Any]])
    #expect(joints.count == 25 && joints[0]["name"] as? String == "spine-base" && joints[0]["parent"] is NSNull)
    #expect(joints[6]["name"] as? String == "wrist-left" && joints[6]["parent"] as? String == "elbow-left")
    #expect(tree["up"] as? String == "y" && (tree["limbs"] as? [Any])?.count == 9)
  }

  @Test("a tree that there is not is refused with the nearest name")
  func unknown() throws {
    let output = try HARTransfer.run("joints", "kinect-v3")
    #expect(output.code == 2 && output.standardOutput.isEmpty)
    #expect(output.standardError.contains("Did you mean 'kinect-v") && output.standardError.contains("mediapipe"))
  }
}

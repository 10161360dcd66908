// swift-tools-version: 6.2
import PackageDescription

/// Speed against peers: a package of its own, so that what it needs never reaches a user.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "HARTransfer", path: "..")],
  targets: [
    .executableTarget(name: "speed", dependencies: [.product(name: "HARTransfer", package: "HARTransfer")])
  ],
  swiftLanguageModes: [.v6]
)

/// The kinds of methods that readers group rows by. Names only: a test holds them against the
/// registry, so that a new method cannot be forgotten.
///
/// Colours differ in lightness as much as in hue, so that readers who see no red or no green tell
/// them apart. Tests measure contrast and difference.
public enum MethodFamily: String, Sendable, CaseIterable {
  case perfect
  case canonical
  case regression
  case neighbours
  case unpaired
  case learned
  case students
  case bounds
  case controls
  case other

  /// The names of its methods, in the order of their markers.
  public var members: [String] {
    switch self {
    case .perfect: ["perfect", "procrustes"]
    case .canonical: ["ridge-cca", "cca", "pca-cca", "kernel-cca", "gcca", "mcca", "csa", "pls-svd"]
    case .regression: ["ridge-map", "reduced-rank-ridge", "kernel-ridge"]
    case .neighbours: ["knn-propagation", "relative"]
    case .unpaired:
      [
        "coral", "subspace-alignment", "optimal-transport", "prototype-matching", "gromov-wasserstein",
        "class-matching",
      ]
    case .learned: ["infonce", "siglip", "vicreg", "barlow-twins", "deep-cca"]
    case .students: ["student-teacher", "student-teacher-soft"]
    case .bounds: ["target-supervised", "source-on-source", "majority", "chance"]
    case .controls: ["none", "random-projection", "collapse", "class-matching-shuffled"]
    case .other: ["clips-and-frames"]
    }
  }

  /// What readers call it.
  public var title: String {
    switch self {
    case .perfect: "orthonormal maps"
    case .canonical: "canonical correlation"
    case .regression: "regression"
    case .neighbours: "neighbours and anchors"
    case .unpaired: "without pairing"
    case .learned: "trained by gradient"
    case .students: "students of pseudo-labels"
    case .bounds: "bounds"
    case .controls: "controls"
    case .other: "others"
    }
  }

  /// On a light background, `#rrggbb`; its contrast to white is 3 or more.
  public var colour: String {
    switch self {
    case .perfect: "#d1700a"
    case .canonical: "#0b5fb4"
    case .regression: "#11400f"
    case .neighbours: "#869857"
    case .unpaired: "#52206f"
    case .learned: "#8f4708"
    case .students: "#2099ca"
    case .bounds: "#22282c"
    case .controls: "#6f6349"
    case .other: "#868b93"
    }
  }

  /// On a dark background, `#rrggbb`; its contrast to near black (`#101418`) is 3 or more.
  public var darkColour: String {
    switch self {
    case .perfect: "#e06c1b"
    case .canonical: "#1f9bf5"
    case .regression: "#8fd18c"
    case .neighbours: "#d2fd84"
    case .unpaired: "#d0c2ff"
    case .learned: "#ffd23a"
    case .students: "#5580ab"
    case .bounds: "#f0f0f3"
    case .controls: "#96704a"
    case .other: "#999d9e"
    }
  }
}

import Diagnostics

/// One thing that was measured.
public struct Modality: Sendable, Codable, Equatable {
  /// The name in configurations.
  public var name: String
  /// What it is, for a person.
  public var title: String
  /// Frames a second.
  public var rate: Double
  /// One name a channel; a video has a single one. Of a grid they name the cells, of a cloud of
  /// points the numbers of a point.
  public var channels: [String]
  /// One unit for all channels, or one a channel.
  public var units: [String]
  /// Where the sensor was, for a person.
  public var placement: String
  /// The limbs that the sensor was worn on, all of them if it changed place. Nil if it was worn on
  /// none, or if that differs from person to person.
  public var worn: [Limb]?
  /// Number of cells along each axis of a grid; nil if the modality is none.
  public var shape: [Int]?
  /// What each axis of the grid is called.
  public var axes: [String]?
  /// What each number of a point is, where a frame is a cloud of points; nil elsewhere.
  public var points: [String]?
  /// What the modality is to recipes; nil where the other keys tell it, or nothing does.
  public var role: ModalityRole?

  /// Joins the parts.
  public init(
    name: String, title: String, rate: Double, channels: [String], units: [String], placement: String,
    worn: [Limb]? = nil
  ) {
    self.name = name
    self.title = title
    self.rate = rate
    self.channels = channels
    self.units = units
    self.placement = placement
    self.worn = worn
  }

  /// The unit of each channel.
  public var channelUnits: [String] {
    units.count == 1 ? channels.map { _ in units[0] } : units
  }
}

extension Modality {
  /// What a frame of a modality is.
  public enum Form: Sendable, CustomStringConvertible {
    /// A number a channel, or a picture of a depth camera.
    case channels
    /// A number a cell of a grid.
    case grid
    /// Any number of points.
    case points

    /// The form in words.
    public var description: String {
      switch self {
      case .channels: "channels"
      case .grid: "a grid"
      case .points: "clouds of points"
      }
    }
  }

  /// What a frame is.
  public var form: Form { shape != nil ? .grid : points != nil ? .points : .channels }

  /// Reads the keys; the channels of a grid and of points follow from `shape` and `points`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    title = try container.decode(String.self, forKey: .title)
    rate = try container.decode(Double.self, forKey: .rate)
    units = try container.decode([String].self, forKey: .units)
    placement = try container.decode(String.self, forKey: .placement)
    worn = try container.decodeIfPresent([Limb].self, forKey: .worn)
    shape = try container.decodeIfPresent([Int].self, forKey: .shape)
    points = try container.decodeIfPresent([String].self, forKey: .points)
    role = try container.decodeIfPresent(ModalityRole.self, forKey: .role)
    let named = try container.decodeIfPresent([String].self, forKey: .axes)
    let given = try container.decodeIfPresent([String].self, forKey: .channels)
    axes = shape.map { shape in named ?? Self.usualAxes(shape.count) } ?? named
    let derived = try Self.channels(shape: shape, axes: axes, points: points, place: "modality \(name)")
    let ofJoints = try Self.channelsOfJoints(in: decoder, isAlone: derived == nil, place: "modality \(name)")
    guard let channels = derived ?? ofJoints ?? given else {
      throw InputError(
        "modality \(name)", found: "neither 'channels' nor 'shape' nor 'points' nor 'joints'",
        expected: "one of them: what a frame holds")
    }
    if derived != nil || ofJoints != nil, let given, given != channels {
      throw InputError(
        "modality \(name): channels", found: "names beside '\(ofJoints != nil ? "joints" : "shape' or 'points")'",
        expected: "one of them",
        advice: "The cells of a grid, the numbers of a point and the joints of a tree have their names.")
    }
    self.channels = channels
  }

  private static func usualAxes(_ count: Int) -> [String] {
    count == 2 ? ["row", "column"] : (1...max(count, 1)).map { "axis-\($0)" }
  }

  /// The channels that a grid or points have; nil where the manifest names channels itself.
  private static func channels(shape: [Int]?, axes: [String]?, points: [String]?, place: String) throws -> [String]? {
    guard let shape else {
      if axes != nil {
        throw InputError("\(place): axes", found: "axes without 'shape'", expected: "both, or none")
      }
      return points
    }
    guard points == nil else {
      throw InputError(place, found: "'shape' and 'points'", expected: "one of them")
    }
    guard !shape.isEmpty, shape.allSatisfy({ $0 > 0 }),
      shape.reduce(1, { $0.multipliedReportingOverflow(by: $1).partialValue }) <= 1 << 20
    else {
      throw InputError(
        "\(place): shape", found: "\(shape)", expected: "numbers of cells along each axis, at most 2^20 together")
    }
    guard let axes, axes.count == shape.count else {
      throw InputError(
        "\(place): axes", found: "\(axes?.count ?? 0)", expected: "\(shape.count), one a number of 'shape'")
    }
    return GridSeries.cells(shape: shape, axes: axes)
  }
}

extension Modality {
  /// Frames of this modality as the signal that they are.
  func signal(_ series: TimeSeries) -> Signal {
    guard let shape, let axes else { return .series(series) }
    return .grid(
      GridSeries(values: series.values, shape: shape, axes: axes, rate: series.rate, start: series.start))
  }
}

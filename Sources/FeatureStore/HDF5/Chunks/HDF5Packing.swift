import CHDF5

/// How the chunks of an array are packed: the filters that they passed, first to last.
struct HDF5Packing: Sendable {
  enum Filter: Sendable, Equatable {
    case deflate
    /// The bytes of an element as it took them.
    case shuffle(Int)
    case checksum
    case other
  }

  private let filters: [Filter]
  /// Whether chunks that the array fills in part are packed too.
  private let packsEdges: Bool

  init(_ creation: HDF5Handle) {
    var options: UInt32 = 0
    H5Pget_chunk_opts(creation.id, &options)
    packsEdges = options & UInt32(H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS) == 0
    filters = (0..<max(H5Pget_nfilters(creation.id), 0)).map { index in
      var (flags, configuration, count) = (UInt32(0), UInt32(0), 1)
      var values: [UInt32] = [0]
      return switch H5Pget_filter2(creation.id, UInt32(index), &flags, &count, &values, 0, nil, &configuration) {
      case 1: .deflate
      case 2: .shuffle(count > 0 ? Int(values[0]) : 0)
      case 3: .checksum
      default: .other
      }
    }
  }

  /// Whether nothing changes the number of bytes, but for a checksum behind them.
  var keepsSizes: Bool { filters.allSatisfy { $0 != .deflate && $0 != .other } }

  /// Whether chunks are packed by gzip, alone or behind shuffle, and nothing else.
  func isDeflate(elementSize: Int) -> Bool {
    filters == [.deflate] || filters == [.shuffle(elementSize), .deflate]
  }

  /// Whether nothing but gzip and shuffle packs chunks, at most once each.
  var isUnpackedHere: Bool {
    let unshuffled = filters.filter { if case .shuffle = $0 { false } else { true } }
    return filters.count <= 2 && (unshuffled.isEmpty || unshuffled == [.deflate] && filters.last == .deflate)
  }

  /// The filters that a chunk passed. A chunk says itself which of them it did not pass: gzip where
  /// it saves nothing.
  func filters(isEdge: Bool, skipped: UInt32) -> [Filter] {
    guard packsEdges || !isEdge else { return [] }
    return filters.enumerated().compactMap { $0 < 32 && skipped >> UInt32($0) & 1 == 1 ? nil : $1 }
  }
}

/// The bytes of a chunk as they are stored, and the filters that they passed, first to last.
struct StoredChunk {
  let bytes: [UInt8]
  let filters: [HDF5Packing.Filter]

  /// The number of bytes that it unpacks to, at most a few more than `most`; nil where only libhdf5
  /// can tell, or finds damage.
  func unpackedLength(upTo most: Int) -> Int? {
    let counted = filters.filter { filter in
      switch filter {
      // Neither changes the number of bytes, but for a checksum behind them.
      case .shuffle, .checksum: false
      case .deflate, .other: true
      }
    }
    return switch counted.last {
    case nil: bytes.count
    case .deflate: Deflated.length(bytes, upTo: most)
    default: nil
    }
  }
}

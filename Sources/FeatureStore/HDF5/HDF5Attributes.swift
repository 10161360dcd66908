import CHDF5
import CHDF5Shims
import Diagnostics

/// Attributes of groups and data sets: text, lists of text, and single numbers.
extension HDF5File {
  /// The text of an attribute, or nil where there is no such attribute.
  /// - Throws: `InputError` when it is not one string.
  public func stringAttribute(_ name: String, of object: String) throws -> String? {
    guard let texts = try stringsAttribute(name, of: object) else { return nil }
    guard texts.count == 1 else {
      throw InputError(
        attributePlace(name, object), found: "\(texts.count) strings", expected: "one string",
        advice: "Write it as one.")
    }
    return texts[0]
  }

  /// The strings of an attribute, or nil where there is no such attribute.
  /// - Throws: `InputError` when it holds something else.
  public func stringsAttribute(_ name: String, of object: String) throws -> [String]? {
    let place = attributePlace(name, object)
    return try withHDF5 {
      guard let attribute = try openAttribute(name, object) else { return nil }
      let type = try HDF5Handle(H5Aget_type(attribute.id), { H5Tclose($0) }) { damaged(place, $0, expected: "text") }
      let space = try HDF5Handle(H5Aget_space(attribute.id), { H5Sclose($0) }) { damaged(place, $0, expected: "text") }
      let count = Int(H5Sget_simple_extent_npoints(space.id))
      // An attribute lives in its object's header or heap; a larger claim is damage.
      let size = HDF5ElementType(type.id).size
      guard count >= 0, count <= 1 << 16, size <= 1 << 24, count * size <= 1 << 26 else {
        throw damaged(place, "\(count) elements of \(size) bytes", expected: "text")
      }
      if HDF5ElementType(type.id) == .string(bytes: nil), count > 0, case .here(let path) = destination(of: object),
        let texts = try variableTexts(name, at: path, count: count, place)
      {
        return texts
      }
      return try decodeStrings(place, type, space, count: count) { H5Aread(attribute.id, $0, $1) }
    }
  }

  /// The number of an attribute, or nil where there is no such attribute.
  /// - Throws: `InputError` when it is not one number.
  public func numberAttribute(_ name: String, of object: String) throws -> Double? {
    let place = attributePlace(name, object)
    return try withHDF5 {
      guard let attribute = try openAttribute(name, object) else { return nil }
      let type = try HDF5Handle(H5Aget_type(attribute.id), { H5Tclose($0) }) {
        damaged(place, $0, expected: "a number")
      }
      let space = try HDF5Handle(H5Aget_space(attribute.id), { H5Sclose($0) }) {
        damaged(place, $0, expected: "a number")
      }
      let count = H5Sget_simple_extent_npoints(space.id)
      guard HDF5ElementType(type.id).isNumber, count == 1 else {
        throw InputError(place, found: "\(count) elements of \(HDF5ElementType(type.id))", expected: "one number")
      }
      var value = 0.0
      guard H5Aread(attribute.id, Double.nativeType, &value) >= 0 else {
        throw damaged(place, hdf5Message(), expected: "a number")
      }
      return value
    }
  }

  /// Gives an object an attribute of text, of any length: UTF-8 of fixed length.
  ///
  /// Variable length would put the text on the global heap. It has no checksum, and libhdf5 trusts
  /// every size that it finds there: of 300 damaged files with such attributes 7 crashed it and one
  /// hung it. Headers are checked.
  public func setAttribute(_ name: String, of object: String, to text: String) throws {
    try setAttribute(name, of: object, texts: [text], isList: false)
  }

  /// Gives an object an attribute that is a list of strings.
  public func setAttribute(_ name: String, of object: String, to texts: [String]) throws {
    try setAttribute(name, of: object, texts: texts, isList: true)
  }

  /// Gives an object an attribute that is a number (float64).
  public func setAttribute(_ name: String, of object: String, to number: Double) throws {
    let place = attributePlace(name, object)
    try withHDF5 {
      let space = try HDF5Handle(H5Screate(H5S_SCALAR), { H5Sclose($0) }) { notWritten(place, $0) }
      let id = H5Acreate_by_name(handle.id, object, name, Double.nativeType, space.id, 0, 0, 0)
      let attribute = try HDF5Handle(id, { H5Aclose($0) }) { notWritten(place, $0) }
      var number = number
      guard H5Awrite(attribute.id, Double.nativeType, &number) >= 0 else { throw notWritten(place, hdf5Message()) }
    }
  }

  private func setAttribute(_ name: String, of object: String, texts: [String], isList: Bool) throws {
    let place = attributePlace(name, object)
    for text in texts { try refuseNul(text, place) }
    try withHDF5 {
      let bytes = max(texts.map(\.utf8.count).max() ?? 1, 1)
      let type = try stringType(place, bytes: bytes)
      H5Tset_cset(type.id, H5T_CSET_UTF8)
      H5Tset_strpad(type.id, H5T_STR_NULLPAD)
      let spaceID = isList ? H5Screate_simple(1, [hsize_t(texts.count)], nil) : H5Screate(H5S_SCALAR)
      let space = try HDF5Handle(spaceID, { H5Sclose($0) }) { notWritten(place, $0) }
      let id = H5Acreate_by_name(handle.id, object, name, type.id, space.id, 0, 0, 0)
      let attribute = try HDF5Handle(id, { H5Aclose($0) }) { notWritten(place, $0) }
      guard !texts.isEmpty else { return }
      let status = H5Awrite(attribute.id, type.id, padded(texts, to: bytes))
      guard status >= 0 else { throw notWritten(place, hdf5Message()) }
    }
  }

  private func openAttribute(_ name: String, _ object: String) throws -> HDF5Handle? {
    let place = attributePlace(name, object)
    let path = try path(of: object, expected: "an object with the attribute '\(name)'")
    let exists = H5Aexists_by_name(handle.id, path, name, 0)
    guard exists >= 0 else { throw damaged(place, hdf5Message(), expected: "an attribute") }
    guard exists > 0 else { return nil }
    return try HDF5Handle(H5Aopen_by_name(handle.id, path, name, 0, 0), { H5Aclose($0) }) { message in
      damaged(place, message, expected: "an attribute")
    }
  }

  /// How messages name an attribute.
  func attributePlace(_ name: String, _ object: String) -> String { "\(place(object)): attribute '\(name)'" }
}

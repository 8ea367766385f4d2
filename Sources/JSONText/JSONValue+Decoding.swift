extension JSONValue {
  /// The value of a type that `JSONValue(encoding:keys:)` with the same key style wrote. Keys that the type does not
  /// know are ignored; a key that is missing and `null` are both nil to an optional; whole numbers do for doubles.
  /// - Throws: where something does not fit, with the path of keys to it.
  public func decode<T: Decodable>(_ type: T.Type, keys: JSONKeyStyle = .asDeclared) throws(JSONFieldError) -> T {
    do {
      return try DecodingPlace(value: self, path: [], keys: keys).decode(type)
    } catch {
      throw JSONFieldError(error)
    }
  }
}

/// A value, the way to it, and how the keys inside it are written.
private struct DecodingPlace {
  let value: JSONValue
  let path: [any CodingKey]
  let keys: JSONKeyStyle

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    if let scalar = type as? any JSONScalar.Type {
      guard let result = scalar.init(json: value) as? T else { throw mismatch(scalar.expectation) }
      return result
    }
    let ownKeys = type is any TextKeyedDictionary.Type ? .asDeclared : keys
    return try T(from: PlaceDecoder(place: self, ownKeys: ownKeys))
  }

  func inside(_ value: JSONValue, _ key: JSONPathKey) -> DecodingPlace {
    DecodingPlace(value: value, path: path + [key], keys: keys)
  }

  func mismatch(_ expectation: String) -> JSONFieldError {
    JSONFieldError(at: path, "\(expectation) must be here, not \(value.kindInWords)")
  }
}

extension JSONValue {
  fileprivate var kindInWords: String {
    switch self {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// What a type's `init(from:)` is given.
private struct PlaceDecoder: Decoder {
  let place: DecodingPlace
  let ownKeys: JSONKeyStyle

  init(place: DecodingPlace, ownKeys: JSONKeyStyle? = nil) {
    (self.place, self.ownKeys) = (place, ownKeys ?? place.keys)
  }

  var codingPath: [any CodingKey] { place.path }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard let object = place.value.objectValue else { throw place.mismatch("an object") }
    return KeyedDecodingContainer(KeyedDecoding(place: place, object: object, ownKeys: ownKeys))
  }
  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard let elements = place.value.arrayValue else { throw place.mismatch("a list") }
    return UnkeyedDecoding(place: place, elements: elements)
  }
  func singleValueContainer() -> any SingleValueDecodingContainer { SingleDecoding(place: place) }
}

private struct SingleDecoding: SingleValueDecodingContainer {
  let place: DecodingPlace
  var codingPath: [any CodingKey] { place.path }

  func decodeNil() -> Bool { place.value.isNull }
  func decode<T: Decodable>(_ type: T.Type) throws -> T { try place.decode(type) }
}

private struct UnkeyedDecoding: UnkeyedDecodingContainer {
  let place: DecodingPlace
  let elements: [JSONValue]
  private(set) var currentIndex = 0

  init(place: DecodingPlace, elements: [JSONValue]) { (self.place, self.elements) = (place, elements) }

  var codingPath: [any CodingKey] { place.path }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  mutating func decodeNil() throws -> Bool {
    guard try next().value.isNull else { return false }
    currentIndex += 1
    return true
  }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let result = try next().decode(type)
    currentIndex += 1
    return result
  }
  mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    try superDecoder().container(keyedBy: type)
  }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try superDecoder().unkeyedContainer()
  }
  mutating func superDecoder() throws -> any Decoder {
    let decoder = PlaceDecoder(place: try next())
    currentIndex += 1
    return decoder
  }

  private func next() throws -> DecodingPlace {
    let key = JSONPathKey(intValue: currentIndex)
    guard !isAtEnd else { throw JSONFieldError(at: place.path + [key], "the list ends before") }
    return place.inside(elements[currentIndex], key)
  }
}

private struct KeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let place: DecodingPlace
  let object: JSONObject
  let ownKeys: JSONKeyStyle

  var codingPath: [any CodingKey] { place.path }
  /// Those of the object that are keys of the type as they are written.
  var allKeys: [Key] { object.keys.compactMap { Key(stringValue: $0) } }

  func contains(_ key: Key) -> Bool { object[name(key)] != nil }
  func decodeNil(forKey key: Key) throws -> Bool { object[name(key)]?.isNull ?? true }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try member(name(key)).decode(type) }
  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try superDecoder(forKey: key).container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try superDecoder(forKey: key).unkeyedContainer()
  }
  func superDecoder() throws -> any Decoder { PlaceDecoder(place: try member(JSONPathKey.parent.stringValue)) }
  func superDecoder(forKey key: Key) throws -> any Decoder { PlaceDecoder(place: try member(name(key))) }

  private func name(_ key: Key) -> String { ownKeys.name(key.stringValue) }
  private func member(_ name: String) throws -> DecodingPlace {
    let key = JSONPathKey(stringValue: name)
    guard let value = object[name] else { throw JSONFieldError(at: place.path + [key], "is missing") }
    return place.inside(value, key)
  }
}

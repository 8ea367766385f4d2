extension JSONValue {
  /// The value that `encodable` writes: structs as objects with their keys in the order of writing, dictionaries as
  /// objects with their keys sorted, absent optionals as no key at all. Numbers keep every bit; NaN and the
  /// infinities are written by `serialized` as words.
  /// - Throws: where a whole number does not fit 64 bits with a sign, or `encodable` itself refuses.
  public init(encoding encodable: some Encodable, keys: JSONKeyStyle = .asDeclared) throws(JSONFieldError) {
    let node = EncodingNode()
    do {
      try node.fill(with: encodable, at: [], keys: keys)
    } catch {
      throw JSONFieldError(error)
    }
    self = node.value
  }
}

/// One place of the value to be: containers fill it in any order, also after their siblings.
private final class EncodingNode {
  private enum Content {
    case scalar(JSONValue)
    case array([EncodingNode])
    case object([(key: String, node: EncodingNode)])
  }

  private var content = Content.scalar(.null)

  var value: JSONValue {
    switch content {
    case .scalar(let value): value
    case .array(let elements): .array(elements.map(\.value))
    case .object(let members): .object(JSONObject(pairs: members.map { ($0.key, $0.node.value) }))
    }
  }

  func fill<T: Encodable>(with value: T, at path: [any CodingKey], keys: JSONKeyStyle) throws {
    if let scalar = value as? any JSONScalar {
      guard let json = scalar.json else { throw JSONFieldError(at: path, "\(value) does not fit 64 bits with a sign") }
      content = .scalar(json)
    } else if value is any TextKeyedDictionary {
      try value.encode(to: NodeEncoder(node: self, codingPath: path, ownKeys: .asDeclared, keys: keys))
      sortMembers()
    } else {
      try value.encode(to: NodeEncoder(node: self, codingPath: path, ownKeys: keys, keys: keys))
    }
  }

  func setNull() { content = .scalar(.null) }

  var count: Int {
    if case .array(let elements) = content { elements.count } else { 0 }
  }

  func makeArray() { if case .array = content {} else { content = .array([]) } }
  func makeObject() { if case .object = content {} else { content = .object([]) } }

  func appendElement() -> EncodingNode {
    guard case .array(var elements) = content else { return EncodingNode() }
    elements.append(EncodingNode())
    content = .array(elements)
    return elements[elements.count - 1]
  }

  /// A new member; one of the same key is replaced in its place.
  func setMember(_ key: String) -> EncodingNode {
    guard case .object(var members) = content else { return EncodingNode() }
    let node = EncodingNode()
    if let place = members.firstIndex(where: { $0.key == key }) {
      members[place].node = node
    } else {
      members.append((key, node))
    }
    content = .object(members)
    return node
  }

  private func sortMembers() {
    guard case .object(let members) = content else { return }
    content = .object(members.sorted { $0.key < $1.key })
  }
}

/// What a value's `encode(to:)` is given.
private struct NodeEncoder: Encoder {
  let node: EncodingNode
  let codingPath: [any CodingKey]
  /// Of this value's own keys, and of the values inside.
  let ownKeys: JSONKeyStyle
  let keys: JSONKeyStyle
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(KeyedEncoding(node: node, codingPath: codingPath, ownKeys: ownKeys, keys: keys))
  }
  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    UnkeyedEncoding(node: node, codingPath: codingPath, keys: keys)
  }
  func singleValueContainer() -> any SingleValueEncodingContainer {
    SingleEncoding(node: node, codingPath: codingPath, keys: keys)
  }
}

private struct SingleEncoding: SingleValueEncodingContainer {
  let node: EncodingNode
  let codingPath: [any CodingKey]
  let keys: JSONKeyStyle

  mutating func encodeNil() { node.setNull() }
  mutating func encode<T: Encodable>(_ value: T) throws { try node.fill(with: value, at: codingPath, keys: keys) }
}

private struct UnkeyedEncoding: UnkeyedEncodingContainer {
  let node: EncodingNode
  let codingPath: [any CodingKey]
  let keys: JSONKeyStyle

  init(node: EncodingNode, codingPath: [any CodingKey], keys: JSONKeyStyle) {
    (self.node, self.codingPath, self.keys) = (node, codingPath, keys)
    node.makeArray()
  }

  var count: Int { node.count }
  private var nextPath: [any CodingKey] { codingPath + [JSONPathKey(intValue: count)] }

  mutating func encodeNil() { node.appendElement().setNull() }
  mutating func encode<T: Encodable>(_ value: T) throws {
    let path = nextPath
    try node.appendElement().fill(with: value, at: path, keys: keys)
  }
  mutating func nestedContainer<Key: CodingKey>(keyedBy keyType: Key.Type) -> KeyedEncodingContainer<Key> {
    nextEncoder().container(keyedBy: keyType)
  }
  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nextEncoder().unkeyedContainer() }
  mutating func superEncoder() -> any Encoder { nextEncoder() }

  private func nextEncoder() -> NodeEncoder {
    let path = nextPath
    return NodeEncoder(node: node.appendElement(), codingPath: path, ownKeys: keys, keys: keys)
  }
}

private struct KeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: EncodingNode
  let codingPath: [any CodingKey]
  let ownKeys: JSONKeyStyle
  let keys: JSONKeyStyle

  init(node: EncodingNode, codingPath: [any CodingKey], ownKeys: JSONKeyStyle, keys: JSONKeyStyle) {
    (self.node, self.codingPath, self.ownKeys, self.keys) = (node, codingPath, ownKeys, keys)
    node.makeObject()
  }

  mutating func encodeNil(forKey key: Key) { node.setMember(name(key)).setNull() }
  mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try node.setMember(name(key)).fill(with: value, at: path(name(key)), keys: keys)
  }
  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    encoder(name(key)).container(keyedBy: keyType)
  }
  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder(name(key)).unkeyedContainer()
  }
  mutating func superEncoder() -> any Encoder { encoder(JSONPathKey.parent.stringValue) }
  mutating func superEncoder(forKey key: Key) -> any Encoder { encoder(name(key)) }

  private func name(_ key: Key) -> String { ownKeys.name(key.stringValue) }
  private func path(_ name: String) -> [any CodingKey] { codingPath + [JSONPathKey(stringValue: name)] }
  private func encoder(_ name: String) -> NodeEncoder {
    NodeEncoder(node: node.setMember(name), codingPath: path(name), ownKeys: keys, keys: keys)
  }
}

/// A JSON object: pairs in the order they were written, duplicates included.
public struct JSONObject: Sendable {
  /// In order; a key may occur more than once.
  public private(set) var pairs: [(key: String, value: JSONValue)]

  /// An object without pairs.
  public init() { pairs = [] }
  public init(_ pairs: KeyValuePairs<String, JSONValue>) { self.pairs = pairs.map { ($0.key, $0.value) } }
  public init(pairs: [(String, JSONValue)]) { self.pairs = pairs.map { (key: $0.0, value: $0.1) } }

  public var count: Int { pairs.count }
  public var isEmpty: Bool { pairs.isEmpty }
  public var keys: [String] { pairs.map(\.key) }

  /// The value of the last pair with this key; nil when there is none. Setting keeps the place of a key that is
  /// there and removes its duplicates; setting nil removes the key.
  ///
  /// Complexity: O(count).
  public subscript(key: String) -> JSONValue? {
    get { pairs.last { $0.key == key }?.value }
    set {
      let place = pairs.firstIndex { $0.key == key }
      guard let newValue else {
        if place != nil { pairs.removeAll { $0.key == key } }
        return
      }
      guard let place else { return pairs.append((key, newValue)) }
      pairs[place].value = newValue
      if pairs[(place + 1)...].contains(where: { $0.key == key }) {
        pairs = pairs.enumerated().filter { $0.offset <= place || $0.element.key != key }.map(\.element)
      }
    }
  }

  /// Adds a pair behind the others without looking for the key.
  public mutating func append(_ key: String, _ value: JSONValue) { pairs.append((key, value)) }
}

extension JSONObject: Equatable {
  /// Same pairs in the same order.
  public static func == (a: JSONObject, b: JSONObject) -> Bool {
    a.pairs.count == b.pairs.count && zip(a.pairs, b.pairs).allSatisfy { $0.key == $1.key && $0.value == $1.value }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(pairs: elements) }
}

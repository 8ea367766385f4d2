/// How the keys of structs are written; the keys of dictionaries are data and stay as they are.
public enum JSONKeyStyle: Sendable {
  /// As the property is called: `modelBytes`.
  case asDeclared
  /// In small letters, words joined by `_`: `model_bytes`, `p_value`.
  case snakeCase

  /// The key of a property.
  func name(_ property: String) -> String {
    switch self {
    case .asDeclared: property
    case .snakeCase: Self.snakeCased(property)
    }
  }

  /// Every capital begins a word.
  private static func snakeCased(_ property: String) -> String {
    var result = ""
    for character in property {
      guard character.isUppercase else {
        result.append(character)
        continue
      }
      if !result.isEmpty { result.append("_") }
      result += character.lowercased()
    }
    return result
  }
}

/// A dictionary whose keys are texts, so that they are kept as they are and written in order.
protocol TextKeyedDictionary {}
extension Dictionary: TextKeyedDictionary where Key == String {}

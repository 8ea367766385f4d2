public import HyperparameterSearch

/// How hyperparameters are called in a trial's environment.
public enum ParameterEnvironment {
  public static let prefix = "PITWALL_PARAM_"

  /// Upper case; everything but ASCII letters and digits is `_`.
  public static func name(of parameter: String) -> String {
    prefix
      + String(
        parameter.uppercased().unicodeScalars.map { scalar -> Character in
          ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "_"
        })
  }

  public static func variables(for assignment: Assignment) -> [String: String] {
    Dictionary(assignment.pairs.map { (name(of: $0.name), $0.value.description) }, uniquingKeysWith: { $1 })
  }

  /// The first two parameters that the environment could not tell apart.
  public static func clash(among parameters: [String]) -> (String, String)? {
    var seen: [String: String] = [:]
    for parameter in parameters {
      if let earlier = seen.updateValue(parameter, forKey: name(of: parameter)) { return (earlier, parameter) }
    }
    return nil
  }
}

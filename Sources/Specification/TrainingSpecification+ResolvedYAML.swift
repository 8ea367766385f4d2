extension TrainingSpecification {
  /// The specification with every default filled in, in a fixed order; parsing it gives this value again.
  public func resolvedYAML() -> String {
    var lines: [String] = []
    for key in SpecificationKeys.all {
      let parts = key.path.split(separator: ".")
      let indent = String(repeating: "  ", count: parts.count - 1)
      guard let name = parts.last else { continue }
      let value = key.kind == .section ? "" : " \(yamlValue(key.path))"
      lines.append("\(indent)\(name):\(value)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func yamlValue(_ path: String) -> String {
    switch path {
    case "name": quoted(name)
    case "data.path": quoted(data.path)
    case "data.later": data.later.map(quoted) ?? "null"
    case "data.target": quoted(data.target)
    case "data.positive": data.positive.map(quoted) ?? "null"
    case "data.features": data.features.map(list) ?? "null"
    case "data.roles.id": list(data.idColumns)
    case "data.roles.time": list(data.timeColumns)
    case "data.roles.sensitive": list(data.sensitiveColumns)
    case "data.ignore": list(data.ignore)
    case "split.validation": "\(split.validation)"
    case "split.test": "\(split.test)"
    case "split.seed": "\(split.seed)"
    case "checkpoint.every": "\(checkpoint.every)"
    case "drift.warning": "\(drift.warning)"
    case "drift.threshold": "\(drift.threshold)"
    case "drift.bins": "\(drift.bins)"
    case "approval.required": "\(approval.required)"
    case "approval.question": quoted(approval.question)
    default: model.yamlValue(path)
    }
  }

  private func list(_ items: [String]) -> String { "[\(items.map(quoted).joined(separator: ", "))]" }

  /// Double-quoted, so that no word is taken for a flag, a number or nothing.
  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      default:
        let isOddity = scalar.value > 0x7E && !scalar.properties.isAlphabetic
        result += isOddity ? "\\U" + hexadecimal(scalar.value) : String(scalar)
      }
    }
    return result + "\""
  }

  private func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

extension TrainingSpecification.BoostingModel {
  fileprivate func yamlValue(_ path: String) -> String {
    switch path {
    case "model.kind": kind.rawValue
    case "model.rounds": "\(rounds)"
    case "model.learning_rate": "\(learningRate)"
    case "model.max_depth": "\(maxDepth)"
    case "model.min_child_weight": "\(minChildWeight)"
    case "model.subsample": "\(subsample)"
    case "model.column_sample": "\(columnSample)"
    case "model.l2": "\(l2)"
    case "model.early_stopping_rounds": "\(earlyStoppingRounds)"
    case "model.threads": "\(threads)"
    case "model.seed": "\(seed)"
    default: "null"
    }
  }
}

internal import Yams

/// Values of one kind each; nil when the value is missing or wrong, and then the mistake is noted.
extension SpecificationReader {
  mutating func text(_ path: DocumentPath) -> String? {
    guard let node = node(path) else { return nil }
    guard case .scalar(let scalar) = node else {
      add(path, at: node, "must be a text, not \(words(node))")
      return nil
    }
    if scalar.string.isEmpty {
      add(path, at: node, "must not be empty")
      return nil
    }
    if let control = scalar.string.unicodeScalars.first(where: { $0.properties.generalCategory == .control }) {
      add(path, at: node, "must not hold the control character U+\(String(control.value, radix: 16, uppercase: true))")
      return nil
    }
    return scalar.string
  }

  /// A single text counts as a list of one.
  mutating func textList(_ path: DocumentPath) -> [String]? {
    guard let node = node(path) else { return nil }
    guard case .sequence(let items) = node else { return text(path).map { [$0] } }
    let allowed = table.find(path)?.allowed ?? "a list"
    var (result, seen) = ([String](), Set<String>())
    for item in items {
      guard case .scalar(let scalar) = item, !Self.isNull(item), !scalar.string.isEmpty else {
        add(path, at: item, "must be \(allowed); one entry is \(words(item))")
        continue
      }
      if let control = scalar.string.unicodeScalars.first(where: { $0.properties.generalCategory == .control }) {
        let digits = String(control.value, radix: 16, uppercase: true)
        add(path, at: item, "must not hold the control character U+\(digits)")
      } else if seen.insert(scalar.string).inserted {
        result.append(scalar.string)
      } else {
        add(path, at: item, "lists \(Self.shortened(scalar.string)) twice")
      }
    }
    return result
  }

  /// A program and its arguments, which may be any text without NUL.
  mutating func command(_ path: DocumentPath) -> [String]? {
    guard let node = node(path) else { return nil }
    guard case .sequence(let items) = node else {
      refuse(path, node)
      return nil
    }
    var result: [String] = []
    for item in items {
      guard case .scalar(let scalar) = item, !Self.isNull(item), !scalar.string.unicodeScalars.contains("\0") else {
        add(path, at: item, "must be a list of texts; one entry is \(words(item))")
        continue
      }
      result.append(scalar.string)
    }
    if result.first?.isEmpty == true { add(path, at: node, "must begin with the name of a program") }
    return result
  }

  mutating func flag(_ path: DocumentPath) -> Bool? {
    guard let (node, plain) = plainScalar(path) else { return nil }
    switch plain {
    case "true": return true
    case "false": return false
    default:
      refuse(path, node)
      return nil
    }
  }

  mutating func choice(_ path: DocumentPath) -> String? {
    guard let (node, plain) = scalar(path), case .choice(let words)? = table.find(path)?.kind else { return nil }
    if words.contains(plain) { return plain }
    refuse(path, node)
    return nil
  }

  mutating func choice<Choice: RawRepresentable<String>>(_ path: DocumentPath, of type: Choice.Type) -> Choice? {
    choice(path).flatMap(Choice.init(rawValue:))
  }

  mutating func choiceList(_ path: DocumentPath) -> [String]? {
    guard let node = node(path), case .choiceList(let words)? = table.find(path)?.kind else { return nil }
    let items = items(path) ?? [node]
    for item in items {
      guard case .scalar(let scalar) = item, !words.contains(scalar.string) else { continue }
      let advice = NearestWord.find(scalar.string, among: words).map { "did you mean \($0)?" }
      add(
        path, at: item,
        "\(Self.shortened(scalar.string)) is unknown; \(advice ?? "known are \(words.joined(separator: ", "))")")
    }
    return textList(path)
  }

  mutating func wholeNumber(_ path: DocumentPath) -> Int64? {
    guard let (node, plain) = plainScalar(path), case .wholeNumber(let range)? = table.find(path)?.kind
    else { return nil }
    guard let number = Int64(plain), range.contains(number) else {
      refuse(path, node)
      return nil
    }
    return number
  }

  mutating func integer(_ path: DocumentPath) -> Int? { wholeNumber(path).map(Int.init) }

  mutating func number(_ path: DocumentPath) -> Double? {
    guard let (node, plain) = plainScalar(path), case .number(let range, let isOpenBelow)? = table.find(path)?.kind
    else { return nil }
    guard let number = Self.decimal(plain), range.contains(number), !(isOpenBelow && number == range.lowerBound)
    else {
      refuse(path, node)
      return nil
    }
    return number
  }

  /// Swift would also read `nan`, `inf` and hexadecimal. Infinite for what is too large.
  static func decimal(_ text: String) -> Double? {
    text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) } ? Double(text) : nil
  }

  private mutating func scalar(_ path: DocumentPath) -> (Node, String)? {
    guard let node = node(path) else { return nil }
    guard case .scalar(let scalar) = node else {
      refuse(path, node)
      return nil
    }
    return (node, scalar.string)
  }

  /// A quoted number or flag is a text.
  private mutating func plainScalar(_ path: DocumentPath) -> (Node, String)? {
    guard let (node, string) = scalar(path) else { return nil }
    guard let scalar = node.scalar, Self.isPlain(scalar) else {
      refuse(path, node)
      return nil
    }
    return (node, string)
  }
}

internal import HyperparameterSearch
internal import StudyModel

extension StudySpecification {
  /// Names that the study gives to its own models.
  private static let reservedNames =
    Set(Baseline.allCases.map(\.rawValue)).union([ModelFamily.ensemble.rawValue, "train", "val", "test"])

  static func readCandidates(_ reader: inout SpecificationReader) -> [Candidate]? {
    guard reader.has("candidates") else { return nil }
    if reader.isEmptyList("candidates") { reader.add("candidates", "must name at least one, or be left out") }
    var (result, names) = ([Candidate](), Set<String>())
    for path in reader.itemPaths("candidates") {
      guard let candidate = readCandidate(path, &reader) else { continue }
      if !names.insert(candidate.name).inserted {
        reader.add(path, "\(candidate.name) is the name of an earlier candidate; give it another one")
      }
      result.append(candidate)
    }
    return result
  }

  private static func readCandidate(_ path: DocumentPath, _ reader: inout SpecificationReader) -> Candidate? {
    if let word = reader.word(path) {
      return Candidate.Kind(rawValue: word).map { Candidate(name: word, kind: $0) }
    }
    guard reader.isSection(path) else { return nil }
    let kind = reader.choice(path.key("kind"), of: Candidate.Kind.self)
    var candidate = Candidate(name: reader.text(path.key("name")) ?? kind?.rawValue ?? "", kind: kind ?? .linear)
    candidate.fixed = reader.assignment(path.key("fixed")) ?? Assignment()
    candidate.space = reader.searchSpace(path.key("space"))
    candidate.command = reader.command(path.key("command")) ?? []
    candidate.timeout = reader.number(path.key("timeout")) ?? candidate.timeout
    checkName(candidate.name, at: path.key("name"), &reader)
    if let kind { checkKind(kind, candidate, at: path, &reader) }
    for parameter in candidate.space?.parameters ?? [] where candidate.fixed[parameter.name] != nil {
      reader.add(path.key("fixed").key(parameter.name), "is searched as well: take it out of fixed or out of space")
    }
    return kind == nil ? nil : candidate
  }

  private static func checkName(_ name: String, at path: DocumentPath, _ reader: inout SpecificationReader) {
    if name.unicodeScalars.count > 100 { reader.add(path, "must have at most 100 characters") }
    if reservedNames.contains(name) { reader.add(path, "must not be \(name), which the study itself uses") }
  }

  private static func checkKind(
    _ kind: Candidate.Kind, _ candidate: Candidate, at path: DocumentPath, _ reader: inout SpecificationReader
  ) {
    if kind == .external {
      if !reader.has(path.key("command")) || reader.isEmptyList(path.key("command")) {
        reader.add(path.key("command"), "an external candidate needs one, such as [python3, train.py]")
      }
      return
    }
    for key in ["command", "timeout"] where reader.has(path.key(key)) {
      reader.add(path.key(key), "belongs to external candidates, not to \(kind.rawValue)")
    }
  }
}

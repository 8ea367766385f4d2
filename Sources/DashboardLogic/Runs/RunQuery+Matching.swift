import RunModel

extension RunQuery {
  /// Whether a run is among those asked for. Linear in the run's metric names for each comparison of a metric.
  /// - Parameter values: asking again about a series that has not grown costs nothing.
  func matches(_ run: RunSnapshot, values: inout RunValues) -> Bool {
    terms.allSatisfy { term in term.condition.matches(run, values: &values) != term.isNegated }
  }

  /// Whether a word is in a text, whole or in pieces: as `FuzzyMatch` finds, but cheap for the thousands of names that a
  /// filter goes through.
  static func isScattered(_ word: String, in text: String) -> Bool {
    guard word.utf8.allSatisfy({ $0 < 0x80 }), text.utf8.allSatisfy({ $0 < 0x80 }) else {
      return FuzzyMatch(word, in: text) != nil
    }
    let letters = text.utf8.map(lower)
    let starts = letters.indices.map { index in
      index == 0 || !(isLetter(letters[index - 1]) || isDigit(letters[index - 1]))
        || (isDigit(letters[index]) && !isDigit(letters[index - 1]))
    }
    return word.utf8.split(separator: UInt8(ascii: " ")).allSatisfy { part in
      LetterPieces.places(of: part.map(lower), in: letters, starts: starts) != nil
    }
  }

  private static func lower(_ letter: UInt8) -> UInt8 { (0x41...0x5A).contains(letter) ? letter | 0x20 : letter }
  private static func isLetter(_ letter: UInt8) -> Bool { (0x61...0x7A).contains(letter) }
  private static func isDigit(_ letter: UInt8) -> Bool { (0x30...0x39).contains(letter) }
}

extension RunQuery.Condition {
  fileprivate func matches(_ run: RunSnapshot, values: inout RunValues) -> Bool {
    switch self {
    case .word(let word): RunQuery.isScattered(word, in: run.qualifiedName)
    case .field(.health, let value):
      ((try? RunQuery.verdicts(value)) ?? []).contains(values.verdicts[run.id] ?? .unjudged)
    case .field(let field, let value): field.matches(value, run)
    case .flagged: values.verdicts[run.id]?.isSick ?? false
    case .setting(let name, let text):
      run.hyperparameter(called: name).map { $0.text.holds(text) } ?? false
    case .comparison(let comparison): comparison.holds(for: run, values: &values)
    }
  }
}

extension RunQuery.Field {
  fileprivate func matches(_ value: String, _ run: RunSnapshot) -> Bool {
    switch self {
    case .state:
      value.split(separator: ",").contains { part in
        let words = [
          run.state?.rawValue ?? "", run.isGrowing || run.isSilent ? "" : StatusSign(run.state).word, run.sign.word,
          run.openQuestion ?? "",
        ]
        return words.contains { $0.lowercased().hasPrefix(part.lowercased()) }
      }
    case .name: run.qualifiedName.holds(value)
    case .health: false
    case .tag: run.tags.contains { $0.lowercased() == value.lowercased() }
    case .id: run.id.holds(value)
    case .format: run.formats.contains { $0.holds(value) }
    case .user: run.identity?.user?.holds(value) ?? false
    case .host: run.identity?.host?.holds(value) ?? false
    }
  }
}

extension RunQuery.Comparison {
  /// False where the run knows nothing of the name.
  fileprivate func holds(for run: RunSnapshot, values: inout RunValues) -> Bool {
    if aggregate == .any, let setting = run.hyperparameter(called: name) {
      if let number = setting.number, let wanted = self.number { return relation.holds(number, wanted) }
      let isEqual = setting.text.lowercased() == value.lowercased()
      return relation == .equal ? isEqual : relation == .notEqual && !isEqual
    }
    guard let wanted = self.number, let value = value(for: run, values: &values) else { return false }
    return relation.holds(value, wanted)
  }

  private func value(for run: RunSnapshot, values: inout RunValues) -> Double? {
    if let metric = run.metric(called: name) {
      return aggregate == .best ? values.best(of: metric, in: run)?.value : metric.series.last?.value
    }
    guard aggregate == .any else { return nil }
    // As the columns of the list are called.
    switch name {
    case "best": return values.headline(of: run).flatMap { values.best(of: $0, in: run)?.value }
    case "last": return values.headline(of: run)?.series.last?.value
    default: return run.position(called: name)
    }
  }
}

extension RunSnapshot {
  /// The hyperparameter of that name, or else the only one whose name ends with it behind a `/`.
  func hyperparameter(called name: String) -> Hyperparameter.Value? {
    if let exact = hyperparameters.first(where: { $0.name == name }) { return exact.value }
    // Nested names are rare, and a name that is a path itself is meant whole.
    guard !name.utf8.contains(UInt8(ascii: "/")) else { return nil }
    let ending = hyperparameters.filter { $0.name.hasSuffix("/\(name)") && metric(named: name) == nil }
    return ending.count == 1 ? ending.first?.value : nil
  }

  /// The metric of that name; else the one of a measure: `auc` is `val/auc` rather than `train/auc`.
  func metric(called name: String) -> Metric? {
    if let exact = metric(named: name) { return exact }
    let order: [MetricSplit] = [.validation, .test, .unnamed, .train]
    let members = metrics.compactMap { metric -> (metric: Metric, rank: Int)? in
      guard metric.name.rawValue.hasSuffix(name) || metric.name.rawValue.hasPrefix(name) else { return nil }
      let role = MetricRole(of: metric.name)
      return role.measure == name ? (metric, order.firstIndex(of: role.split) ?? order.count) : nil
    }
    return members.min { $0.rank < $1.rank }?.metric
  }

  func metric(named name: String) -> Metric? { metrics.first { $0.name.rawValue == name } }

  /// Whether it has a value that a comparison with that name could be about.
  func knows(_ name: String) -> Bool {
    ["step", "done", "best", "last"].contains(name) || hyperparameter(called: name) != nil
      || metric(called: name) != nil
  }

  /// `step`, and `done` in per cent of the total.
  fileprivate func position(called name: String) -> Double? {
    switch name {
    case "step": newestStep.map { Double($0.rawValue) }
    case "done": fractionDone.map { $0 * 100 }
    default: nil
    }
  }

  /// How far it is, 0…1; nil while the total is not known.
  var fractionDone: Double? {
    guard let progress, let total = progress.total?.rawValue, total > 0 else { return nil }
    return max(0, min(1, Double(progress.step.rawValue) / Double(total)))
  }

  /// Whether a hyperparameter's name says that it is a tag.
  static func isTag(_ name: String) -> Bool {
    let first = name.split(separator: "/", maxSplits: 1).first
    return first == "tag" || first == "tags"
  }

  /// What its hyperparameters `tag`, `tags`, `tag/NAME` and `tags/NAME` say, which lists of words become: texts in
  /// pieces at commas and blanks, and the names of those that are on.
  var tags: [String] {
    hyperparameters.flatMap { parameter -> [String] in
      guard Self.isTag(parameter.name) else { return [] }
      let parts = parameter.name.split(separator: "/", maxSplits: 1)
      switch parameter.value {
      case .flag(let isOn): return isOn && parts.count == 2 ? [String(parts[1])] : []
      case .number: return [parameter.value.text]
      case .text(let text): return text.split { ", \t[]\"'".contains($0) }.map(String.init)
      }
    }
  }
}

extension Hyperparameter.Value {
  /// As it is shown and asked for.
  var text: String {
    switch self {
    case .number(let number): NumberFormat.significant(number)
    case .text(let text): text
    case .flag(let flag): flag ? "yes" : "no"
    }
  }

  /// A flag is 1 or 0; nil for a text that is no number.
  var number: Double? {
    switch self {
    case .number(let number): number
    case .text(let text): Double(text)
    case .flag(let flag): flag ? 1 : 0
    }
  }
}

extension String {
  /// Whether another text is a part of this one, whatever the case.
  fileprivate func holds(_ part: String) -> Bool {
    part.isEmpty || lowercased().contains(part.lowercased())
  }
}

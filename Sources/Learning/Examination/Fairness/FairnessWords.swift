internal import Statistics
internal import StudyModel

/// What the groups of the sensitive columns say on a page.
struct FairnessWords {
  struct Attribute {
    var sensitive: SensitiveGroups
    /// None of a regression.
    var outcomes: [GroupOutcome]
    /// Of a regression.
    var errors: GroupErrors?
    var proxies: ProxySearch.Result?
    var changes: [ColumnDropping.Result]
  }

  let examination: Examination
  private let attributes: [Attribute]
  private let verdicts: [FairnessVerdict]

  init(_ examination: Examination, _ attributes: [Attribute], _ verdicts: [FairnessVerdict]) {
    (self.examination, self.attributes, self.verdicts) = (examination, attributes, verdicts)
  }

  var report: TopicReport {
    let finding = finding
    return TopicReport(
      .fairness, finding: finding, severity: severity, sentences: sentences.filter { !finding.contains($0) },
      tables: attributes.flatMap { FairnessTables(examination, $0).tables })
  }

  private var broken: [FairnessVerdict] { verdicts.filter { $0.verdict == .broken } }
  private var isRegression: Bool { examination.context.data.task == .regression }

  /// A limit that nobody knows to be held is one to warn of.
  private var severity: Finding.Severity {
    if isRegression { return worstDifference?.isWorrying == true ? .warning : .info }
    return !broken.isEmpty ? .critical : verdicts.contains { $0.verdict != .held } ? .warning : .info
  }

  // MARK: Finding

  private var finding: String {
    if isRegression { return regressionFinding }
    let unjudged = FairnessVerdict.unjudgedSentences(verdicts)
    if let first = broken.first ?? verdicts.first(where: { $0.verdict == .undecided }) {
      return ([first.sentence] + unjudged).joined(separator: " ")
    }
    let names = NumberText.list(attributes.map(\.sensitive.attribute))
    let held = verdicts.count { $0.verdict == .held }
    let count = held < verdicts.count ? " that can be judged (\(held) of \(verdicts.count))" : ""
    let rest = "By \(names) all limits\(count) are held."
    return (unjudged + (held > 0 ? [rest] : [])).joined(separator: " ")
  }

  /// Numbers have no selection: a difference of the mean errors that matters, else the largest gap of the absolute ones.
  private var regressionFinding: String {
    if let worst = worstDifference, worst.isWorrying, let sentence = differenceSentences.first { return sentence }
    let ratios = attributes.compactMap { attribute -> (name: String, ratio: GroupOutcome.Measured, value: Double)? in
      guard let ratio = attribute.errors?.errorRatio, let value = ratio.value else { return nil }
      return (attribute.sensitive.attribute, ratio, value)
    }
    guard let worst = ratios.min(by: { $0.value < $1.value }) else {
      return "No two groups of a sensitive column have rows enough to be compared."
    }
    let words = EstimateText(Estimate(metric: "ratio", value: worst.value, interval: worst.ratio.interval)).full
    return
      "By \(worst.name) the lowest mean absolute error of a group is \(words) of the highest; there is no limit on errors."
  }

  // MARK: Mean errors

  /// Of each column, the worrying ones first, then by their share of the target's deviation.
  private var differences: [(name: String, difference: GroupErrors.Difference)] {
    let known = attributes.compactMap { attribute in
      attribute.errors?.difference.map { (name: attribute.sensitive.attribute, difference: $0) }
    }
    return known.enumerated().sorted { first, second in
      let (a, b) = (first.element.difference, second.element.difference)
      if a.isWorrying != b.isWorrying { return a.isWorrying }
      return (b.share ?? 0, first.offset) < (a.share ?? 0, second.offset)
    }.map(\.element)
  }

  private var worstDifference: GroupErrors.Difference? { differences.first?.difference }

  private var differenceSentences: [String] {
    differences.map { name, difference in
      let estimate = Estimate(metric: "difference", value: difference.value, interval: difference.interval)
      let decimals = EstimateText.decimals(of: estimate)
      func off(_ end: (name: String, error: Double)) -> String {
        let amount = NumberText.fixed(abs(end.error), decimals: decimals)
        return "\(amount) too \(end.error < 0 ? "low" : "high") for \(FairnessVerdict.group(end.name, of: name))"
      }
      let share = difference.share.map { "\(NumberText.significant($0, digits: 2)) of the target's standard deviation" }
      let start =
        "By \(name) the mean error differs by \(EstimateText(estimate).full): predictions are on average "
        + "\(off(difference.lower)) and \(off(difference.higher))"
      guard difference.isShown else { return "\(start); whether they differ at all cannot be told." }
      return "\(start)\(share.map { "; that is \($0)" } ?? "")."
    }
  }

  // MARK: Sentences

  private var sentences: [String] {
    let limits = verdicts.filter { $0.verdict == .broken || $0.verdict == .undecided }.map(\.sentence)
    let own = attributes.flatMap { attribute in
      [proxySentence(attribute)].compactMap(\.self) + changeSentences(attribute)
    }
    return limits + differenceSentences + own
  }

  private func proxySentence(_ attribute: Attribute) -> String? {
    guard let proxies = attribute.proxies else { return nil }
    let name = attribute.sensitive.attribute
    let auc = EstimateText(Estimate(metric: "auc", value: proxies.auc, interval: proxies.interval)).full
    let among = proxies.groups.count > 2 ? ", the mean over \(proxies.groups.count) groups" : ""
    let told = "The \(attribute.sensitive.isFeature ? "other " : "")features tell \(name) with AUC \(auc)\(among)"
    guard !proxies.proxies.isEmpty else {
      return proxies.auc < ProxySearch.weakest ? "\(told): hardly." : "\(told), no single one much."
    }
    let list = proxies.features.filter { proxies.proxies.contains($0.name) }
      .map { "\($0.name) (\(FixedText.percent($0.share)) of the gain)" }
    return "\(told), mostly by \(NumberText.list(list))."
  }

  private func changeSentences(_ attribute: Attribute) -> [String] {
    let isAsked = attribute.sensitive.isFeature || !(attribute.proxies?.proxies ?? []).isEmpty
    if isAsked, !examination.chosen.canPredictHere {
      return [
        "What leaving columns out does was not measured: \(examination.chosen.name) cannot be trained on other columns here."
      ]
    }
    return attribute.changes.map { change in
      let metric = MetricWords.title(examination.context.panel.primary.name)
      var parts = ["\(metric) changes by \(Self.words(change.score))"]
      if let parity = change.parity { parts.append("the difference of selection rates by \(Self.words(parity))") }
      if let odds = change.odds {
        parts.append("that of true or false positive rates by \(Self.words(odds))")
      }
      return "Without \(NumberText.list(change.dropped)): \(NumberText.list(parts)). \(remaining(change, attribute))"
    }
  }

  /// A dropped column is not forgotten by dropping it.
  private func remaining(_ change: ColumnDropping.Result, _ attribute: Attribute) -> String {
    let name = attribute.sensitive.attribute
    guard let auc = change.remaining else { return "What is left says nothing of \(name) that could be measured." }
    let words = NumberText.fixed(auc, decimals: 2)
    return auc >= ProxySearch.weakest
      ? "What is left still tells \(name) with AUC \(words): leaving a column out does not make a model blind to it."
      : "What is left hardly tells \(name) any more (AUC \(words))."
  }

  static func words(_ change: ColumnDropping.Change) -> String {
    change.difference.map { ChangeText($0, change.interval).full } ?? NumberText.unknown
  }
}

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
    let broken = verdicts.filter { $0.verdict == .broken }
    return TopicReport(
      .fairness, finding: finding(broken), severity: broken.isEmpty ? .info : .critical, sentences: sentences,
      tables: attributes.flatMap { FairnessTables(examination, $0).tables })
  }

  // MARK: Finding

  private func finding(_ broken: [FairnessVerdict]) -> String {
    if let first = broken.first { return first.sentence }
    if verdicts.isEmpty { return regressionFinding }
    if let open = verdicts.first(where: { $0.verdict == .undecided }) { return open.sentence }
    let held = verdicts.filter { $0.verdict == .held }
    let names = NumberText.list(attributes.map(\.sensitive.attribute))
    if held.isEmpty {
      return "By \(names) no limit can be judged: fewer than two groups have rows enough of both classes."
    }
    return "By \(names) all limits are held that can be judged (\(held.count) of \(verdicts.count))."
  }

  /// Numbers have no selection; the largest gap of the errors is what there is.
  private var regressionFinding: String {
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

  // MARK: Sentences

  private var sentences: [String] {
    let first = finding(verdicts.filter { $0.verdict == .broken })
    let limits = verdicts.filter { $0.verdict == .broken || $0.verdict == .undecided }.map(\.sentence)
    let own = attributes.flatMap { attribute in
      [proxySentence(attribute)].compactMap(\.self) + changeSentences(attribute)
    }
    return (limits + own + undefined).filter { $0 != first }
  }

  /// Limits that no two groups can be judged by.
  private var undefined: [String] {
    attributes.compactMap { attribute in
      let name = attribute.sensitive.attribute
      let count = verdicts.count { $0.attribute == name && $0.verdict == .undefined }
      guard count > 0 else { return nil }
      return
        "By \(name) \(NumberText.count(count, of: "limit")) \(count == 1 ? "is" : "are") undefined: fewer than two groups "
        + "have \(SensitiveGroups.fewestRows) positives, or negatives, or nothing is selected."
    }
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
    guard let difference = change.difference else { return NumberText.unknown }
    let estimate = Estimate(metric: "change", value: difference, interval: change.interval)
    let decimals = EstimateText.decimals(of: estimate)
    let value = NumberText.signed(difference, decimals: decimals)
    guard let interval = change.interval else { return value }
    return "\(value) (95 % interval \(NumberText.signed(interval.low, decimals: decimals)) to "
      + "\(NumberText.signed(interval.high, decimals: decimals)))"
  }
}

internal import StudyModel

extension StudyReport {
  /// The five numbers of the first page; one that is not known is there and says so.
  public var numbers: [Number] {
    let title = MetricWords.title(primaryMetric)
    var numbers = [
      crossValidated(primaryMetric), named("test", label: "\(title) on the test rows", "Rows that nothing had seen."),
    ]
    if let second = secondMetric { numbers.append(crossValidated(second)) }
    numbers.append(named("improvement", label: gainLabel, "Above 0 means better."))
    numbers.append(honesty(title))
    return numbers
  }

  /// Names the baseline, the best one besides a baseline that is itself the subject.
  private var gainLabel: String {
    let best = subject?.isBaseline == true ? "best other baseline" : "best baseline"
    let run = records.estimates.first { $0.name == "improvement" }?.run
    let baseline = records.candidates.first { $0.isBaseline && $0.run == run }
    return "gain over \(best)" + (baseline.map { ", \($0.name)" } ?? "")
  }

  /// The first metric besides the primary one that the subject has.
  private var secondMetric: String? {
    let known = subject?.estimates.map(\.metric) ?? []
    let asked = records.header?.otherMetrics ?? []
    return (asked.filter(known.contains) + known + asked).first { $0 != primaryMetric }
  }

  private func crossValidated(_ metric: String) -> Number {
    let estimate = subject?.estimates.first { $0.metric == metric }
    return Number(
      label: "\(MetricWords.title(metric)) \(howEvaluated)",
      estimate: estimate ?? Estimate(metric: metric, value: nil),
      meaning: MetricWords.explanation(metric).map { "\(MetricWords.title(metric)): \($0)." } ?? "",
      run: estimate == nil ? nil : subject.map { tags.tag($0.run) })
  }

  private func named(_ name: String, label: String, _ meaning: String) -> Number {
    let found =
      records.estimates.first { $0.name == name && $0.estimate.metric == primaryMetric }
      ?? records.estimates.first { $0.name == name }
    return Number(
      label: label, estimate: found?.estimate ?? Estimate(metric: primaryMetric, value: nil),
      meaning: found?.meaning ?? meaning, run: found.map { tags.tag($0.run) })
  }

  /// What shows whether cross-validation flatters: the nested estimate, else the one on later rows.
  private func honesty(_ title: String) -> Number {
    let hasNested = records.estimates.contains { $0.name == "nested" }
    if !hasNested, records.estimates.contains(where: { $0.name == "temporal-split" }) {
      return named("temporal-split", label: "\(title) on later rows", "")
    }
    return named(
      "nested", label: "\(title), search repeated in every fold",
      "What search and choice together reach on rows they have not seen.")
  }
}

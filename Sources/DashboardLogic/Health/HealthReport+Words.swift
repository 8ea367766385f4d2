public import RunHealth
import RunModel
import TerminalModel

extension Evidence {
  /// With its numbers as people read them. May hold names that a run wrote.
  public var sentence: String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .line(let line): ConsoleLine.plain(line)
      case .metric(let name): name.rawValue
      case .value(let value): NumberFormat.significant(value, digits: 3)
      case .factor(let factor): "\(NumberFormat.significant(factor, digits: 2)) times"
      case .step(let step): NumberFormat.grouped(step.rawValue)
      case .count(let count): NumberFormat.grouped(Int64(count))
      case .share(let share): NumberFormat.percent(share)
      case .duration(let seconds): NumberFormat.duration(seconds: seconds)
      }
    }.joined()
  }
}

extension HealthFinding {
  /// `plateau since 420`, `loss spikes at 600`.
  var word: String { [rule.words, place(named: "")].filter { !$0.isEmpty }.joined(separator: " ") }

  /// `since step 420`, or `at step 600` of what is over; empty where no step is known.
  public func place(named word: String) -> String {
    guard let step else { return "" }
    return [isOver ? "at" : "since", word, NumberFormat.grouped(step.rawValue)].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// `plateau since step 420: train/loss has stayed ...`.
  var sentence: String {
    "\([rule.words, place(named: "step")].filter { !$0.isEmpty }.joined(separator: " ")): \(evidence.sentence)"
  }
}

extension HealthReport {
  /// `plateau since 420`, `loss spikes at 600`, `healthy`, or `not judged`.
  public var word: String {
    worst?.word ?? (isJudged ? "healthy" : "not judged")
  }

  /// The same with its sign, as beside the name and the state of a run: that it failed is said there. Empty where nothing
  /// else is to be said.
  var signedWord: StyledText {
    guard isJudged else { return [] }
    guard worst != nil else { return StyledText("\(StatusSign(self).glyph) \(word)", .textDim) }
    guard let finding = findings.first(where: { $0.rule != .failed }) else { return [] }
    let sign = StatusSign(finding.severity)
    return StyledText("\(sign.glyph) \(finding.word)", sign.style)
  }

  /// What there is to say of a run that no rule fired for.
  public var remark: String {
    let words = verdict.split(separator: ":", maxSplits: 1)
    return words.count == 2 ? String(words[1].drop { $0 == " " }) : ""
  }

  /// A healthy run in a sentence: `healthy: val/loss still falls, 0.03 above that of training`; else why it is not.
  public var verdict: String {
    guard worst == nil, isJudged else {
      return worst.map { "\($0.rule.words): \($0.evidence.sentence)" } ?? "not judged: \(whyUnjudged)"
    }
    guard let standing else { return "healthy: no rule fired" }
    let gap =
      standing.gap.map {
        ", \(NumberFormat.significant($0.magnitude, digits: 2)) \($0 < 0 ? "below" : "above") that of training"
      } ?? ""
    return "healthy: \(standing.metric.rawValue) \(standing.isFalling ? "still falls" : "holds its level")\(gap)"
  }

  private var whyUnjudged: String {
    let reasons = judgements.lazy.filter(\.rule.isAboutLearning).compactMap { judgement in
      if case .unjudged(let reason) = judgement.outcome { reason } else { nil }
    }
    return reasons.first ?? "no rule could look"
  }
}

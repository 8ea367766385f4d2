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

  /// Where there is more to see than on its curve, if it has one.
  var screen: Screen {
    switch rule {
    case .failed: .console
    case .deadLayer, .explodingGradient, .vanishingGradient: .gradients
    default: .curves
    }
  }

  /// `plateau since step 420: train/loss has stayed ...`.
  var sentence: String {
    "\([rule.words, place(named: "step")].filter { !$0.isEmpty }.joined(separator: " ")): \(evidence.sentence)"
  }
}

extension LossStanding {
  /// `val/loss still falls, 0.03 above that of training (0.2)`; in the past tense where nothing more is to be expected.
  var sentence: String {
    let words =
      switch trend {
      case .falling: isLive ? "still falls" : "fell to the end"
      case .level: isLive ? "holds its level" : "held its level to the end"
      case .lowestYet: "\(isLive ? "is" : "was") lowest \(isLive ? "now" : "at the end") (\(number(value)))"
      case .single: "has one value (\(number(value)))"
      case .risen(let lowest, let step):
        """
        \(isLive ? "" : "was ")lowest at step \(NumberFormat.grouped(step.rawValue)) (\(number(lowest))), \
        \(number(value)) \(isLive ? "now" : "at the end")
        """
      }
    guard let gap, let training else { return "\(metric.rawValue) \(words)" }
    let side = gap < 0 ? "below" : "above"
    return "\(metric.rawValue) \(words), "
      + "\(NumberFormat.significant(gap.magnitude, digits: 2)) \(side) that of training (\(number(training)))"
  }

  private func number(_ value: Double) -> String { NumberFormat.significant(value, digits: 3) }
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

  /// A healthy run in a sentence, `healthy: val/loss still falls, ...`; else why it is not.
  public var verdict: String {
    guard worst == nil, isJudged else {
      return worst.map { "\($0.rule.words): \($0.evidence.sentence)" } ?? "not judged: \(whyUnjudged)"
    }
    return "healthy: \(standing?.sentence ?? "no rule fired")"
  }

  private var whyUnjudged: String {
    let reasons = judgements.lazy.filter(\.rule.isAboutLearning).compactMap { judgement in
      if case .unjudged(let reason) = judgement.outcome { reason } else { nil }
    }
    return reasons.first ?? "no rule could look"
  }
}

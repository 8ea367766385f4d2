import RunModel
import Statistics
import TerminalModel

/// The threshold of a binary task with what it does.
public struct ThresholdModel: Equatable, Sendable {
  public var reading: ThresholdReading
  /// Of the places it may be moved to; the run's own may lie beyond.
  public var range: ClosedRange<Double>
  /// The run's own; nil when it has none.
  public var use: Double?
  /// What that is the best for; empty when the run did not say.
  public var goal: String
  /// Name and value each, the most important first.
  public var scores: [(name: String, value: String)]
  /// The class that a score of at least the threshold means.
  public var positive: String
  /// What to know about the numbers; empty for nothing.
  public var remark: String

  var isMoved: Bool { reading.threshold != use }

  init(_ reader: ThresholdReader, threshold: Double, tables: EvaluationTables) {
    reading = reader.reading(at: threshold)
    let places = reader.places
    range = (places.first ?? 0)...(places.last ?? 1)
    use = tables.thresholdOfUse
    goal = tables.operatingPoint?.goal ?? ""
    let number = { (value: Double?) in value.map { NumberFormat.fixed($0, decimals: 3) } ?? "not defined" }
    let judged = reading.judged
    positive = tables.positiveClass
    scores = [("precision", number(judged.precision)), ("recall", number(judged.recall)), ("F1", number(judged.f1))]
    if let payoff = tables.operatingPoint?.payoff {
      let unit = payoff.unit.map { " \($0)" } ?? ""
      let mean = reading.payoff(payoff).map { NumberFormat.significant($0, digits: 4) }
      scores.append(("payoff", mean.map { "\($0)\(unit) a row" } ?? "not defined"))
    }
    scores += [
      (
        "predicted \(positive)",
        judged.predictedPositiveRate.map { NumberFormat.percent($0, decimals: 1) } ?? "not defined"
      ),
      ("accuracy", number(judged.accuracy)),
    ]
    let source =
      switch reading.source {
      case .recorded: ""
      case .counted: ""
      case .interpolated: "interpolated between recorded scores"
      }
    let weighed = reading.weighted == nil ? "" : "rates weigh the rows, the matrix counts them"
    remark = [source, weighed].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// Where the threshold stands and whether it is the one of use.
  public var title: StyledText {
    let value = NumberFormat.significant(reading.threshold, digits: 3)
    let isNobody = reading.threshold > range.upperBound || reading.judged.predictedPositiveRate == 0
    var spans = [TextSpan("threshold ", .title), TextSpan(value, .accent)]
    if isNobody { spans.append(TextSpan("  no row is predicted \(positive)", .warning)) }
    if let use, isMoved {
      spans.append(TextSpan("  in use \(NumberFormat.significant(use, digits: 3))", .textDim))
    } else if use != nil {
      spans.append(TextSpan("  in use" + (goal.isEmpty ? "" : ", \(goal)"), .textDim))
    }
    return StyledText(spans)
  }

  /// Whether all scores have room; else the last are left out.
  func saysAll(in area: Rect) -> Bool {
    let layout = ThresholdLayout(area)
    let names = layout.hasFrame ? 0 : title.columns + 3
    let widths = scores.map { HarmlessText.columns(of: HarmlessText.make("\($0.name) \($0.value)")) + 3 }
    return !layout.numbers.isEmpty && names + widths.reduce(0, +) - 3 <= layout.numbers.columns
  }

  /// The column of a value on a slider.
  public func column(of value: Double, columns: Int) -> Int {
    ValueScale(range, places: columns).place(value)
  }

  public static func == (a: ThresholdModel, b: ThresholdModel) -> Bool {
    a.reading == b.reading && a.range == b.range && a.use == b.use && a.goal == b.goal && a.remark == b.remark
      && a.scores.map(\.value) == b.scores.map(\.value)
  }
}

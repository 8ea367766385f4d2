internal import Specification
internal import Statistics
internal import StudyModel

/// What the search for weak segments and the required ones say on a page.
struct SegmentWords {
  private let examination: Examination
  private let found: FoundSegments?
  private let required: RequiredSegmentVerdicts

  init(_ examination: Examination, _ found: FoundSegments?, _ required: RequiredSegmentVerdicts) {
    (self.examination, self.found, self.required) = (examination, found, required)
  }

  var report: TopicReport {
    let broken = required.verdicts.filter { $0.verdict == .broken }
    let weak = weakness
    let isOff = found?.segments.contains { $0.kind != "hard" } ?? false
    let finding = broken.isEmpty ? weak : brokenSentence(broken)
    var sentences = broken.isEmpty ? [] : [weak]
    sentences += requiredSentences + kinds
    let tables = [weakTable, requiredTable].compactMap(\.self)
    return TopicReport(
      .segments, finding: finding, severity: broken.isEmpty && !isOff ? .info : .warning, sentences: sentences,
      tables: tables)
  }

  // MARK: Weak segments

  private var weakness: String {
    guard let found else {
      return "The out-of-fold rows are too few to look for weak segments on one half and to confirm them on the other."
    }
    let looked =
      "\(NumberText.count(found.candidates, of: "candidate")), \(NumberText.count(found.tested, of: "test")) on the other half"
    guard let first = found.segments.first else {
      return "No part of the rows is shown to be worse than the others (\(looked))."
    }
    let segment = first.segment
    let inside = NumberText.significant(segment.insideLoss)
    let outside = NumberText.significant(segment.outsideLoss)
    let times = NumberText.fixed(segment.insideLoss / segment.outsideLoss, decimals: 1)
    return
      "It fails most where \(SegmentCondition.words(segment.conditions)): mean \(found.loss.words) \(inside) there and "
      + "\(outside) elsewhere (\(times)x, \(NumberText.count(segment.rows)) of "
      + "\(NumberText.count(found.confirmationRows)) rows); "
      + "\(NumberText.count(found.segments.count, of: "weak segment")) confirmed (\(looked))."
  }

  /// Hard segments and miscalibrated ones ask for different things.
  private var kinds: [String] {
    guard let segments = found?.segments, !segments.isEmpty else { return [] }
    let off = segments.indices.filter { segments[$0].kind != "hard" }
    guard !off.isEmpty else {
      return [
        "In none of them are predictions shown to be off on the average: they are hard to predict, and want better features, "
          + "not another calibration."
      ]
    }
    return off.map { index in
      let segment = segments[index]
      return "In segment \(index + 1) (\(SegmentCondition.words(segment.segment.conditions))) it is \(segment.kind): "
        + "\(NumberText.significant(segment.predicted)) on the average, \(NumberText.significant(segment.observed)) observed."
    }
  }

  private var weakTable: TopicTable? {
    guard let found, !found.segments.isEmpty else { return nil }
    let metric = examination.context.panel.primary.name
    return TopicTable(
      "weak_segments",
      title: "Weak segments, on \(NumberText.count(found.confirmationRows, of: "row")) that did not find them",
      columns: [
        .init("segment", "No.", .ordinal), .init("rows_where", "where", .text), .init("rows", "rows", .count),
        .init("share", "share", .share, sacrifice: 8), .init("loss_inside", "\(found.loss.words) inside"),
        .init("loss_outside", "outside", sacrifice: 1), .init("ratio", "ratio", sacrifice: 7),
        .init(metric, MetricWords.title(metric), sacrifice: 2),
        .init("interval", "95 % interval", .interval, sacrifice: 3), .init("observed", "observed", sacrifice: 5),
        .init("predicted", "predicted", sacrifice: 6), .init("kind", "kind", .text),
        .init("adjusted_p", "p", .probability, sacrifice: 9),
      ],
      rows: found.segments.enumerated().map { row($0 + 1, $1) }, notes: notes(found))
  }

  private func row(_ number: Int, _ segment: FoundSegments.Segment) -> [TopicCell] {
    let confirmed = segment.segment
    return [
      TopicCell(number), .text(SegmentCondition.words(confirmed.conditions)), TopicCell(confirmed.rows),
      TopicCell(confirmed.share), TopicCell(confirmed.insideLoss), TopicCell(confirmed.outsideLoss),
      TopicCell(confirmed.insideLoss / confirmed.outsideLoss), TopicCell(segment.score), TopicCell(segment.interval),
      TopicCell(segment.observed), TopicCell(segment.predicted), .text(segment.kind),
      TopicCell(confirmed.adjustedPValue),
    ]
  }

  private func notes(_ found: FoundSegments) -> [String] {
    let observed =
      switch examination.context.data.target {
      case .numbers: "observed and predicted: the mean target and the mean prediction."
      case .classes(_, let names) where names.count == 2:
        "observed and predicted: the share of \(names[1]) and the mean probability of it."
      case .classes: "observed and predicted: the share of right calls and the mean probability of the likeliest class."
      }
    let test = examination.isClustered ? "a t-test with whole groups or stretches of time as units" : "Welch's t-test"
    return [
      "Found on \(found.halves) (\(NumberText.count(found.discoveryRows, of: "row"))): groups, pairs of groups and leaves of a "
        + "small tree with at least \(NumberText.count(found.fewest, of: "row")); confirmed on the other half by \(test) of "
        + "the mean \(found.loss.words) inside against outside.",
      "p: after Holm over all that were tested; at least \(NumberText.shortest(SegmentSearch.leastRatio)) times the loss outside.",
      observed,
      "hard: predictions are right on the average there, as far as can be told; else which way they are off.",
    ]
  }

  // MARK: Required segments

  private func brokenSentence(_ broken: [RequiredSegmentVerdicts.Verdict]) -> String {
    let first = broken[0]
    let value = EstimateText(Estimate(metric: first.metric, value: first.value, interval: first.interval)).full
    let more = broken.count > 1 ? " (and \(NumberText.count(broken.count - 1, of: "requirement")) more)" : ""
    return "Where \(first.group), \(MetricWords.title(first.metric)) is \(value) on \(heldRows), "
      + "and \(first.limit) is required: broken\(more)."
  }

  private var heldRows: String { examination.isTest ? "test rows" : "rows of the last evaluation fold" }

  private var requiredSentences: [String] {
    guard !required.verdicts.isEmpty else { return [] }
    let counts = [
      (LimitVerdict.held, "held"), (.broken, "broken"), (.undecided, "cannot be told"), (.undefined, "undefined"),
    ]
    .compactMap { verdict, words -> String? in
      let count = required.verdicts.count { $0.verdict == verdict }
      return count > 0 ? "\(count) \(words)" : nil
    }
    var sentences = [
      "Of \(NumberText.count(required.verdicts.count, of: "requirement")) on segments: \(counts.joined(separator: ", "))."
    ]
    if required.omitted > 0 {
      sentences.append("\(NumberText.count(required.omitted, of: "smaller group")) left out of the required segments.")
    }
    return sentences
  }

  private var requiredTable: TopicTable? {
    guard !required.verdicts.isEmpty else { return nil }
    return TopicTable(
      "required_segments", title: "Required segments, on \(NumberText.count(examination.held.rows.count)) \(heldRows)",
      columns: [
        .init("rows_where", "where", .text), .init("rows", "rows", .count), .init("metric", "metric", .text),
        .init("value", "value"), .init("interval", "95 % interval", .interval, sacrifice: 1),
        .init("limit", "required", .text), .init("verdict", "verdict", .text),
        .init("reason", "because", .text, sacrifice: 2),
      ],
      rows: required.verdicts.map { verdict in
        [
          .text(verdict.group), TopicCell(verdict.rows), .text(verdict.metric), TopicCell(verdict.value),
          TopicCell(verdict.interval), .text(verdict.limit), .text(verdict.verdict.rawValue), .text(verdict.reason),
        ]
      },
      notes: [
        "held or broken: the whole interval is on that side of the limit (DeLong for AUC, Wilson for accuracy, else the "
          + "bootstrap; not corrected for the number of groups).",
        "Numbers are cut at the quartiles of the development rows.",
      ])
  }
}

extension Examination {
  /// Whether rows are not independent of each other.
  var isClustered: Bool { context.data.groups != nil || context.splits.kind == .temporal && context.data.times != nil }
}

internal import Specification
internal import Statistics
internal import StudyModel

/// Rows whose class the chosen model finds unlikely: to look at again, never to delete.
///
/// `LabelNoise` judges with a plain model before the search; this is the same rule with the chosen model's predictions of
/// all rows that it had not learned from, the held ones included.
enum LabelReview: ExaminationTopic {
  static let topic = TopicReport.Topic.labels
  /// Rows that the report names.
  private static let shownRows = 20

  static func examine(_ examination: Examination) throws(LearningError) -> TopicReport? {
    guard case .classes(let codes, let names) = examination.context.data.target else { return nil }
    var rows = LabelNoise.judged(examination.outOfFold.predictions, rows: examination.outOfFold.rows)
    if examination.isTest { rows += LabelNoise.judged(examination.held.predictions, rows: examination.held.rows) }
    let suspects = LabelNoise.suspects(rows, codes: codes, classCount: names.count)
    let share = Double(suspects.count) / Double(max(1, rows.count))
    let target = examination.context.specification.data.target
    guard !suspects.isEmpty else {
      return TopicReport(topic, finding: "No row's \(target) looks wrong to the model that was trained without it.")
    }
    let counted = NumberText.count(rows.count, of: "row")
    let found =
      "\(NumberText.count(suspects.count)) of \(counted) (\(FixedText.percent(share))) have a label (\(target)) that the "
      + "model, trained without them, finds unlikely"
    let useless = LabelNoise.uselessness(
      LabelNoise.area(rows, in: examination.context), classCount: names.count)
    return TopicReport(
      topic,
      finding: useless.map { "The model cannot say which labels are wrong: \($0). \(found), which means nothing then." }
        ?? "\(found).",
      severity: useless == nil && share > LabelNoise.worryingShare ? .warning : .info,
      sentences: useless == nil
        ? ["They are wrong labels or hard rows: look at the most suspect first. This removes none."]
        : [
          "The order below is that of a model that is not shown to know anything: do not judge labels by it. This removes none."
        ],
      tables: [
        classes(suspects, rows, codes, names), mostSuspect(suspects, codes, names, examination.context.source),
      ])
  }

  private static func classes(
    _ suspects: [LabelNoise.JudgedRow], _ rows: [LabelNoise.JudgedRow], _ codes: [Int], _ names: [String]
  ) -> TopicTable {
    TopicTable(
      "suspects_by_class", title: "Suspect rows by their label",
      columns: [
        .init("label", "label", .text), .init("rows", "rows", .count), .init("suspects", "suspects", .count),
        .init("share", "share", .share),
      ],
      rows: names.enumerated().map { code, name in
        let (all, found) = (rows.count { codes[$0.row] == code }, suspects.count { codes[$0.row] == code })
        return [
          .text(name), TopicCell(all), TopicCell(found), TopicCell(all > 0 ? Double(found) / Double(all) : nil),
        ]
      })
  }

  private static func mostSuspect(
    _ suspects: [LabelNoise.JudgedRow], _ codes: [Int], _ names: [String], _ source: StudySource
  ) -> TopicTable {
    let shown = suspects.prefix(shownRows)
    return TopicTable(
      "most_suspect", title: "The \(shown.count) most suspect",
      columns: [
        .init("row", "row", .ordinal), .init("line", "line", .ordinal), .init("label", "label", .text),
        .init("probability", "probability", .number), .init("likelier", "likelier", .text),
        .init("likelier_probability", "its probability", .number, sacrifice: 1),
      ],
      rows: shown.map { suspect in
        let number = source.rowNumbers[suspect.row]
        let likeliest = suspect.probabilities.likeliestClass
        return [
          TopicCell(number + 1), TopicCell(source.lines.map { Double($0[number]) }), .text(names[codes[suspect.row]]),
          TopicCell(suspect.probabilities[codes[suspect.row]]), .text(names[likeliest]),
          TopicCell(suspect.probabilities[likeliest]),
        ]
      },
      notes: ["row: counted from 1 below the header.", "probability: what the model gives to the label that is there."])
  }
}

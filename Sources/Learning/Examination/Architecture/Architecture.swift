internal import Specification
internal import Statistics
internal import StudyModel

/// What the chosen model consists of: its way from columns to an answer, its size, and the work that a row is.
enum Architecture: ExaminationTopic {
  static let topic = TopicReport.Topic.architecture

  /// Rows whose comparisons are counted.
  private static let mostRows = 500
  private static let mostCoefficients = 10

  static func examine(_ examination: Examination) throws(LearningError) -> TopicReport? {
    let (model, name) = (examination.finalModel, examination.chosen.name)
    let rows = Array(examination.held.rows.prefix(mostRows))
    let columns = examination.columns
    var parts = [try ModelPart.of(model, name: name, weight: nil, columns: columns, rows: rows)]
    if let ensemble = model as? EnsembleModel {
      parts = []
      for (index, member) in ensemble.members.enumerated() {
        parts.append(
          try ModelPart.of(
            member, name: examination.chosen.ensemble?.members[index].name ?? member.family,
            weight: ensemble.weights[index], columns: columns, rows: rows))
      }
    }
    var report = TopicReport(
      topic, finding: finding(name, parts), sentences: sentences(model, examination),
      tables: [table(parts, rows: rows.count)] + [coefficients(model, classes: classes(examination))].compactMap(\.self)
    )
    report.diagram =
      PipelineDiagram(
        model, name: name, features: examination.context.data.columns, made: made(examination.context.specification),
        answer: answer(examination), decision: decision(examination)
      ).lines
    return report
  }

  private static func classes(_ examination: Examination) -> [String] {
    if case .classes(_, let names) = examination.context.data.target { names } else { [] }
  }

  // MARK: Words

  private static func finding(_ name: String, _ parts: [ModelPart]) -> String {
    let bytes = NumberText.bytes(parts.reduce(0) { $0 + $1.bytes })
    let trees = parts.compactMap(\.trees).reduce(0, +)
    let comparisons = parts.compactMap(\.comparisons).reduce(0, +)
    let multiplyAdds = parts.compactMap(\.multiplyAdds).reduce(0, +)
    let work = [
      comparisons >= 1 ? "\(NumberText.fixed(comparisons, decimals: 0)) comparisons" : nil,
      multiplyAdds > 0 ? NumberText.count(multiplyAdds, of: trees > 0 ? "addition" : "multiply-add") : nil,
    ].compactMap(\.self)
    let inside = parts.count > 1 ? ", \(NumberText.count(parts.count, of: "member"))" : ""
    let size = trees > 0 ? ", \(NumberText.count(trees, of: "tree"))" : ""
    guard !work.isEmpty else { return "\(name): \(bytes); what a prediction costs inside is not known." }
    return "\(name)\(inside)\(size), \(bytes): a prediction takes \(NumberText.list(work))."
  }

  private static func sentences(_ model: any FittedModel, _ examination: Examination) -> [String] {
    switch model {
    case let model as ExternalModel:
      [
        "It is the command \(model.command.joined(separator: " ")), which left "
          + "\(NumberText.count(model.artifacts.count, of: "file")); what is inside is for the command to say."
      ]
    case let model as SeasonalNaiveModel:
      [
        "It repeats the target's value of \(NumberText.shortest(model.periodDays)) days before, from "
          + "\(NumberText.count(model.series.minutes.count, of: "known value"))."
      ]
    default: []
    }
  }

  private static func made(_ specification: StudySpecification) -> [String] {
    let transforms = specification.features.transforms.count
    let command = specification.features.command
    return (transforms > 0 ? ["after \(NumberText.count(transforms, of: "declared transformation"))"] : [])
      + (command.isEmpty ? [] : ["through the command \(command.joined(separator: " "))"])
  }

  private static func answer(_ examination: Examination) -> String {
    switch examination.context.data.target {
    case .numbers: "\(examination.context.specification.data.target)"
    case .classes(_, let names):
      names.count == 2 ? "probability of \(names[1])" : "a probability for each of \(names.count) classes"
    }
  }

  private static func decision(_ examination: Examination) -> String? {
    guard case .classes(_, let names) = examination.context.data.target else { return nil }
    guard names.count == 2 else { return "the likeliest class" }
    return examination.finalThresholds.decision.map { threshold in
      ThresholdCurve.isNobody(threshold)
        ? "\(names[0]), whatever the probability"
        : "from \(NumberText.fixed(threshold, decimals: 3)) on: \(names[1]); below: \(names[0])"
    }
  }

  // MARK: Tables

  private static func table(_ parts: [ModelPart], rows: Int) -> TopicTable {
    func cell(_ count: Int?) -> TopicCell { count.map { TopicCell($0) } ?? .missing }
    let columns: [TopicTable.Column] = [
      .init("part", parts.count > 1 ? "member" : "model", .text), .init("weight", "weight", .share, sacrifice: 3),
      .init("bytes", "size", .bytes), .init("columns", "columns", .count, sacrifice: 5),
      .init("parameters", "parameters", .count, sacrifice: 6), .init("trees", "trees", .count),
      .init("depth", "depth", .count), .init("leaves", "leaves", .count, sacrifice: 1),
      .init("nodes", "nodes", .count, sacrifice: 2), .init("comparisons", "comparisons"),
      .init("multiply_adds", "multiply-adds", .count, sacrifice: 4),
    ]
    return TopicTable(
      "parts", title: "Size, and the work of one prediction", columns: columns,
      rows: parts.map { part in
        [
          .text(part.name), TopicCell(part.weight), TopicCell(part.bytes), cell(part.columns), cell(part.parameters),
          cell(part.trees), cell(part.depth), cell(part.leaves), cell(part.nodes), TopicCell(part.comparisons),
          cell(part.multiplyAdds),
        ]
      },
      notes: parts.allSatisfy { $0.comparisons == nil }
        ? []
        : [
          "parameters: coefficients that are not 0, or splits and leaves. comparisons: splits on a row's way, the mean of "
            + "\(NumberText.count(rows, of: "row")). A tree adds one number."
        ])
  }

  /// The largest of a linear model, per standard deviation of their columns; of several classes with the class.
  static func coefficients(_ model: any FittedModel, classes: [String]) -> TopicTable? {
    guard let model = model as? LinearModel else { return nil }
    let hasClasses = model.coefficients.count > 1 && classes.count == model.coefficients.count
    let all = model.coefficients.enumerated().flatMap { output, beta -> [(name: String, output: Int, value: Double)] in
      beta.isEmpty
        ? []
        : zip(model.pipeline.columnNames, zip(beta, model.spreads)).map {
          (name: $0, output: output, value: $1.0 * $1.1)
        }
    }
    let largest = all.sorted { (abs($1.value), $0.name, $0.output) < (abs($0.value), $1.name, $1.output) }
      .prefix(mostCoefficients)
    return TopicTable(
      "coefficients", title: "The largest standardised coefficients",
      columns: [.init("column", "encoded column", .text)] + (hasClasses ? [.init("class", "class", .text)] : []) + [
        .init("standardised_coefficient", "coefficient x deviation", .difference)
      ],
      rows: largest.map { item in
        [.text(item.name)] + (hasClasses ? [.text(classes[item.output])] : []) + [.number(item.value)]
      },
      notes: [
        "How far one standard deviation of the encoded column moves the "
          + "\(model.task == .regression ? "prediction" : hasClasses ? "log odds of the class" : "log odds")."
      ])
  }
}

internal import JSONText
internal import Specification
internal import Statistics
internal import StudyModel

/// Every judged row with its prediction and loss, and what the numbers of the segments mean: `pitwall rows` reads both.
struct SegmentFiles {
  private let examination: Examination
  private let segments: [[SegmentCondition]]
  private let loss: RowLoss

  init(_ examination: Examination, _ segments: [[SegmentCondition]]) {
    (self.examination, self.segments) = (examination, segments)
    loss = RowLoss(examination.context.data, primary: examination.context.panel.primary.name)
  }

  var files: [ExaminationFile] {
    [
      ExaminationFile(path: "examination/predictions.csv", bytes: Array(predictions.utf8)),
      ExaminationFile(
        path: "examination/segments.json", bytes: Array((JSONValue.object(index).serialized(pretty: true) + "\n").utf8)),
    ]
  }

  // MARK: Predictions

  /// `row` and `line` as in the splits and findings; `fold` is an evaluation fold or `test`; the numbers of a row's
  /// segments are separated by blanks.
  private var predictions: String {
    var text = "row,line,fold,actual,\(outputNames.map(Self.field).joined(separator: ",")),loss,segments\n"
    let judged = examination.outOfFold
    add(judged, folds: judged.folds?.map(String.init), to: &text)
    if examination.isTest { add(examination.held, folds: nil, to: &text) }
    return text
  }

  private func add(_ judged: JudgedRows, folds: [String]?, to text: inout String) {
    let context = examination.context
    let masks = segments.map { SegmentCondition.mask($0, context.source.watched, rows: judged.rows) }
    for (place, row) in judged.rows.enumerated() {
      let number = context.source.rowNumbers[row]
      let line = context.source.lines.map { "\($0[number])" } ?? ""
      let own = masks.indices.filter { masks[$0][place] }.map { "\($0 + 1)" }.joined(separator: " ")
      let loss = loss.value(judged.predictions, place, row: row, context.data)
      let cells =
        ["\(number)", line, folds?[place] ?? "test", Self.field(actual(row))] + outputs(judged.predictions, place)
        + ["\(loss)", own]
      text += cells.joined(separator: ",") + "\n"
    }
  }

  private func actual(_ row: Int) -> String {
    switch examination.context.data.target {
    case .classes(let codes, let names): names[codes[row]]
    case .numbers(let values): "\(values[row])"
    }
  }

  /// Of several classes the likeliest one, then a probability each.
  private var outputNames: [String] {
    guard case .classes(_, let names) = examination.context.data.target, names.count > 2 else { return ["prediction"] }
    return ["prediction"] + names.map { "probability of \($0)" }
  }

  private func outputs(_ predictions: Predictions, _ place: Int) -> [String] {
    guard case .classes(_, let names) = examination.context.data.target, names.count > 2 else {
      return ["\(predictions[place, 0])"]
    }
    let probabilities = predictions.classProbabilities(place)
    return [Self.field(names[probabilities.likeliestClass])] + probabilities.map { "\($0)" }
  }

  /// As RFC 4180 has it.
  static func field(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  // MARK: Index

  private var index: JSONObject {
    let context = examination.context
    let paths = context.specification.data.paths.map { path in
      path.hasPrefix("/") ? path : "\(context.directory)/\(path)"
    }
    let named = segments.enumerated().map { number, conditions -> JSONValue in
      .object(["segment": .integer(Int64(number + 1)), "where": .string(SegmentCondition.words(conditions))])
    }
    return [
      "format": .string("pitwall-examination/1"), "data": .array(paths.map { .string($0) }),
      "sha256": .string(context.source.digest), "loss": .string(loss.rawValue), "segments": .array(named),
    ]
  }
}

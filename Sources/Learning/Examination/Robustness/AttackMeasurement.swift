internal import ModelSelection
internal import Specification
internal import Statistics
internal import StudyModel
internal import Tables

/// What changing only the features that a person could change does to predictions.
struct AttackMeasurement: Sendable {
  /// Features of `examination.mutable` that the model sees as columns.
  let columns: [String]
  /// Those that it does not, as `features.command` replaces them.
  let absent: [String]
  let isExact: Bool
  let rowCount: Int
  /// Rows decided rightly, and those of them whose decision can be turned; nil for a regression.
  let correct: Int?
  let flipped: Int?
  /// How far predictions move when they are pushed: of rows decided rightly, or of all rows of a regression.
  /// nil where there is no such row.
  let movement: Double?
  let largest: Double?

  /// nil where nothing is marked as mutable.
  /// - Parameter training: rows that the model has learned from.
  init?(_ examination: Examination, model: any FittedModel, training: [Int]) throws(LearningError) {
    let asked = examination.context.specification.examination.mutable
    guard !asked.isEmpty else { return nil }
    let known = Set(examination.columns.map(\.name))
    columns = asked.map(\.column).filter(known.contains)
    absent = asked.map(\.column).filter { !known.contains($0) }
    let table = HeldTable(examination, model: model, mostRows: AdversarialSearch.mostRows, seed: 5601)
    let search = AdversarialSearch(table, asked, columns: examination.columns, training: training)
    isExact = search.isExact
    rowCount = table.rows.count
    let before = try table.predict(table.columns)
    let moved: [Double]
    if case .classes(let codes, _) = examination.context.data.target {
      let after = try Self.push(search, away: table.rows.map { codes[$0] })
      let outcome = Self.turned(table, before, after, codes: codes)
      (correct, flipped, moved) = (outcome.correct, outcome.flipped, outcome.moved)
    } else {
      let low = try search.search { predictions, place, _ in predictions[place, 0] }
      let high = try search.search { predictions, place, _ in -predictions[place, 0] }
      (correct, flipped) = (nil, nil)
      moved = zip(table.movements(before, low.predictions), table.movements(before, high.predictions)).map(max)
    }
    (movement, largest) = (FoldIntervals.mean(moved), moved.max())
  }

  /// Towards the likeliest class that is not the row's own.
  private static func push(_ search: AdversarialSearch, away codes: [Int]) throws(LearningError) -> Predictions {
    try search.search { predictions, place, row in
      let probabilities = predictions.classProbabilities(place)
      let own = probabilities[codes[row]]
      let other = probabilities.indices.filter { $0 != codes[row] }.map { probabilities[$0] }.max() ?? 0
      return own - other
    }.predictions
  }

  private static func turned(
    _ table: HeldTable, _ before: Predictions, _ after: Predictions, codes: [Int]
  ) -> (correct: Int, flipped: Int, moved: [Double]) {
    let (old, new) = (table.decisions(before) ?? [], table.decisions(after) ?? [])
    let right = table.rows.indices.filter { old[$0] == codes[table.rows[$0]] }
    let movements = table.movements(before, after)
    return (right.count, right.count { new[$0] != old[$0] }, right.map { movements[$0] })
  }
}

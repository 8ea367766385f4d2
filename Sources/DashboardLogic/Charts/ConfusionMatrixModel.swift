public import RunModel
import Statistics
import TerminalModel

/// Actual against predicted classes, and what follows from them.
public struct ConfusionMatrixModel: Equatable, Sendable {
  /// A place of the matrix.
  public struct Place: Equatable, Sendable {
    public var actual, predicted: Int

    public init(actual: Int, predicted: Int) { (self.actual, self.predicted) = (actual, predicted) }
  }

  public var title: String
  public var matrix: ConfusionMatrix
  public var cells: EvaluationSettings.Cells
  /// The place that is pointed at and kept in sight; nil: none, the first classes are shown.
  public var cursor: Place?
  public var isFocused: Bool
  /// What to know about the counts, such as `interpolated`; may be empty.
  public var remark: String
  /// Whether the scores stand beside the threshold already.
  public var areScoresSaid = false
  /// Worked out once: sums over rows and columns.
  private let actualSums: [Double]
  private let predictedSums: [Double]

  public init(
    _ matrix: ConfusionMatrix, title: String = "confusion", cells: EvaluationSettings.Cells = .counts,
    cursor: Place? = nil, isFocused: Bool = false, remark: String = ""
  ) {
    (self.matrix, self.title, self.cells) = (matrix, title, cells)
    (self.cursor, self.isFocused, self.remark) = (cursor, isFocused, remark)
    shortLabels = Self.withoutCommonWords(matrix.labels)
    actualSums = matrix.counts.map { $0.reduce(0) { $0 + Double(max($1, 0)) } }
    predictedSums = matrix.labels.indices.map { column in
      matrix.counts.reduce(0) { $0 + Double($1.indices.contains(column) ? max($1[column], 0) : 0) }
    }
  }

  public var labels: [String] { matrix.labels }
  /// The score from which a row counts as positive; nil when there is none.
  public var threshold: Double? { matrix.threshold }
  public var classCount: Int { matrix.labels.count }

  /// 0 where the matrix has no such place.
  public func count(actual: Int, predicted: Int) -> Int64 {
    guard matrix.counts.indices.contains(actual), matrix.counts[actual].indices.contains(predicted) else { return 0 }
    return Swift.max(matrix.counts[actual][predicted], 0)
  }

  /// Share of an actual class' rows that were predicted so; nil when the class has no rows.
  public func rowShare(actual: Int, predicted: Int) -> Double? {
    guard actualSums.indices.contains(actual) else { return nil }
    return ratio(Double(count(actual: actual, predicted: predicted)), actualSums[actual])
  }

  /// Share of the rows predicted as a class that are of the actual one; nil when none is predicted so.
  public func columnShare(actual: Int, predicted: Int) -> Double? {
    guard predictedSums.indices.contains(predicted) else { return nil }
    return ratio(Double(count(actual: actual, predicted: predicted)), predictedSums[predicted])
  }

  /// What the ground of a cell shows: the share that its text is about, of counts that of the actual class.
  public func heat(actual: Int, predicted: Int) -> Double? {
    cells == .columnShares
      ? columnShare(actual: actual, predicted: predicted) : rowShare(actual: actual, predicted: predicted)
  }

  private func ratio(_ part: Double, _ whole: Double) -> Double? { whole > 0 ? part / whole : nil }

  /// O(k²).
  public var largestCount: Int64 { matrix.counts.lazy.joined().max().map { Swift.max($0, 0) } ?? 0 }

  /// The labels without the words that all begin with: what tells them apart where there is little room.
  public let shortLabels: [String]

  /// Up to the last character that is neither letter nor digit, so that numbers stay whole.
  private static func withoutCommonWords(_ labels: [String]) -> [String] {
    guard let first = labels.first, labels.count > 1 else { return labels }
    var common = Array(first)
    for label in labels.dropFirst() {
      common = Array(zip(common, label).prefix { $0 == $1 }.map(\.0))
    }
    guard let end = common.lastIndex(where: { !$0.isLetter && !$0.isNumber }) else { return labels }
    let short = labels.map { String($0.dropFirst(end + 1)) }
    return short.contains("") ? labels : short
  }

  // MARK: Scores

  /// Of weighted rows where weights were recorded; an entry of the two classes' matrix, or of any.
  private func weight(_ actual: Int, _ predicted: Int) -> Double {
    let weights = matrix.weights
    guard !weights.isEmpty else { return Double(count(actual: actual, predicted: predicted)) }
    guard weights.indices.contains(actual), weights[actual].indices.contains(predicted) else { return 0 }
    return weights[actual][predicted]
  }

  /// nil without any row.
  public var accuracy: Double? {
    let classes = 0..<classCount
    let all = classes.reduce(0) { sum, row in classes.reduce(sum) { $0 + weight(row, $1) } }
    return ratio(classes.reduce(0) { $0 + weight($1, $1) }, all)
  }

  /// Of two classes, the second the positive one.
  private var binary: BinaryConfusion {
    BinaryConfusion(
      trueNegatives: weight(0, 0), falsePositives: weight(0, 1), falseNegatives: weight(1, 0),
      truePositives: weight(1, 1))
  }

  /// `accuracy 0.930`, and for two classes precision, recall and F1 of the positive one; of more the mean recall.
  public var scores: [String] {
    let words = { (name: String, value: Double?) in
      "\(name) " + (value.map { NumberFormat.fixed($0, decimals: 3) } ?? "not defined")
    }
    let overall = [words("accuracy", accuracy)]
    guard classCount == 2 else { return overall + [words("balanced", balancedAccuracy)] }
    return overall + [words("precision", binary.precision), words("recall", binary.recall), words("F1", binary.f1)]
  }

  /// The mean recall of the classes that have rows; nil when none has.
  public var balancedAccuracy: Double? {
    let recalls = (0..<classCount).compactMap { row in
      ratio(weight(row, row), (0..<classCount).reduce(0) { $0 + weight(row, $1) })
    }
    return ratio(recalls.reduce(0, +), Double(recalls.count))
  }

  // MARK: Confusions

  /// Two classes that are taken for each other.
  public struct Confusion: Equatable, Sendable {
    public var place: Place
    public var count: Int64
    /// Of the actual class.
    public var share: Double
  }

  /// The most frequent mistakes, at most `limit`. O(k² + m log m) for m mistakes.
  public func worst(limit: Int) -> [Confusion] {
    var found: [Confusion] = []
    for actual in 0..<classCount {
      for predicted in 0..<classCount where predicted != actual {
        let count = count(actual: actual, predicted: predicted)
        guard count > 0 else { continue }
        found.append(
          Confusion(
            place: Place(actual: actual, predicted: predicted), count: count,
            share: rowShare(actual: actual, predicted: predicted) ?? 0))
      }
    }
    found.sort { ($0.count, $0.share) > ($1.count, $1.share) }
    return Array(found.prefix(Swift.max(limit, 0)))
  }

  // MARK: Classes

  /// What the rows of one class, and those predicted as it, come to; nil where there are none.
  struct ClassScore: Equatable {
    var label: String
    var count: Int64
    var precision, recall: Double?

    /// The harmonic mean of both; 0 where one of them is not known.
    var f1: Double {
      let (p, r) = (precision ?? 0, recall ?? 0)
      return p + r > 0 ? 2 * p * r / (p + r) : 0
    }
  }

  /// In the order of the matrix, of weighted rows where weights were recorded. O(k²).
  var classScores: [ClassScore] {
    let classes = labels.indices
    return classes.map { index in
      let actual = classes.reduce(0) { $0 + weight(index, $1) }
      let predicted = classes.reduce(0) { $0 + weight($1, index) }
      let count = classes.reduce(Int128(0)) { $0 + Int128(self.count(actual: index, predicted: $1)) }
      return ClassScore(
        label: labels[index], count: Int64(clamping: count), precision: ratio(weight(index, index), predicted),
        recall: ratio(weight(index, index), actual))
    }
  }

  /// Rows, precision, recall and F1 of each class; the weakest first where not all fit.
  public func classTable(rows fitting: Int) -> TableModel {
    var scores = classScores
    let areAll = scores.count <= fitting
    if !areAll { scores.sort { $0.f1 < $1.f1 } }
    let number = { (title: String) in TableModel.Column(title, alignment: .right, minimum: max(5, title.count)) }
    let words = { (value: Double?) in value.map { NumberFormat.fixed($0, decimals: 3) } ?? "-" }
    let shown = Array(scores.prefix(fitting))
    return TableModel(
      columns: [
        .init(areAll ? "class" : "weakest classes", minimum: 5, truncation: .middle),
        .init("rows", alignment: .right, priority: 2, minimum: 4), number("precision"), number("recall"), number("F1"),
        .init("F1, 0 to 1", priority: 1, minimum: 10, maximum: 20),
      ],
      rows: shown.map { score in
        [
          .text(score.label, .textStrong), .text(NumberFormat.grouped(score.count), .textDim),
          .text(words(score.precision)), .text(words(score.recall)), .text(words(score.f1)),
          .bar(.init(share: score.f1, style: .series1)),
        ]
      })
  }

  // MARK: What is on view

  /// The actual classes shown when `room` fit.
  public func visibleRows(room: Int) -> Range<Int> { visible(room: room, around: cursor?.actual) }
  /// The predicted ones.
  public func visibleColumns(room: Int) -> Range<Int> { visible(room: room, around: cursor?.predicted) }

  /// Pages with the cursor in their middle, as far as there are classes at both sides.
  private func visible(room: Int, around cursor: Int?) -> Range<Int> {
    let fitting = Swift.min(Swift.max(room, 0), classCount)
    let wanted = (cursor ?? 0) - fitting / 2
    let start = Swift.min(Swift.max(wanted, 0), classCount - fitting)
    return start..<start + fitting
  }

  /// All about the place that is pointed at, in a sentence; nil without one.
  public var cursorText: String? {
    guard let cursor, labels.indices.contains(cursor.actual), labels.indices.contains(cursor.predicted) else {
      return nil
    }
    let (row, column) = (cursor.actual, cursor.predicted)
    let shares = [
      rowShare(actual: row, predicted: column).map { "\(NumberFormat.percent($0, decimals: 1)) of actual" },
      columnShare(actual: row, predicted: column).map { "\(NumberFormat.percent($0, decimals: 1)) of predicted" },
    ].compactMap(\.self)
    let count = NumberFormat.grouped(count(actual: row, predicted: column))
    return "actual \(labels[row]), predicted \(labels[column]): \(([count] + shares).joined(separator: ", "))"
  }
}

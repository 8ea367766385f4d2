internal import Tables

/// A small regression tree of the losses; its worse leaves are candidates of up to three conditions.
struct SegmentTree {
  static let depth = 3
  static let bins = 8

  private struct Question {
    var yes: SegmentCondition
    var no: SegmentCondition
    /// One a row of the tree.
    var answers: [Bool]
  }

  private let losses: [Double]
  private let fewest: Int
  private var questions: [Question] = []

  /// - Parameters:
  ///   - rows: of the data, one a loss.
  ///   - fewest: rows of a leaf.
  init(_ columns: [StudyData.Column], rows: [Int], losses: [Double], fewest: Int) {
    (self.losses, self.fewest) = (losses, fewest)
    for column in columns {
      let conditions = ColumnGroups(column, cutBy: rows, bins: Self.bins).conditions
      let hasMissing = conditions.contains { $0.test == .missing(isNot: false) }
      for condition in conditions {
        guard let (yes, no) = Self.question(condition, hasMissing: hasMissing) else { continue }
        questions.append(Question(yes: yes, no: no, answers: yes.mask(column.values, rows: rows)))
      }
    }
  }

  private static func question(
    _ condition: SegmentCondition, hasMissing: Bool
  ) -> (yes: SegmentCondition, no: SegmentCondition)? {
    var (yes, no) = (condition, condition)
    switch condition.test {
    case .level(let level, _): no.test = .level(level, isNot: true)
    case .value(let value, _): no.test = .value(value, isNot: true)
    case .missing: no.test = .missing(isNot: true)
    case .range(_, .some(let upTo), _):
      yes.test = .range(above: nil, upTo: upTo, orMissing: false)
      no.test = .range(above: upTo, upTo: nil, orMissing: hasMissing)
    case .range: return nil
    }
    return (yes, no)
  }

  /// The leaves, each with its conditions.
  func leaves() -> [SegmentCandidate] { leaves(Array(losses.indices), [], depth: Self.depth) }

  private func leaves(_ places: [Int], _ path: [SegmentCondition], depth: Int) -> [SegmentCandidate] {
    let whole = sums(places) { _ in true }
    guard depth > 0, let best = bestQuestion(places, whole) else {
      return [SegmentCandidate(conditions: SegmentCondition.joined(path), losses: whole)]
    }
    let question = questions[best]
    return leaves(places.filter { question.answers[$0] }, path + [question.yes], depth: depth - 1)
      + leaves(places.filter { !question.answers[$0] }, path + [question.no], depth: depth - 1)
  }

  /// The one that takes most off the squared error; nil where none leaves enough rows on both sides.
  private func bestQuestion(_ places: [Int], _ whole: LossSums) -> Int? {
    var best: (gain: Double, question: Int)?
    for index in questions.indices {
      let yes = sums(places) { questions[index].answers[$0] }
      let no = whole.without(yes)
      guard yes.count >= fewest, no.count >= fewest else { continue }
      let gap = yes.mean - no.mean
      let gain = gap * gap * Double(yes.count) * Double(no.count) / Double(whole.count)
      if gain > best?.gain ?? 0 { best = (gain, index) }
    }
    return best?.question
  }

  private func sums(_ places: [Int], _ isIn: (Int) -> Bool) -> LossSums {
    var sums = LossSums()
    for place in places where isIn(place) { sums.add(losses[place]) }
    return sums
  }
}

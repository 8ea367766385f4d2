internal import StudyModel
internal import Tables

/// What a study predicts, read from the target's cells.
struct TargetColumn: Sendable {
  var task: StudyTask
  /// Why this task, in a sentence.
  var reason: String
  /// Class names, the positive one last for a binary task; empty for regression.
  var classes: [String]
  var target: StudyData.Target

  /// A whole-number target with at most so many values is taken for classes.
  static let mostNumericClasses = 10
  static let mostClasses = 100

  /// - Parameters:
  ///   - cells: of the labelled rows, none empty.
  ///   - asked: the task of the specification; nil: detect.
  ///   - positive: the positive value of the specification.
  /// - Throws: when the cells do not fit the task.
  init(cells: [String], name: String, asked: StudyTask?, positive: String?, path: String) throws(LearningError) {
    let distinct = Set(cells)
    let numbers = cells.map { ColumnValues.number($0) }
    let isNumeric = !numbers.contains(nil)
    func unsuitable(_ reason: String) -> LearningError { .unsuitableData(path: path, reason: reason) }
    guard distinct.count > 1 else {
      throw unsuitable(
        "the target \(name) has \(distinct.count == 1 ? "one value only" : "no values"); nothing to learn")
    }
    let (found, why) = Self.detect(distinct, isNumeric: isNumeric)
    task = asked ?? found
    reason = asked == nil ? "detected: \(name) \(why)" : "given by the specification"
    switch task {
    case .regression:
      guard isNumeric else {
        let odd = cells.first { ColumnValues.number($0) == nil } ?? ""
        throw unsuitable("a regression needs a numeric target; \(name) holds \(odd)")
      }
      (classes, target) = ([], .numbers(numbers.compactMap { $0 }))
    case .binary, .multiclass:
      classes = Self.ordered(distinct, isNumeric: isNumeric)
      if task == .binary {
        guard classes.count == 2 else {
          let shown = classes.prefix(5).joined(separator: ", ")
          throw unsuitable("a binary task needs two values; \(name) has \(classes.count): \(shown)")
        }
        let last = try Self.positive(among: classes, given: positive, name: name, path: path)
        if last == classes[0] { classes.reverse() }
      } else if classes.count > Self.mostClasses {
        throw unsuitable(
          "\(name) has \(classes.count) values; a classification takes at most \(Self.mostClasses). "
            + "Is it numeric, then say task: regression")
      }
      let code = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
      target = .classes(cells.map { code[$0] ?? 0 }, names: classes)
    }
  }

  private static func detect(_ distinct: Set<String>, isNumeric: Bool) -> (StudyTask, String) {
    if distinct.count == 2 { return (.binary, "has two values") }
    guard isNumeric else { return (.multiclass, "holds \(distinct.count) different texts") }
    let isWhole = distinct.allSatisfy { ColumnValues.number($0).map { $0 == $0.rounded() } ?? false }
    return isWhole && distinct.count <= mostNumericClasses
      ? (.multiclass, "holds \(distinct.count) whole numbers only; say task: regression if they are amounts")
      : (.regression, "holds \(distinct.count) different numbers")
  }

  private static func ordered(_ distinct: Set<String>, isNumeric: Bool) -> [String] {
    distinct.sorted { left, right in
      guard isNumeric, let a = ColumnValues.number(left), let b = ColumnValues.number(right), a != b else {
        return left < right
      }
      return a < b
    }
  }

  private static func positive(
    among classes: [String], given: String?, name: String, path: String
  ) throws(LearningError) -> String {
    if let given {
      if classes.contains(given) { return given }
      throw .unsuitableData(
        path: path, reason: "data.positive is \(given), the target \(name) has \(classes.joined(separator: " and "))")
    }
    return classes.first { ["1", "1.0", "yes", "true", "y", "t"].contains($0.lowercased()) } ?? classes[1]
  }
}

internal import Specification
public import StudyModel
internal import Tables

/// What a study predicts, read from the target's cells.
public struct TargetColumn: Sendable {
  public let task: StudyTask
  /// Why this task, in a sentence.
  public let reason: String
  /// Class names, the positive one last for a binary task; empty for regression.
  public let classes: [String]
  /// Of regression: a number a row; empty for classes.
  public let numbers: [Double]

  /// A whole-number target with at most so many values is taken for classes.
  static let mostNumericClasses = 10
  static let mostClasses = 100

  /// Cells that do not fit what the specification says of them.
  struct Misfit: Error {
    var path: DocumentPath
    var reason: String
  }

  /// - Parameters:
  ///   - cells: of the labelled rows, none empty.
  ///   - asked: the task of the specification; nil: detect.
  ///   - positive: the positive value of the specification.
  ///   - place: of one of these cells, in words.
  init(
    cells: [String], name: String, asked: StudyTask?, positive: String?, place: (Int) -> String
  ) throws(Misfit) {
    let distinct = Set(cells)
    guard distinct.count > 1 else {
      let values = distinct.first.map { "one value only, \($0)" } ?? "no values"
      throw Misfit(path: "data.target", reason: "\(name) has \(values); there is nothing to learn")
    }
    let isNumeric = distinct.allSatisfy { ColumnValues.number($0) != nil }
    let (found, why) = Self.detect(distinct)
    task = asked ?? found
    reason = asked == nil ? "detected: \(name) \(why)" : "given by the specification"
    switch task {
    case .regression:
      if let odd = cells.firstIndex(where: { ColumnValues.number($0) == nil }) {
        throw Misfit(
          path: "task", reason: "a regression needs a number in every row; \(name) is \(cells[odd]) on \(place(odd))")
      }
      (classes, numbers) = ([], cells.compactMap { ColumnValues.number($0) })
    case .binary: (classes, numbers) = (try Self.twoClasses(distinct, name, positive, isNumeric: isNumeric), [])
    case .multiclass:
      guard distinct.count > 2 else {
        throw Misfit(path: "task", reason: "\(name) has two values; say binary, or leave task out")
      }
      guard distinct.count <= Self.mostClasses else { throw Self.tooManyClasses(cells, distinct, name, place) }
      (classes, numbers) = (Self.ordered(distinct, isNumeric: isNumeric), [])
    }
  }

  /// The task that the values of a target suggest, and why.
  static func detect(_ distinct: Set<String>) -> (task: StudyTask, reason: String) {
    if distinct.count == 2 { return (.binary, "has two values") }
    guard distinct.allSatisfy({ ColumnValues.number($0) != nil }) else {
      return (.multiclass, "holds \(distinct.count) different texts")
    }
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

  /// The two values of a column, the negative one first.
  /// - Parameter key: which asks for two.
  static func twoClasses(
    _ distinct: Set<String>, _ name: String, _ given: String?, isNumeric: Bool, askedBy key: DocumentPath = "task"
  ) throws(Misfit) -> [String] {
    let classes = ordered(distinct, isNumeric: isNumeric)
    guard classes.count == 2 else {
      throw Misfit(
        path: key, reason: "a binary task needs two values; \(name) has \(classes.count): \(ColumnNames.list(classes))")
    }
    let positive = try given.map { value throws(Misfit) in
      if classes.contains(value) { return value }
      let advice = ColumnNames.advice(for: value, among: classes)
      throw Misfit(path: "data.positive", reason: "\(value) is no value of \(name); \(advice)")
    }
    let likely = classes.first { ["1", "1.0", "yes", "true", "y", "t"].contains($0.lowercased()) }
    return (positive ?? likely) == classes[0] ? classes.reversed() : classes
  }

  /// Often a column of numbers with a few texts among them.
  private static func tooManyClasses(
    _ cells: [String], _ distinct: Set<String>, _ name: String, _ place: (Int) -> String
  ) -> Misfit {
    let texts = cells.indices.filter { ColumnValues.number(cells[$0]) == nil }
    let many = "\(name) has \(distinct.count) values; a classification takes at most \(mostClasses)"
    guard texts.count * 10 <= cells.count else {
      return Misfit(path: "data.target", reason: "\(many); pool them, or predict another column")
    }
    guard let first = texts.first else {
      return Misfit(path: "task", reason: "\(many); they are numbers, so say regression")
    }
    return Misfit(
      path: "data.target",
      reason: "\(many). All but \(EvidenceText.rows(texts.count)) are numbers: mend or empty those cells for a "
        + "regression; \(place(first)) has \(cells[first])")
  }
}

public import Specification
internal import Tables

/// How a study's rows are divided, and why.
public struct SplitChoice: Equatable, Sendable {
  public let kind: StudySpecification.SplitKind
  /// A few words.
  public let reason: String

  /// A split by chance is never assumed where rows have a date or share an id.
  /// - Parameters:
  ///   - features: as far as they are known before the checks.
  ///   - hasClasses: whether the target holds classes.
  /// - Returns: nil when the specification has to say it, which is noted as a mistake.
  static func make(
    _ specification: StudySpecification, _ data: DataFiles, features: [String], hasClasses: Bool,
    _ mistakes: inout SpecificationMistakes
  ) -> SplitChoice? {
    if let asked = specification.split.kind { return SplitChoice(kind: asked, reason: "given by the specification") }
    if let group = specification.data.groupColumn { return SplitChoice(kind: .grouped, reason: "rows share \(group)") }
    let byChance: StudySpecification.SplitKind = hasClasses ? .stratified : .random
    if let dated = specification.data.timeColumns.first ?? features.first(where: { isDate($0, data) }) {
      mistakes.add(
        "split.kind",
        "\(dated) says when a row was, and a random split would let the model see the future; say "
          + "data.roles.time: [\(dated)] with split.kind: temporal, or split.kind: \(byChance.rawValue) if the order in "
          + "time does not matter")
      return nil
    }
    if let repeated = specification.data.idColumns.first(where: { isRepeated($0, data) }) {
      mistakes.add(
        "split.kind",
        "the id \(repeated) occurs in several rows, and a random split would test on whom it has learnt; say "
          + "data.roles.group: \(repeated), or split.kind: \(byChance.rawValue) if rows of one id are independent")
      return nil
    }
    return SplitChoice(
      kind: byChance, reason: "for \(hasClasses ? "classes" : "numbers"), as rows have no date or group")
  }

  private static func isDate(_ name: String, _ data: DataFiles) -> Bool {
    data.table.cells(of: name).map { ColumnTyping($0).values.kind == .date } ?? false
  }

  private static func isRepeated(_ name: String, _ data: DataFiles) -> Bool {
    data.table.cells(of: name).map { Set($0).count < $0.count } ?? false
  }
}

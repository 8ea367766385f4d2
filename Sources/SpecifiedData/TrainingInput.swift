public import Specification
internal import Tables

/// A training's specification together with its data.
public struct TrainingInput: Sendable {
  public let data: DataFiles
  public let later: DataFiles?
  /// Rows that have a target.
  public let labelled: [Int]
  public let positive: String
  public let negative: String
  /// Exactly the asked ones, or every column without a role.
  public let features: [String]

  /// Reads all files.
  /// - Parameters:
  ///   - text: as which the specification is written; nil: as its resolved YAML.
  ///   - directory: of the specification; relative paths start there.
  /// - Throws: every mistake that the data show.
  public init(
    _ specification: TrainingSpecification, text: SpecificationText? = nil, directory: String
  ) throws(SpecifiedDataError) {
    let text = text ?? SpecificationText(path: "specification", yaml: specification.resolvedYAML())
    var mistakes = SpecificationMistakes(of: text, SpecificationKeys.training)
    let asked = specification.data
    let read = try DataFiles.read([asked.path], at: "data.path", in: directory, &mistakes)
    later = try asked.later.flatMap { name throws(SpecifiedDataError) in
      try DataFiles.read([name], at: "data.later", in: directory, &mistakes)
    }
    guard let data = read, mistakes.isEmpty else { throw .missingData(mistakes.errors, path: text.path) }
    self.data = data
    mistakes.checkColumns(asked.namedColumns, of: data)
    let special = Set([asked.target] + asked.idColumns + asked.timeColumns + asked.sensitiveColumns + asked.ignore)
    features = asked.features ?? data.table.header.filter { !special.contains($0) }
    if features.isEmpty { mistakes.add("data", "no column is left to be a feature") }
    if let later {
      mistakes.checkLater(later, has: (features + asked.sensitiveColumns).filter(data.table.header.contains), of: data)
    }
    let cells = data.table.cells(of: asked.target)
    let labelled = cells.map { cells in cells.indices.filter { !cells[$0].isEmpty } } ?? []
    self.labelled = labelled
    let classes = cells.map { Self.classes(labelled, $0, asked, &mistakes) } ?? []
    try mistakes.throwAny(in: text)
    (negative, positive) = (classes[0], classes[1])
  }

  /// The negative one first; empty when there is a mistake.
  private static func classes(
    _ labelled: [Int], _ cells: CellColumn, _ asked: TrainingSpecification.DataSource,
    _ mistakes: inout SpecificationMistakes
  ) -> [String] {
    let distinct = Set(labelled.map { cells[$0] })
    let isNumeric = distinct.allSatisfy { ColumnValues.number($0) != nil }
    do throws(TargetColumn.Misfit) {
      return try TargetColumn.twoClasses(
        distinct, asked.target, asked.positive, isNumeric: isNumeric, askedBy: "data.target")
    } catch {
      mistakes.add(error.path, error.reason)
      return []
    }
  }
}

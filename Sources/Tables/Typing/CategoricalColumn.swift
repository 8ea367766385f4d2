/// Texts as codes into a list of levels.
public struct CategoricalColumn: Equatable, Sendable {
  /// Distinct, in the order of their text.
  public var levels: [String]
  /// One a row; -1 is missing.
  public var codes: [Int32]

  public init(levels: [String], codes: [Int32]) { (self.levels, self.codes) = (levels, codes) }

  /// "" is missing. O(n + k log k) for k levels.
  public init(cells: [String]) { self.init(CellColumn(cells)) }

  /// Written forms that mean the same are one level. O(n + k log k) for k levels.
  public init(_ cells: CellColumn) {
    let levels = Set(cells.texts).subtracting([""]).sorted()
    let place = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, Int32($0)) })
    let codeOfForm = cells.texts.map { place[$0] ?? -1 }
    self.init(levels: levels, codes: cells.codes.map { codeOfForm[Int($0)] })
  }

  /// nil where it is missing.
  public func text(at row: Int) -> String? { codes[row] < 0 ? nil : levels[Int(codes[row])] }
}

/// What a search of a console has found so far.
public struct ConsoleMatches: Equatable, Sendable {
  /// Numbers of the lines that hold a match, ascending; the newest million where there are more.
  public var lines: [Int]
  /// Lines before this one have not been looked at yet; 0 when all have.
  public var searchedFrom: Int
  public var isCut: Bool

  public init(lines: [Int] = [], searchedFrom: Int = 0, isCut: Bool = false) {
    (self.lines, self.searchedFrom, self.isCut) = (lines, searchedFrom, isCut)
  }
}

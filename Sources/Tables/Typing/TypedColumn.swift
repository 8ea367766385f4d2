/// A column of some rows, after typing.
public struct TypedColumn: Equatable, Sendable {
  public var name: String
  public var values: ColumnValues

  public init(name: String, values: ColumnValues) { (self.name, self.values) = (name, values) }
}

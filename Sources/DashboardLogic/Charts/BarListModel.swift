/// Named values as bars, the largest first.
public struct BarListModel: Equatable, Sendable {
  public struct Item: Equatable, Sendable {
    public var name: String
    public var value: Double
    /// One standard deviation; nil when it is not known.
    public var deviation: Double?

    public init(name: String, value: Double, deviation: Double? = nil) {
      (self.name, self.value, self.deviation) = (name, value, deviation)
    }
  }

  public var title: String
  /// What the values measure, such as `gain`; may be empty.
  public var measure: String
  /// Descending by value; NaN last.
  public private(set) var items: [Item]
  /// Index of the first item to show; the view shows a full page where it can.
  public var offset: Int
  public var isFocused: Bool
  public var emptyText: String

  public init(
    title: String, measure: String = "", items: [Item], offset: Int = 0, isFocused: Bool = false,
    emptyText: String = "nothing here yet"
  ) {
    (self.title, self.measure, self.offset) = (title, measure, offset)
    (self.isFocused, self.emptyText) = (isFocused, emptyText)
    self.items = items.sorted { $0.value > $1.value || ($1.value.isNaN && !$0.value.isNaN) }
  }

  /// The finite extremes, zero among them.
  public var range: ClosedRange<Double> {
    let finite = items.map(\.value).filter(\.isFinite)
    return Swift.min(finite.min() ?? 0, 0)...Swift.max(finite.max() ?? 0, 0)
  }

  /// The items shown when `rows` fit.
  public func visible(rows: Int) -> Range<Int> {
    let last = Swift.max(items.count - Swift.max(rows, 0), 0)
    let start = Swift.min(Swift.max(offset, 0), last)
    return start..<Swift.min(start + Swift.max(rows, 0), items.count)
  }
}

import TerminalModel

// MARK: Widths

extension TableModel {
  /// Whether any column has a title; without, the rows begin at the top.
  public var hasHeader: Bool { columns.contains { !$0.title.isEmpty } }

  /// Where a column is drawn.
  public struct Placement: Equatable, Sendable {
    /// Index of the column.
    public var index: Int
    /// Screen columns from the left.
    public var start: Int
    public var width: Int
  }

  /// What an area shows of a table.
  public struct Page: Sendable {
    public var placements: [Placement]
    /// The rows shown, with their indices.
    public var rows: [(index: Int, cells: [Cell])]

    /// Index of the first column shown behind the fixed ones; nil where there is none.
    public func firstColumn(behind fixedCount: Int) -> Int? {
      placements.first { $0.index >= fixedCount }?.index
    }
  }

  /// Screen columns that a bar would like.
  static let barColumns = 20
  /// Screen columns of a bar, with the share behind it.
  static let progressColumns = 16
  /// Blank screen columns between two columns.
  static let gap = 2
  /// Widths follow the content of whole blocks of this many rows, so that they hold still while a long table scrolls.
  static let blockSize = 64

  /// The rows shown when `rows` fit below the header, in `columns` screen columns. Costs the rows of the blocks on
  /// view, however long the table is.
  public func page(columns room: Int, rows fitting: Int) -> Page {
    let shown = visible(rows: fitting)
    let first = shown.lowerBound / Self.blockSize * Self.blockSize
    let last = (shown.upperBound + Self.blockSize - 1) / Self.blockSize * Self.blockSize
    let cells = (first..<Swift.max(first, Swift.min(last, rowCount))).map(makeRow)
    return Page(placements: placements(room: room, for: cells), rows: shown.map { ($0, cells[$0 - first]) })
  }

  /// Which columns are shown in `room` screen columns, and how wide.
  private func placements(room: Int, for rows: [[Cell]]) -> [Placement] {
    let natural = columns.indices.map { naturalWidth($0, in: rows) }
    if let sideways, let places = scrolled(sideways, room: room, natural: natural) { return places }
    var shown = Array(columns.indices)
    let least = { (index: Int) in Swift.min(natural[index], Swift.max(columns[index].minimum, 1)) }
    let needed = { (shown: [Int], width: (Int) -> Int) in
      shown.reduce(0) { $0 + width($1) } + Self.gap * Swift.max(shown.count - 1, 0)
    }
    // A column that does not shrink keeps its width as long as one of lesser priority can go.
    let wanted = { (index: Int) in columns[index].isFlexible ? least(index) : natural[index] }
    while sideways == nil, needed(shown, wanted) > room,
      let last = shown.filter({ columns[$0].priority > 0 }).max(by: { columns[$0].priority <= columns[$1].priority })
    {
      shown.removeAll { $0 == last }
    }
    var widths = natural
    shrink(&widths, shown: shown, excess: needed(shown) { widths[$0] } - room, least: least)
    let spare = room - needed(shown) { widths[$0] }
    if sideways != nil {
      stretch(&widths, by: spare)
    } else if spare > 0, let flexible = shown.first(where: { columns[$0].isFlexible }) {
      widths[flexible] += spare
    }
    var start = 0
    return shown.compactMap { index in
      let width = Swift.min(widths[index], room - start)
      guard width > 0 else { return nil }
      defer { start += width + Self.gap }
      return Placement(index: index, start: start, width: width)
    }
  }

  /// The fixed columns and, behind them, as many as there is room for, the one under the cursor among them; nil where all
  /// have room.
  private func scrolled(_ sideways: Sideways, room: Int, natural: [Int]) -> [Placement]? {
    let fixed = columns.indices.prefix(Swift.max(sideways.fixedCount, 0))
    var widths = natural
    let total = widths.reduce(0, +) + Self.gap * Swift.max(widths.count - 1, 0)
    let give = fixed.reduce(0) { sum, index in
      sum + (columns[index].isFlexible ? Swift.max(natural[index] - columns[index].minimum, 0) : 0)
    }
    guard total - give > room, fixed.count < columns.count else { return nil }
    // What is scrolled gets more than half of the room.
    let fixedWidth = fixed.reduce(0) { $0 + widths[$1] + Self.gap }
    var excess = fixedWidth - room * 2 / 5
    for index in fixed where excess > 0 && columns[index].isFlexible {
      let less = Swift.min(excess, Swift.max(widths[index] - columns[index].minimum, 0))
      (widths[index], excess) = (widths[index] - less, excess - less)
    }
    var first = Swift.min(Swift.max(sideways.offset, fixed.count), columns.count - 1)
    if let cursor = sideways.cursor, cursor >= fixed.count { first = Swift.min(first, cursor) }
    while true {
      let places = places(fixed: fixed, from: first, widths: widths, room: room)
      let last = places.last?.index ?? first
      guard let cursor = sideways.cursor, cursor > last, cursor < columns.count, first < cursor else {
        return filled(places, fixed: fixed, from: first, widths: widths, room: room)
      }
      first += 1
    }
  }

  /// At the right end as many columns as have room, though fewer were wanted before them.
  private func filled(
    _ places: [Placement], fixed: Range<Int>, from start: Int, widths: [Int], room: Int
  ) -> [Placement] {
    var (kept, first) = (places, start)
    while first > fixed.count, kept.last?.index == columns.count - 1 {
      let more = self.places(fixed: fixed, from: first - 1, widths: widths, room: room)
      guard more.last?.index == columns.count - 1 else { break }
      (kept, first) = (more, first - 1)
    }
    return kept
  }

  private func places(fixed: Range<Int>, from first: Int, widths: [Int], room: Int) -> [Placement] {
    var places: [Placement] = []
    var start = 0
    for index in Array(fixed) + Array(first..<columns.count) {
      // One that is cut says less than none, unless it is the only one.
      let isFirst = index < fixed.count || index == first
      let width = isFirst ? Swift.min(widths[index], room - start) : widths[index]
      guard width > 0, start + width <= room else { break }
      places.append(Placement(index: index, start: start, width: width))
      start += width + Self.gap
    }
    return places
  }

  /// Gives what is left over to the columns that gain by it, in equal parts.
  private func stretch(_ widths: inout [Int], by spare: Int) {
    let gaining = columns.indices.filter { columns[$0].stretch > 0 }
    guard spare > 0, !gaining.isEmpty else { return }
    for index in gaining { widths[index] += Swift.min(columns[index].stretch, spare / gaining.count) }
  }

  private func shrink(_ widths: inout [Int], shown: [Int], excess: Int, least: (Int) -> Int) {
    var excess = excess
    for isFlexible in [true, false] {
      for index in shown.reversed() where excess > 0 && columns[index].isFlexible == isFlexible {
        let less = Swift.min(excess, widths[index] - least(index))
        widths[index] -= less
        excess -= less
      }
    }
  }

  private func naturalWidth(_ index: Int, in rows: [[Cell]]) -> Int {
    let column = columns[index]
    let title = HarmlessText.columns(of: HarmlessText.make(column.title)) + (sort?.column == index ? 2 : 0)
    let widest = rows.reduce(title) { widest, row in
      guard row.indices.contains(index) else { return widest }
      switch row[index] {
      case .text(let text): return Swift.max(widest, text.columns)
      case .sparkline: return Swift.max(widest, 10)
      case .progress: return Swift.max(widest, Self.progressColumns)
      case .bar: return Swift.max(widest, Self.barColumns)
      }
    }
    return Swift.max(Swift.min(widest, column.maximum ?? .max), 1)
  }
}

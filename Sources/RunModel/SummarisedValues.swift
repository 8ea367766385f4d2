/// Values in order, with a summary of every 64 of them: what a stretch holds is told without a look at each value.
struct SummarisedValues: Sendable {
  /// Values that one block stands for.
  static let blockSize = 64

  private(set) var values: [Double] = []
  /// Of whole blocks, from the first on. After an edit in the middle some are missing until enough values came behind it.
  private(set) var blocks: [SeriesSummary] = []

  init() {}

  /// With every whole block summarised.
  init(_ values: [Double]) {
    self.values = values
    summariseAll()
  }

  mutating func summariseAll() { summarise(blocks: .max) }

  var count: Int { values.count }
  /// O(blocks + 64), as long as no block is missing.
  var summary: SeriesSummary {
    var summary = SeriesSummary()
    add(0..<count, to: &summary)
    return summary
  }

  subscript(index: Int) -> Double {
    get { values[index] }
    set {
      values[index] = newValue
      forgetBlocks(from: index)
    }
  }

  mutating func reserveCapacity(_ count: Int) { values.reserveCapacity(count) }

  mutating func append(_ value: Double) {
    values.append(value)
    // Two catch up with what edits left out, and bound what one value costs.
    summarise(blocks: 2)
  }

  mutating func insert(_ value: Double, at index: Int) {
    values.insert(value, at: index)
    forgetBlocks(from: index)
  }

  mutating func removeLast(_ dropped: Int) {
    values.removeLast(dropped)
    forgetBlocks(from: count)
  }

  private mutating func forgetBlocks(from index: Int) {
    let kept = index / Self.blockSize
    if blocks.count > kept { blocks.removeLast(blocks.count - kept) }
  }

  private mutating func summarise(blocks limit: Int) {
    let missing = count / Self.blockSize - blocks.count
    guard missing > 0 else { return }
    for _ in 0..<min(limit, missing) {
      let start = blocks.count * Self.blockSize
      var block = SeriesSummary()
      for value in values[start..<start + Self.blockSize] { block.add(value) }
      blocks.append(block)
    }
  }

  // MARK: Looking

  func add(_ range: Range<Int>, to summary: inout SeriesSummary) {
    forEachStretch(in: range) { stretch, block in
      if let block { return summary.append(block) }
      for value in values[stretch] { summary.add(value) }
    }
  }

  /// - Parameter limit: how many values may be looked at where a block does not tell; falls by those that were.
  func add(
    _ range: Range<Int>, to result: inout BoundedSummary, within bounds: ClosedRange<Double>, limit: inout Int
  ) {
    forEachStretch(in: range) { stretch, block in
      if let block {
        if result.add(block, within: bounds) { return }
        if limit <= 0 { return result.estimate(block, within: bounds) }
      }
      limit -= stretch.count
      for value in values[stretch] { result.add(value, within: bounds) }
    }
  }

  /// The first value at or behind an index that is NaN or infinite.
  func firstNonFiniteIndex(from index: Int) -> Int? {
    var found: Int?
    forEachStretch(in: index..<count) { stretch, block in
      guard found == nil, block.map({ $0.finiteCount < $0.count }) ?? true else { return }
      found = values[stretch].firstIndex { !$0.isFinite }
    }
    return found
  }

  /// Whole blocks with their summaries, and what lies between them without.
  private func forEachStretch(in range: Range<Int>, _ body: (Range<Int>, SeriesSummary?) -> Void) {
    var index = range.lowerBound
    while index < range.upperBound {
      let block = index / Self.blockSize
      let end = (block + 1) * Self.blockSize
      if index == block * Self.blockSize, end <= range.upperBound, block < blocks.count {
        body(index..<end, blocks[block])
        index = end
      } else {
        let end = block < blocks.count ? min(end, range.upperBound) : range.upperBound
        body(index..<end, nil)
        index = end
      }
    }
  }
}

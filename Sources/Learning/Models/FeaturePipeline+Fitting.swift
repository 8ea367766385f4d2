internal import Glibc
internal import Tables

extension FeaturePipeline {
  /// Looks at these rows only. A row of weight 2 counts like two rows.
  init(
    _ variant: Variant, leavingOut steps: Set<Step> = [], fitting columns: [StudyData.Column], rows: [Int],
    weights: [Double]?
  ) {
    let fit = PipelineFit(
      variant: variant, leftOut: steps, rows: rows, weights: weights.map { all in rows.map { all[$0] } })
    let features = (variant == .none ? [] : columns).flatMap { column in
      fit.encodings(of: column.values).map { Feature(name: column.name, kind: column.values.kind, encoding: $0) }
    }
    self.init(variant: variant, features: features)
  }
}

/// The training rows while a pipeline is fitted.
private struct PipelineFit {
  var variant: FeaturePipeline.Variant
  var leftOut: Set<FeaturePipeline.Step>
  var rows: [Int]
  var weights: [Double]?

  private func weight(_ index: Int) -> Double { weights?[index] ?? 1 }

  func encodings(of values: ColumnValues) -> [FeaturePipeline.Encoding] {
    switch values {
    case .numeric(let numbers), .date(let numbers): encodings(of: numbers)
    case .categorical(let column): encodings(of: column)
    }
  }

  // MARK: Numbers

  private func encodings(of numbers: [Double]) -> [FeaturePipeline.Encoding] {
    var present: [(value: Double, weight: Double)] = []
    present.reserveCapacity(rows.count)
    var hasMissing = false
    for (index, row) in rows.enumerated() where weight(index) > 0 {
      if numbers[row].isFinite { present.append((numbers[row], weight(index))) } else { hasMissing = true }
    }
    let missingFlag: [FeaturePipeline.Encoding] = hasMissing && !leftOut.contains(.missingFlags) ? [.missingFlag] : []
    guard let first = present.first else { return [] }
    guard present.contains(where: { $0.value != first.value }) else {
      return missingFlag
    }
    guard variant == .linear else { return [.number] }
    // Only the moments of what is imputed can differ from those of the cells, and only where cells are missing.
    let median = weightedMedian(present)
    let missingWeight = hasMissing ? missingWeight(numbers) : 0
    let total = present.reduce(0) { $0 + $1.weight } + missingWeight
    let mean = (present.reduce(0) { $0 + $1.weight * $1.value } + missingWeight * median) / total
    let squares =
      present.reduce(0) { $0 + $1.weight * ($1.value - mean) * ($1.value - mean) }
      + missingWeight * (median - mean) * (median - mean)
    let deviation = sqrt(squares / total)
    guard deviation > 0, deviation.isFinite, mean.isFinite else { return missingFlag }
    let isScaled = !leftOut.contains(.scaling)
    return [.scaled(median: median, mean: isScaled ? mean : 0, deviation: isScaled ? deviation : 1)] + missingFlag
  }

  private func missingWeight(_ numbers: [Double]) -> Double {
    var sum = 0.0
    for (index, row) in rows.enumerated() where !numbers[row].isFinite { sum += weight(index) }
    return sum
  }

  /// Mean of the lower and the upper median: of weights 1 the ordinary one.
  private func weightedMedian(_ items: [(value: Double, weight: Double)]) -> Double {
    let sorted = items.sorted { $0.value < $1.value }
    let half = sorted.reduce(0) { $0 + $1.weight } / 2
    var (below, lower) = (0.0, Double?.none)
    for item in sorted {
      below += item.weight
      if lower == nil, below >= half { lower = item.value }
      if below > half { return lower.map { $0 + (item.value - $0) / 2 } ?? item.value }
    }
    return sorted[sorted.count - 1].value
  }

  // MARK: Categories

  private func encodings(of column: CategoricalColumn) -> [FeaturePipeline.Encoding] {
    var (sums, missing) = ([Double](repeating: 0, count: column.levels.count), 0.0)
    for (index, row) in rows.enumerated() {
      let code = Int(column.codes[row])
      if code < 0 { missing += weight(index) } else { sums[code] += weight(index) }
    }
    if leftOut.contains(.missingFlags) { missing = 0 }
    let seen = column.levels.indices.filter { sums[$0] > 0 }
    let byText = seen.map { (level: column.levels[$0], weight: sums[$0]) }.sorted { $0.level < $1.level }
    let byFrequency = byText.sorted { ($1.weight, $0.level) < ($0.weight, $1.level) }
    if byText.count <= 1 { return byText.count == 1 && missing > 0 ? [.missingFlag] : [] }
    switch variant {
    case .none: return []
    case .ordinal: return [.ordinal(LevelIndex(byFrequency.map(\.level)))]
    case .trees: return [treeEncoding(byText.map(\.level), byFrequency.map(\.level))]
    case .linear: return linearEncoding(byText, byFrequency.map(\.level), missing: missing)
    }
  }

  private func treeEncoding(_ byText: [String], _ byFrequency: [String]) -> FeaturePipeline.Encoding {
    if byText.count == 2 { return .flag(LevelIndex(byText), otherwise: nil) }
    if byText.count > FeaturePipeline.oneHotLimit || leftOut.contains(.levelColumns) {
      return .ordinal(LevelIndex(byFrequency))
    }
    return .oneHot(LevelIndex(byText), other: false, missing: false, isNaNOtherwise: true)
  }

  private func linearEncoding(
    _ byText: [(level: String, weight: Double)], _ byFrequency: [String], missing: Double
  ) -> [FeaturePipeline.Encoding] {
    let total = byText.reduce(0) { $0 + $1.weight }
    if byText.count == 2, missing == 0 {
      return [.flag(LevelIndex(byText.map(\.level)), otherwise: byText[1].weight / total)]
    }
    // Under 1 % of few rows or ten of many a level tells more of these rows than of others.
    let enough = min(10, total / 100)
    let common = Set(byFrequency.prefix(FeaturePipeline.linearLevelLimit))
    let kept = byText.filter { $0.weight >= enough && common.contains($0.level) }.map(\.level)
    let hasOther = kept.count < byText.count
    if kept.isEmpty && missing == 0 { return [] }
    return [.oneHot(LevelIndex(kept), other: hasOther, missing: missing > 0, isNaNOtherwise: false)]
  }
}

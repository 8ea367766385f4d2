internal import RunModel

/// The bins of a histogram summary, in either of its encodings.
enum HistogramContent {
  struct Bins {
    var bins: [TensorHistogram.Bin] = []
    var norm = Double.nan
  }

  /// More values than any writer makes are not read.
  private static let valueLimit = 1 << 15

  /// `tensorflow.HistogramProto` (`tensorflow/core/framework/summary.proto`): the upper ends of the buckets and how many
  /// values each holds. The outermost reach to the least and the greatest value.
  /// - Returns: nil for one of other shape.
  static func bucketed(_ base: UnsafePointer<UInt8>, _ histogram: WireReader.Stretch) throws(WireError) -> Bins? {
    var reader = WireReader(base, histogram)
    // What is 0 is not written.
    var (least, greatest, squares) = (0.0, 0.0, 0.0)
    var (ends, counts): ([Double], [Double]) = ([], [])
    while !reader.isAtEnd {
      let field = try reader.field()
      switch (field.number, field.type) {
      case (1, 1): least = Double(bitPattern: try reader.fixed64())
      case (2, 1): greatest = Double(bitPattern: try reader.fixed64())
      case (5, 1): squares = Double(bitPattern: try reader.fixed64())
      case (6, _): guard try append(&reader, field.type, to: &ends) else { return nil }
      case (7, _): guard try append(&reader, field.type, to: &counts) else { return nil }
      default: try reader.skip(field.type)
      }
    }
    guard ends.count == counts.count, least.isFinite, greatest.isFinite, least <= greatest else { return nil }
    var made = Bins(norm: squares >= 0 ? squares.squareRoot() : .nan)
    var low = least
    for (end, count) in zip(ends, counts) {
      guard !end.isNaN, count >= 0 else { return nil }
      let high = min(max(end, low), greatest)
      if count > 0 || high > low { made.bins.append(.init(low: low, high: high, count: count)) }
      low = high
    }
    return made
  }

  /// Rows of left end, right end and count, as the plugin `histograms` writes them
  /// (`tensorboard/plugins/histogram/metadata.py`): a tensor of doubles of shape k × 3.
  /// - Returns: nil for one of other shape.
  static func tabled(_ base: UnsafePointer<UInt8>, _ tensor: WireReader.Stretch) throws(WireError) -> Bins? {
    var reader = WireReader(base, tensor)
    var (type, values): (UInt64, [Double]) = (0, [])
    while !reader.isAtEnd {
      let field = try reader.field()
      switch (field.number, field.type) {
      case (1, 0): type = try reader.varint()
      case (4, 2):
        var content = WireReader(base, try reader.stretch())
        // The type comes first wherever somebody writes it.
        let size = type == 1 ? 4 : 8
        guard (content.end - content.position) / size <= valueLimit else { return nil }
        while content.end - content.position >= size {
          values.append(
            size == 8 ? Double(bitPattern: try content.fixed64()) : Double(Float(bitPattern: try content.fixed32())))
        }
      case (6, _): guard try append(&reader, field.type, to: &values) else { return nil }
      default: try reader.skip(field.type)
      }
    }
    // The codes of float and double in `tensorflow/core/framework/types.proto`.
    guard type == 1 || type == 2, !values.isEmpty, values.count % 3 == 0 else { return nil }
    var made = Bins()
    var squares = 0.0
    for row in stride(from: 0, to: values.count, by: 3) {
      let (low, high, count) = (values[row], values[row + 1], values[row + 2])
      made.bins.append(.init(low: low, high: high, count: count))
      // The mean square of values spread evenly over the bin.
      squares += count * (low * low + low * high + high * high) / 3
    }
    if squares >= 0 { made.norm = squares.squareRoot() }
    return made
  }

  /// Doubles, packed or not; false for too many.
  private static func append(
    _ reader: inout WireReader, _ type: UInt8, to values: inout [Double]
  ) throws(WireError) -> Bool {
    switch type {
    case 1: values.append(Double(bitPattern: try reader.fixed64()))
    case 2:
      let stretch = try reader.stretch()
      guard stretch.count / 8 + values.count <= valueLimit else { return false }
      var packed = WireReader(reader.base, stretch)
      while !packed.isAtEnd { values.append(Double(bitPattern: try packed.fixed64())) }
    default: try reader.skip(type)
    }
    return values.count <= valueLimit
  }
}

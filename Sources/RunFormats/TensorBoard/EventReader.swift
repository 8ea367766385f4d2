internal import RunModel

/// Reads `tensorflow.Event` messages (`tensorflow/core/util/event.proto`, `framework/summary.proto`).
struct EventReader: Sendable {
  /// What the first value of a tag said about all of them: later ones leave it out.
  private enum Plugin: Sendable { case unknown, scalars, histograms, other }
  private struct Tag: Sendable {
    var plugin = Plugin.unknown
    /// Index in the batch; -1 until the first point.
    var metric: Int32 = -1
  }

  private var interner = ByteInterner()
  private var tags: [Tag] = []

  /// Appends what the event holds.
  /// - Throws: when it is not such a message; what was appended stays, and the caller takes it back.
  mutating func read(
    _ base: UnsafePointer<UInt8>, _ event: WireReader.Stretch, into batch: inout RecordBatch
  ) throws(WireError) {
    var reader = WireReader(base, event)
    var step: Int64 = 0
    var wallTime = Double.nan
    var summary: WireReader.Stretch?
    var summaryCount = 0
    var isRestart = false
    while !reader.isAtEnd {
      let field = try reader.field()
      switch (field.number, field.type) {
      case (1, 1): wallTime = Double(bitPattern: try reader.fixed64())
      case (2, 0): step = Int64(bitPattern: try reader.varint())
      case (5, 2):
        summary = try reader.stretch()
        summaryCount += 1
      case (7, 2): isRestart = try isSessionStart(base, try reader.stretch())
      default: try reader.skip(field.type)
      }
    }
    if isRestart { batch.append(.restart(Step(step))) }
    if !wallTime.isFinite { wallTime = .nan }
    guard let summary else { return }
    if summaryCount == 1 { return try readSummary(base, summary, step, wallTime, into: &batch) }
    // Parts of one summary that were written apart belong together.
    reader = WireReader(base, event)
    while !reader.isAtEnd {
      let field = try reader.field()
      if field.number == 5 && field.type == 2 {
        try readSummary(base, try reader.stretch(), step, wallTime, into: &batch)
      } else {
        try reader.skip(field.type)
      }
    }
  }

  private func isSessionStart(_ base: UnsafePointer<UInt8>, _ log: WireReader.Stretch) throws(WireError) -> Bool {
    var reader = WireReader(base, log)
    var status: UInt64 = 0
    while !reader.isAtEnd {
      let field = try reader.field()
      if field.number == 1 && field.type == 0 { status = try reader.varint() } else { try reader.skip(field.type) }
    }
    return status == 1
  }

  private mutating func readSummary(
    _ base: UnsafePointer<UInt8>, _ summary: WireReader.Stretch, _ step: Int64, _ wallTime: Double,
    into batch: inout RecordBatch
  ) throws(WireError) {
    var reader = WireReader(base, summary)
    while !reader.isAtEnd {
      let field = try reader.field()
      if field.number == 1 && field.type == 2 {
        try readValue(base, try reader.stretch(), step, wallTime, into: &batch)
      } else {
        try reader.skip(field.type)
      }
    }
  }

  private mutating func readValue(
    _ base: UnsafePointer<UInt8>, _ value: WireReader.Stretch, _ step: Int64, _ wallTime: Double,
    into batch: inout RecordBatch
  ) throws(WireError) {
    var name = WireReader.Stretch(start: value.start, end: value.start)
    var simple: Double?
    var buckets: WireReader.Stretch?
    var tensor: WireReader.Stretch?
    var metadata: WireReader.Stretch?
    var reader = WireReader(base, value)
    while !reader.isAtEnd {
      let field = try reader.field()
      switch (field.number, field.type) {
      case (1, 2): name = try reader.stretch()
      case (2, 5): simple = Double(Float(bitPattern: try reader.fixed32()))
      case (5, 2): buckets = try reader.stretch()
      case (8, 2): tensor = try reader.stretch()
      case (9, 2): metadata = try reader.stretch()
      default: try reader.skip(field.type)
      }
    }
    guard simple != nil || buckets != nil || tensor != nil || metadata != nil else { return }
    let id = Int(interner.id(parent: -1, base + name.start, name.count))
    if id == tags.count { tags.append(Tag()) }
    if let metadata { try readMetadata(base, metadata, tag: id, into: &batch) }
    if let buckets {
      return add(try HistogramContent.bucketed(base, buckets), reader.text(name), step, wallTime, into: &batch)
    }
    if tags[id].plugin == .histograms {
      guard let tensor else { return }
      return add(try HistogramContent.tabled(base, tensor), reader.text(name), step, wallTime, into: &batch)
    }
    if simple == nil, let tensor, tags[id].plugin != .other { simple = try TensorScalar.value(base, tensor) }
    guard let simple else { return }
    if tags[id].metric < 0 { tags[id].metric = batch.index(of: MetricName(reader.text(name))) }
    batch.points.append(metric: tags[id].metric, step: step, wallTime: wallTime, value: simple)
  }

  /// What is no histogram of numbers is stepped over, as pictures are.
  private func add(
    _ found: HistogramContent.Bins?, _ name: String, _ step: Int64, _ wallTime: Double, into batch: inout RecordBatch
  ) {
    guard let found, let histogram = TensorHistogram(step: Step(step), bins: found.bins, norm: found.norm) else {
      return
    }
    batch.append(histogram, of: MetricName(name), wallTime: wallTime)
  }

  private mutating func readMetadata(
    _ base: UnsafePointer<UInt8>, _ metadata: WireReader.Stretch, tag id: Int, into batch: inout RecordBatch
  ) throws(WireError) {
    var reader = WireReader(base, metadata)
    while !reader.isAtEnd {
      let field = try reader.field()
      guard field.number == 1 && field.type == 2 else {
        try reader.skip(field.type)
        continue
      }
      var plugin = WireReader(base, try reader.stretch())
      var name = ""
      var content: WireReader.Stretch?
      while !plugin.isAtEnd {
        let part = try plugin.field()
        switch (part.number, part.type) {
        case (1, 2): name = plugin.text(try plugin.stretch())
        case (2, 2): content = try plugin.stretch()
        default: try plugin.skip(part.type)
        }
      }
      // The first word about a tag counts, as in TensorBoard.
      if tags[id].plugin == .unknown && !name.isEmpty {
        tags[id].plugin = name == "scalars" ? .scalars : name == "histograms" ? .histograms : .other
      }
      if name == "hparams", let content {
        let settings = try HyperparameterContent.read(base, content)
        if !settings.isEmpty { batch.append(.hyperparameters(settings)) }
      }
    }
  }
}

internal import FileAccess
internal import Glibc
internal import RunFormats
internal import RunModel

/// Follows a console as it grows: one file, or the two of a training whose outputs are apart, in the order that their
/// marks tell. What was handed out once never changes its place.
struct ConsoleFollower {
  /// What a reader that has no supervisor's marks to go by keeps of its own.
  private static let seenLimit = 4096
  /// How long standard error waits for a mark: a supervisor whose disk is full makes none.
  private static let patience = Duration.seconds(2)

  let files: ConsoleFiles
  private var output: FileFollower
  /// nil where there is one file.
  private var error: FileFollower?
  private var settled = ConsoleMarks()
  /// The supervisor's marks cannot be: no more of them are read.
  private var isOrderDamaged = false
  /// Since when standard error has waited for a mark.
  private var waitingSince: ContinuousClock.Instant?

  init(_ files: ConsoleFiles) {
    self.files = files
    output = FileFollower(path: files.path)
    if files.stream == nil, Files.exists(files.errorPath) { error = FileFollower(path: files.errorPath) }
  }

  /// How many bytes are used up.
  var offset: Int64 { output.offset + (error?.offset ?? 0) }
  var hasBegun: Bool { output.stamp != nil }
  var inode: UInt64? { output.stamp?.inode }
  var modified: Double? { [output.stamp?.modified, error?.stamp?.modified].compactMap { $0 }.max() }
  /// nil where there is one file.
  var marks: ConsoleMarks? { error == nil ? nil : settled }

  /// Takes bytes with their offset and what they come from, nil where the outputs are not apart.
  typealias Use = (Span<UInt8>, Int64, ConsoleStream?) -> Void

  /// Reads what is new.
  /// - Parameter isSupervised: somebody will tell where standard error's newest bytes belong; till then they wait.
  mutating func advance(isSupervised: Bool, _ buffer: inout ReadBuffer, use: Use) -> FileFollower.Outcome {
    if error != nil { return advanceBoth(isSupervised: isSupervised, &buffer, use: use) }
    if files.stream == nil, Files.exists(files.errorPath) { return .replaced }
    return output.advance(buffer: &buffer) { bytes, offset in
      use(bytes, offset, nil)
      return bytes.count
    }
  }

  private mutating func advanceBoth(
    isSupervised: Bool, _ buffer: inout ReadBuffer, use: Use
  ) -> FileFollower.Outcome {
    let recorded = isOrderDamaged ? settled.recorded : recordedMarks
    // In this order: what standard output has by now comes before what standard error will be found to have more.
    let end = ConsoleMark(outputBytes: Self.size(files.outputPath), errorBytes: Self.size(files.errorPath))
    // What was seen without marks is not what they tell.
    let isOther = recorded < settled.recorded || (recorded > settled.recorded && !settled.seen.isEmpty)
    if isOther || settled.seen.count >= Self.seenLimit { return .replaced }
    guard end.outputBytes >= place.outputBytes, end.errorBytes >= place.errorBytes else { return .replaced }
    let before = offset
    var trouble = followMarks(upTo: recorded, end, &buffer, use: use)
    if trouble == nil {
      if end.errorBytes == place.errorBytes {
        waitingSince = nil
        trouble = follow(to: end, &buffer, use: use)
      } else if !isSupervised || isOrderDamaged || hasWaited {
        trouble = follow(to: end, &buffer, use: use)
        if trouble == nil { settled.seen.append(end) }
      }
    }
    return trouble ?? (offset == before ? .unchanged : .read(hasMore: false))
  }

  /// Whether no mark has come for what has long been there; begins to wait.
  private var hasWaited: Bool {
    mutating get {
      let since = waitingSince ?? .now
      waitingSince = since
      return .now - since >= Self.patience
    }
  }

  private mutating func followMarks(
    upTo recorded: Int, _ end: ConsoleMark, _ buffer: inout ReadBuffer, use: Use
  ) -> FileFollower.Outcome? {
    var order = ConsoleOrder(path: files.orderPath, marks: ConsoleMarks(recorded: recorded))
    while settled.recorded < recorded {
      do throws(FileError) {
        let mark = try order.mark(settled.recorded)
        isOrderDamaged = !mark.follows(place) || mark.outputBytes > end.outputBytes || mark.errorBytes > end.errorBytes
        if isOrderDamaged { return nil }
        if let trouble = follow(to: mark, &buffer, use: use) { return trouble }
        settled.recorded += 1
      } catch {
        guard error.code == EBADMSG else { return .failed(error) }
        isOrderDamaged = true
        return nil
      }
    }
    return nil
  }

  /// How much of each is used up.
  private var place: ConsoleMark { ConsoleMark(outputBytes: output.offset, errorBytes: error?.offset ?? 0) }
  private var recordedMarks: Int { Int(Self.size(files.orderPath) / Int64(ConsoleMark.lineByteCount)) }
  private static func size(_ path: String) -> Int64 { Files.status(path)?.byteCount ?? 0 }

  /// Reads both outputs up to a mark; what came of it where that was not possible.
  private mutating func follow(
    to mark: ConsoleMark, _ buffer: inout ReadBuffer, use: Use
  ) -> FileFollower.Outcome? {
    if output.offset < mark.outputBytes || !hasBegun {
      let errorBytes = place.errorBytes
      let outcome = output.advance(upTo: mark.outputBytes, buffer: &buffer) { bytes, offset in
        use(bytes, offset + errorBytes, .output)
        return bytes.count
      }
      guard output.offset == mark.outputBytes else { return Self.trouble(outcome) }
    }
    guard place.errorBytes < mark.errorBytes else { return nil }
    let outputBytes = place.outputBytes
    let outcome = error?.advance(upTo: mark.errorBytes, buffer: &buffer) { bytes, offset in
      use(bytes, offset + outputBytes, .error)
      return bytes.count
    }
    return place.errorBytes == mark.errorBytes ? nil : Self.trouble(outcome ?? .missing)
  }

  /// Where not all was read that was there a moment ago.
  private static func trouble(_ outcome: FileFollower.Outcome) -> FileFollower.Outcome {
    switch outcome {
    case .unchanged, .read: .replaced
    case .replaced, .missing, .failed: outcome
    }
  }

  // MARK: Beginning near the end

  /// Leaves out the first bytes of a long console: begins about `size` bytes before its end, at a line's beginning where
  /// one is near.
  mutating func skip(toLast size: Int64) {
    let end = ConsoleMark(
      outputBytes: Self.size(files.path), errorBytes: error == nil ? 0 : Self.size(files.errorPath))
    guard end.byteCount > size else { return }
    let recorded = error == nil ? 0 : recordedMarks
    var order = ConsoleOrder(path: files.orderPath, marks: ConsoleMarks(recorded: recorded))
    do throws(FileError) {
      let last = recorded == 0 ? ConsoleMark() : try order.mark(recorded - 1)
      // What no mark settles is standard output's here.
      let start = min(end.byteCount - size, last.errorBytes + end.outputBytes)
      guard start > 0 else { return }
      var stretch = try order.stretch(at: start)
      let path = stretch.stream == .output ? files.path : files.errorPath
      let near = Int(min(stretch.byteCount, 64 << 10))
      let bytes = try Files.read(path, from: stretch.byteOffset, count: near)
      stretch.byteOffset += bytes.firstIndex(of: 0x0A).map { Int64($0) + 1 } ?? 0
      if stretch.stream == .output {
        output.skip(to: stretch.byteOffset)
        let before = stretch.mark == 0 ? ConsoleMark() : try order.mark(stretch.mark - 1)
        error?.skip(to: before.errorBytes)
      } else {
        output.skip(to: try order.mark(stretch.mark).outputBytes)
        error?.skip(to: stretch.byteOffset)
        if try stretch.byteOffset == order.mark(stretch.mark).errorBytes { stretch.mark += 1 }
      }
      settled.recorded = stretch.mark
    } catch {
      // The read that follows meets the same obstacle and reports it.
      return
    }
  }
}

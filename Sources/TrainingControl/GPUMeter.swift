internal import CSystem
internal import FileAccess
internal import Glibc
internal import RunModel

/// Asks `nvidia-smi` about the host's GPUs, in a process that is never waited for: it is started, and what it said is
/// taken when it has ended. One that does not end in time is ended; one that cannot even be ended is let be, and no other
/// is started.
final class GPUMeter {
  private let interval: Duration
  private let timeout: Duration
  private var query: Query?
  private var nextQuery: ContinuousClock.Instant
  /// Not there, or it has nothing to say.
  private var failureCount = 0
  /// The newest answer that was not taken yet.
  private var answer: [GPUSample] = []

  private struct Query {
    var pid: Int32
    /// Becomes readable when it has ended.
    var descriptor: Int32
    /// What it writes.
    var output: FileDescriptor
    var deadline: ContinuousClock.Instant
    var isKilled = false
  }

  static let argv = [
    "nvidia-smi",
    "--query-gpu=index,name,utilization.gpu,memory.used,memory.total,power.draw,temperature.gpu",
    "--format=csv,noheader,nounits",
  ]

  init(interval: Duration, timeout: Duration = .seconds(5)) {
    (self.interval, self.timeout, nextQuery) = (interval, timeout, .now)
  }

  deinit {
    guard let query else { return }
    Glibc.kill(query.pid, SIGKILL)
    close(query.descriptor)
  }

  /// What to poll; -1 while nothing is asked.
  var descriptor: Int32 { query?.descriptor ?? -1 }

  /// When `advance` has something to do though nothing has happened; nil when it has not.
  var deadline: ContinuousClock.Instant? { query.flatMap { $0.isKilled ? nil : $0.deadline } }

  /// The newest answer, once.
  func take() -> [GPUSample] {
    defer { answer = [] }
    return answer
  }

  /// Takes what has come, and ends what takes too long.
  func advance(hasEnded: Bool) {
    guard var query else { return }
    if hasEnded {
      finish(query)
    } else if !query.isKilled, query.deadline <= .now {
      Glibc.kill(query.pid, SIGKILL)
      query.isKilled = true
      self.query = query
    }
  }

  /// Asks again when it is time to; returns at once. After three failures, or where there is no such program, never.
  func askIfDue() {
    guard query == nil, failureCount < 3, nextQuery <= .now else { return }
    nextQuery = .now + interval
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    let (output, input) = (FileDescriptor(owning: ends[0]), FileDescriptor(owning: ends[1]))
    _ = fcntl(output.rawValue, F_SETFL, O_NONBLOCK)
    do throws(FileError) {
      // The new process opens the pipe under its name in the descriptors that it still has at that moment.
      let pid = try ProgramStart(
        argv: Self.argv, environment: TrainingEnvironment.inherited(), workingDirectory: "/",
        outputPath: "/proc/self/fd/\(input.rawValue)", errorPath: "/dev/null"
      ).spawn()
      let descriptor = process_descriptor(pid)
      if descriptor >= 0 {
        query = Query(pid: pid, descriptor: descriptor, output: output, deadline: .now + timeout)
      } else {
        // Nothing would tell when it has ended: this one is let be, and no other is started.
        Glibc.kill(pid, SIGKILL)
        failureCount = 3
      }
    } catch {
      failureCount = error.code == ENOENT ? 3 : failureCount + 1
    }
    withExtendedLifetime(input) {}
  }

  private func finish(_ query: Query) {
    var (status, cpuSeconds, maxResidentBytes) = (Int32(0), 0.0, Int64(0))
    _ = process_wait(query.pid, &status, &cpuSeconds, &maxResidentBytes)
    close(query.descriptor)
    self.query = nil
    let isWell = !process_was_signalled(status) && process_exit_code(status) == 0
    let gpus = isWell ? Self.read(Self.contents(of: query.output)) : []
    failureCount = gpus.isEmpty ? failureCount + 1 : 0
    answer = gpus
  }

  /// All that is in a pipe whose writer is gone, 64 KiB at most.
  private static func contents(of output: FileDescriptor) -> String {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = bytes.withUnsafeMutableBytes { Glibc.read(output.rawValue, $0.baseAddress, $0.count) }
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  /// Lines such as `0, NVIDIA A100, 93, 41230, 81920, 310.5, 67`; sizes in MiB. What it does not know it writes in
  /// brackets.
  static func read(_ text: String) -> [GPUSample] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let parts = line.split(separator: ",", omittingEmptySubsequences: false).map { part in
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
      guard parts.count >= 7, let index = Int(parts[0]), (0..<64).contains(index) else { return nil }
      // A name may have commas; it stands between the first and the last five.
      let values = parts.suffix(5).map { Double($0).flatMap { $0.isFinite && $0 >= 0 && $0 < 1e9 ? $0 : nil } }
      let mebibytes = { (value: Double?) in value.map { Int64($0 * 1_048_576) } }
      return GPUSample(
        index: index, name: parts[1..<(parts.count - 5)].joined(separator: ", "), utilizationPercent: values[0],
        memoryUsedBytes: mebibytes(values[1]), memoryTotalBytes: mebibytes(values[2]), powerWatts: values[3],
        temperatureCelsius: values[4])
    }
  }
}

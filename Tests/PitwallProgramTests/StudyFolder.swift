import Glibc
import JSONText
import TestSupport

/// A folder with a small CSV file, a study over it, and the runs of that study.
struct StudyFolder {
  private let directory = TemporaryDirectory()

  static let specification = """
    name: small
    data:
      path: data.csv
      target: y
      roles: {id: id}
    split: {folds: 3}
    candidates: [linear, boosting]
    search: {trials: 6}

    """

  init(csv: String = Self.rows(200), specification: String = Self.specification) {
    Program.write(csv, to: directory.path("data.csv"))
    Program.write(specification, to: directory.path("spec.yaml"))
  }

  var path: String { directory.path }

  /// Two classes that follow `a`, `b` and the level of `c`, with noise.
  static func rows(_ count: Int) -> String {
    // The multiplicative congruential generator of Numerical Recipes.
    var state: UInt32 = 12_345
    func draw() -> Double {
      state = state &* 1_664_525 &+ 1_013_904_223
      return Double(state >> 8) / 0x1p24
    }
    var text = "id,a,b,c,y\n"
    for row in 0..<count {
      let (a, b, level) = (draw(), draw(), Int(draw() * 3))
      let score = a + b + Double(level) / 4 + draw() / 4 - 1.375
      text += "r\(row),\(a),\(b),\(["low", "mid", "high"][level]),\(score > 0 ? "yes" : "no")\n"
    }
    return text
  }

  func run(_ arguments: String...) -> ProgramRun { run(arguments) }

  func run(_ arguments: [String]) -> ProgramRun {
    ProgramRun([Program.pitwall] + arguments, environment: ["PITWALL_RUNS": "", "TZ": "UTC"], in: path)
  }
}

/// A study that was launched, seen from outside.
struct StudyRun {
  let path: String

  /// - Parameter launched: `pitwall launch`, which prints the run directory first.
  init(_ launched: ProgramRun) {
    path = launched.output.split(separator: "\n").first.map(String.init) ?? "no run: \(launched.errors)"
  }

  private var status: JSONObject? {
    (try? JSONValue(parsing: ProgramRun(["cat", "\(path)/state.json"]).output))?.objectValue
  }

  /// As `pitwall runs` tells it, which notices a lost supervisor.
  var state: String {
    let rows = (try? JSONValue(parsing: Program.run("runs", path, "--json").output))?.arrayValue
    let own = rows?.compactMap(\.objectValue).first { $0["path"]?.stringValue == path }
    return own?["state"]?.stringValue ?? "none"
  }

  /// Of its supervisor and its training, as far as there are any.
  var processes: [Int32] {
    ["supervisor", "training"].compactMap { status?[$0]?.objectValue?["pid"]?.integerValue.map { Int32($0) } }
  }

  /// Results that are kept.
  var finishedSteps: Int {
    ProgramRun(["ls", "\(path)/steps"]).output.split(separator: "\n").count
  }

  /// The model that was chosen; nil when there is none.
  func choice() throws -> String? {
    try answer().objectValue?["decision"]?.objectValue?["candidate"]?.stringValue
  }

  /// What two runs of one study must share: everything but times, and what was measured of this machine.
  func answer() throws -> JSONValue {
    let run = Program.run("report", path, "--format", "json")
    return Self.reproducible(try JSONValue(parsing: run.output))
  }

  private static let measured: Set = [
    "alternatives", "batch_latency", "cpu_seconds", "cpu_seconds_per_point", "is_pareto_optimal", "peak_memory_bytes",
    "row_latency", "run", "runs", "seconds", "training_seconds",
  ]

  private static func reproducible(_ value: JSONValue) -> JSONValue {
    if let items = value.arrayValue { return .array(items.map(reproducible)) }
    guard let object = value.objectValue else { return value }
    var kept = JSONObject()
    for (key, item) in object.pairs where !measured.contains(key) { kept[key] = reproducible(item) }
    return .object(kept)
  }

  /// Whether a process runs; one that nobody has waited for yet does not.
  static func isAlive(_ process: Int32) -> Bool {
    let text = ProgramRun(["cat", "/proc/\(process)/stat"]).output
    guard let end = text.lastIndex(of: ")") else { return false }
    return !text[end...].hasPrefix(") Z")
  }
}

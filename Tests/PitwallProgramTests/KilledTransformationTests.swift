import FileAccess
import Glibc
import TestSupport
import Testing

/// A study that is killed while its `features.command` works: the command itself goes on.
@Suite struct KilledTransformationTests {
  private static let specification = """
    name: small
    data: {path: data.csv, target: y, roles: {id: id}}
    split: {folds: 2}
    candidates: [linear]
    search: {trials: 2}
    features: {command: [sh, features.sh]}

    """

  /// In its first call of each kind it kills the study and then writes for ever where it was told to. It refuses a state
  /// that is not as it should be.
  private static let script = """
    set -eu
    verb=$1 rows=$2 state=$3 out=${4:-$3/train.csv}
    survive() {
      echo $$ > "$1.pid"
      kill -9 $PPID
      while :; do head -n 2 "$rows" > "$out"; done
    }
    test "$PITWALL_STUDY_TRANSFORM" = "${state%/state}"
    if [ "$verb" = fit ]; then test -z "$(ls "$state")"; else test "$(wc -l < "$state/train.csv")" -gt 3; fi
    if mkdir "killed-$verb"; then survive "$verb"; fi 2> /dev/null
    cp "$rows" "$out"
    """

  private func study() -> StudyFolder {
    let folder = StudyFolder(specification: Self.specification)
    Program.write(Self.script, to: "\(folder.path)/features.sh")
    return folder
  }

  private func train(_ folder: StudyFolder) -> ProgramRun {
    ProgramRun([Program.trainer, "train", "spec.yaml", "--run-dir", "run"], in: folder.path)
  }

  /// Ends what a failed test would leave.
  private func orphan(_ verb: String, in folder: StudyFolder) throws -> Int32 {
    try #require(Int32(String(decoding: try Files.read("\(folder.path)/\(verb).pid"), as: UTF8.self).dropLast()))
  }

  @Test func itGoesOnWithoutTheOrphansWork() throws {
    let whole = study()
    for verb in ["fit", "apply"] { try Files.makeDirectory("\(whole.path)/killed-\(verb)") }
    #expect(train(whole).status == 0)
    let parts = study()
    for verb in ["fit", "apply"] {
      let run = train(parts)
      #expect(run.status == 256 + Int(SIGKILL), "\(run)")
      #expect(StudyRun.isAlive(try orphan(verb, in: parts)), "it outlives the study")
    }
    defer { for verb in ["fit", "apply"] { if let pid = try? orphan(verb, in: parts) { kill(pid, SIGKILL) } } }
    let last = train(parts)
    #expect(last.status == 0, "\(last)")
    for verb in ["fit", "apply"] { #expect(!StudyRun.isAlive(try orphan(verb, in: parts))) }
    for file in ["checkpoints/final.json", "artifacts/transform/train.csv", "splits/evaluation.csv"] {
      #expect(try Files.read("\(whole.path)/run/\(file)") == Files.read("\(parts.path)/run/\(file)"), "\(file)")
    }
    #expect(try estimates(whole) == estimates(parts))
  }

  /// Lines about numbers that do not depend on the machine, without their times.
  private func estimates(_ folder: StudyFolder) throws -> [String] {
    let text = String(decoding: try Files.read("\(folder.path)/run/metrics.jsonl"), as: UTF8.self)
    let lines = text.split(separator: "\n").filter { $0.contains(#""kind":"study/estimate""#) }
    #expect(lines.count > 1)
    return lines.map { String($0.drop { $0 != "," }) }
  }
}

import FileAccess
import Glibc
import JSONText
import Specification
import StudyModel
import TestSupport
import Testing

@testable import Learning

/// Studies whose features go through a command that is fitted, as real processes.
@Suite struct FeatureCommandTests {
  /// - Parameter apply: what `apply` does; `$2` are the rows, `$3` is the state, `$4` the output.
  private func study(_ csv: String, apply: String = #"cp "$2" "$4""#) throws -> StudyDirectory {
    var study = try StudyDirectory(csv)
    let script = """
      set -eu
      case "$1" in
      fit) cp "$2" "$3/train.csv";;
      apply) \(apply);;
      esac
      """
    try Files.replaceAtomically(study.directory.path("features.sh"), with: Array(script.utf8))
    study.specification.data.idColumns = ["id"]
    study.specification.features.command = ["sh", "features.sh"]
    study.specification.search.trials = 2
    study.specification.candidates = [.init(name: "linear", kind: .linear)]
    return study
  }

  /// `a` has a value of its own in each row, so that it names the row.
  private func rows(_ study: StudyDirectory, _ path: String) throws -> Set<String> {
    let lines = String(decoding: try study.bytes(path), as: UTF8.self).split(separator: "\n")
    return Set(lines.dropFirst().map { String($0.prefix { $0 != "," }) })
  }

  @Test func fittingNeverSeesAHeldOutRow() throws {
    let csv = StudyDirectory.binary(rows: 150, seed: 1)
    let study = try study(csv)
    #expect(try study.run("run") == .finished)
    let split = String(decoding: try study.bytes("run/splits/search.csv"), as: UTF8.self).split(separator: "\n")
    let values = csv.split(separator: "\n").dropFirst().map { String($0.split(separator: ",")[1]) }
    let tested = Set(split.filter { $0.hasSuffix(",test") }.compactMap { Int($0.dropLast(5)) }.map { values[$0] })
    #expect(tested.count == 30)
    let names = try Files.listDirectory(study.directory.path("run/transforms"))
    // Search and evaluation folds, those inside the evaluation folds, and all development rows.
    #expect(names.count > 3 + 3 + 9)
    var opened = 0
    for name in names {
      let fitted = try rows(study, "run/transforms/\(name)/state/train.csv")
      #expect(fitted.isDisjoint(with: tested))
      for file in try Files.listDirectory(study.directory.path("run/transforms/\(name)")) where file.hasPrefix("rows-")
      {
        let applied = try rows(study, "run/transforms/\(name)/\(file)")
        #expect(applied == fitted || applied.isDisjoint(with: fitted))
        if !applied.isDisjoint(with: tested) {
          opened += 1
          #expect(applied == tested && fitted.count == 120)
        }
      }
    }
    #expect(opened == 1)
    #expect(try rows(study, "run/artifacts/transform/train.csv").count == 120)
  }

  @Test func aCommandThatChangesNothingChangesNoNumber() throws {
    var study = try study(StudyDirectory.binary(rows: 120, seed: 2))
    #expect(try study.run("same") == .finished)
    study.specification.features.command = []
    #expect(try study.run("none") == .finished)
    func numbers(_ name: String) throws -> [String] {
      try study.reproducible(name).filter { !$0.contains("new features") }
    }
    #expect(try numbers("same") == numbers("none"))
    #expect(try study.bytes("same/checkpoints/final.json") == study.bytes("none/checkpoints/final.json"))
  }

  @Test func theCommandsColumnsAreTheModels() throws {
    // Two classes that only the product of two columns tells apart.
    let product = #"awk -F, 'NR == 1 { print "product" } NR > 1 { print $1 * $2 }' "$2" > "$4""#
    let study = try study(ExternalStudy.crossed(rows: 200, seed: 3), apply: product)
    #expect(try study.run("run") == .finished)
    let trials = try study.records("run").compactMap { if case .trial(let trial) = $0 { trial } else { nil } }
    #expect(trials.filter { $0.candidate == "linear" }.allSatisfy { ($0.value ?? 0) > 0.8 })
    let model = String(decoding: try study.bytes("run/checkpoints/final.json"), as: UTF8.self)
    #expect(model.contains("product"))
  }

  @Test(arguments: [
    ("echo one >&2; echo the last >&2; exit 4", "apply: it ended with code 4: the last"),
    (":", "apply has not written"),
    (#"head -n 5 "$2" > "$4""#, "apply gave 4 lines for"),
    (#"awk 'NR == 1 { print "y" } NR > 1 { print 1 }' "$2" > "$4""#, "apply gave a column y, which is the target"),
    (#"awk -v n=$(wc -l < "$2") 'NR == 1 { print "n" n } NR > 1 { print 1 }' "$2" > "$4""#, "apply gave the columns n"),
  ]) func whatGoesWrongEndsTheStudy(apply: String, reason: String) throws {
    let study = try study(StudyDirectory.binary(rows: 90, seed: 4), apply: apply)
    let error = #expect(throws: LearningError.self) { try study.run("run") }
    #expect(
      error?.exitCode == 65 && error?.message.hasPrefix("features.command: \(reason)") == true,
      "\(error?.message ?? "")")
  }

  @Test(arguments: [[5], [40, 12]]) func anInterruptedStudyEndsLikeAnUninterruptedOne(questions: [Int]) throws {
    let study = try study(StudyDirectory.binary(rows: 90, seed: 5))
    #expect(try study.run("whole") == .finished)
    for question in questions { _ = try study.run("parts", leaving: .abandon, at: question) }
    #expect(try study.run("parts") == .finished)
    #expect(try study.reproducible("whole") == study.reproducible("parts"))
    #expect(try study.bytes("whole/checkpoints/final.json") == study.bytes("parts/checkpoints/final.json"))
  }
}

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
    // Its own state is part of the model's size.
    func numbers(_ name: String) throws -> [String] {
      try study.reproducible(name).filter { !$0.contains("new features") }
        .map { $0.replacing(#/"(model_bytes|batch_rows)":\d+,/#, with: "") }
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

  @Test func aCallThatHangsEndsTheStudyWhichGoesOnWithMoreTime() throws {
    var study = try study(
      StudyDirectory.binary(rows: 90, seed: 6), apply: #"test -e go || sleep 60; cp "$2" "$4""#)
    study.specification.features.timeout = 0.3
    let error = #expect(throws: LearningError.self) { try study.run("run") }
    #expect(
      error?.exitCode == 65
        && error?.message == "features.command: apply: it did not end in time, features.timeout is 300 ms")
    try Files.replaceAtomically(study.directory.path("go"), with: [])
    study.specification.features.timeout = 60
    #expect(try study.run("run") == .finished)
  }

  @Test func aCallThatCannotBeStartedNowIsMadeLater() throws {
    // Where the output of the next call should go it leaves a directory, once.
    let block = #"test -e once || { touch once; rm "$3/../console.log"; mkdir "$3/../console.log"; }; cp "$2" "$4""#
    let study = try study(StudyDirectory.binary(rows: 90, seed: 6), apply: block)
    let error = #expect(throws: LearningError.self) { try study.run("run") }
    #expect(error?.exitCode == 74 && error?.message.hasPrefix("cannot start sh: Is a directory; resume") == true)
    for name in try Files.listDirectory(study.directory.path("run/transforms")) {
      rmdir(study.directory.path("run/transforms/\(name)/console.log"))
    }
    #expect(try study.run("run") == .finished)
  }

  @Test func costsContainTheCommandAndLatencyIsNotMeasured() throws {
    let csv = StudyDirectory.binary(rows: 120, seed: 7)
    var study = try study(csv)
    study.specification.constraints.latencyMilliseconds = 1e-9
    #expect(try study.run("with") == .finished)
    func candidates(_ name: String) throws -> [CandidateSummary] {
      try study.records(name).compactMap { if case .candidate(let found) = $0 { found } else { nil } }
    }
    let with = try candidates("with")
    #expect(with.allSatisfy { $0.rowLatency == nil && $0.batchLatency == nil && $0.batchRows == 0 })
    let choice = try study.records("with").compactMap { if case .choice(let choice) = $0 { choice } else { nil } }.last
    #expect(choice?.candidate != nil, "a limit that nothing was measured against excludes nothing")
    study.specification.features.command = []
    // Measured, the limit excludes every model, which would make it ask.
    study.specification.ignoredEscalations = [.resourceExhaustion]
    #expect(try study.run("without") == .finished)
    let state = try study.bytes("with/artifacts/transform/train.csv").count
    for (with, without) in zip(with, try candidates("without")) {
      #expect(with.name == without.name && with.modelBytes == without.modelBytes.map { $0 + state }, "\(with.name)")
    }
  }

  @Test func membersOfAnEnsembleShareTheCommand() {
    func member(_ bytes: Int, _ shared: TransformationCosts?) -> MeasuredCosts {
      MeasuredCosts(
        trainingSeconds: Double(bytes), modelBytes: bytes, parametersPerPrediction: 0, transformation: shared,
        batchRows: 0, peakMemoryBytes: 0)
    }
    let shared = TransformationCosts(bytes: 5, seconds: 0.5)
    let members = MeasuredCosts.sharingTransformation([member(1, nil), member(10, shared), member(20, shared)])
    #expect(members.map(\.modelBytes) == [1, 10, 15] && members.map(\.trainingSeconds) == [1, 10, 19.5])
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

import FileAccess
import JSONText
import RunModel
import Specification
import TestSupport
import Testing

@testable import Learning

/// A training that was interrupted ends like one that was not: same bytes, same points.
@Suite struct ReproducibilityTests {
  private func expectSame(_ run: TrainingRun, _ a: String, _ b: String) throws {
    #expect(try run.bytes("\(a)/checkpoints/final.pitwall") == run.bytes("\(b)/checkpoints/final.pitwall"))
    #expect(try run.points(a) == run.points(b))
    #expect(Set(try run.points(b)).count == (try run.points(b)).count)
  }

  @Test(arguments: [[1], [5], [10], [11], [19, 20, 21], [3, 4, 29, 33]])
  func pausedAtAnyRound(rounds: [Int]) throws {
    let run = try TrainingRun()
    #expect(try run.run("whole") == .finished)
    var checkpoint: String?
    for round in rounds {
      #expect(try run.run("parts", from: checkpoint) { $0 == round ? .pause : nil } == .paused)
      checkpoint = try run.newestCheckpoint("parts")
    }
    #expect(try run.run("parts", from: checkpoint) == .finished)
    try expectSame(run, "whole", "parts")
  }

  @Test(arguments: [[7], [10], [13, 25, 32], [4, 9, 14]])
  func killedAtAnyRound(rounds: [Int]) throws {
    let run = try TrainingRun()
    #expect(try run.run("whole") == .finished)
    for round in rounds {
      let checkpoint = try run.newestCheckpoint("parts")
      #expect(try run.run("parts", from: checkpoint) { $0 == round ? .abandon : nil } == .abandoned)
    }
    #expect(try run.run("parts", from: try run.newestCheckpoint("parts")) == .finished)
    try expectSame(run, "whole", "parts")
  }

  @Test func pausedThenKilledThenStartedOver() throws {
    let run = try TrainingRun()
    #expect(try run.run("whole") == .finished)
    #expect(try run.run("parts") { $0 == 14 ? .pause : nil } == .paused)
    let checkpoint = try run.newestCheckpoint("parts")
    #expect(try run.run("parts", from: checkpoint) { $0 == 17 ? .abandon : nil } == .abandoned)
    #expect(try run.run("parts", from: checkpoint) { $0 == 26 ? .terminate : nil } == .terminated)
    #expect(try run.run("parts", from: try run.newestCheckpoint("parts")) == .finished)
    try expectSame(run, "whole", "parts")
    // Without a checkpoint the same directory begins again, and points are not doubled.
    #expect(try run.run("parts") == .finished)
    try expectSame(run, "whole", "parts")
  }

  @Test func earlyStoppingSurvivesInterruption() throws {
    let run = try TrainingRun(rounds: 300, patience: 6)
    #expect(try run.run("whole") == .finished)
    let stopped = try #require(try run.records("whole").last { $0["kind"] == "progress" }?["step"]?.integerValue)
    #expect(stopped > 6 && stopped < 300)
    let state = try BoostingCheckpoint(
      parsing: run.bytes("whole/checkpoints/final.pitwall"), path: "final"
    ).state
    #expect(state.round == Int(stopped) && state.bestRound == Int(stopped) - 6)
    for round in [Int(stopped) - 3, Int(stopped)] {
      let name = "at\(round)"
      #expect(try run.run(name) { $0 == round ? .pause : nil } == .paused)
      #expect(try run.run(name, from: try run.newestCheckpoint(name)) == .finished)
      try expectSame(run, "whole", name)
    }
    // Killed between the final checkpoint and the end of the run.
    #expect(try run.run("whole", from: "checkpoints/final.pitwall") == .finished)
    #expect(try run.bytes("whole/checkpoints/final.pitwall") == run.bytes("at\(stopped)/checkpoints/final.pitwall"))
    // The test scores are written again, with the same values.
    #expect(try Set(run.points("whole")) == Set(run.points("at\(stopped)")))
  }

  @Test func aCheckpointOfSomethingElseIsRefused() throws {
    var run = try TrainingRun(rounds: 12, every: 5)
    #expect(try run.run("a") { $0 == 7 ? .pause : nil } == .paused)
    let checkpoint = try run.newestCheckpoint("a")
    run.specification.model.maxDepth = 4
    #expect { try run.run("a", from: checkpoint) } throws: {
      ($0 as? LearningError)?.message.contains("belongs to another specification") == true
    }
    try Files.replaceAtomically(
      run.directory.path("cut.pitwall"), with: Array(run.bytes("a/\(checkpoint ?? "")").dropLast(9)))
    #expect { try run.run("a", from: run.directory.path("cut.pitwall")) } throws: {
      ($0 as? LearningError)?.exitCode == 65
    }
  }
}

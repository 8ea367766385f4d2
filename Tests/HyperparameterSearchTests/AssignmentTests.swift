import HyperparameterSearch
import Testing

@Suite struct AssignmentTests {
  @Test func settingAddsReplacesAndRemoves() {
    var assignment = Assignment([("a", .integer(1))])
    assignment["b"] = .number(0.5)
    assignment["a"] = .text("x")
    #expect(assignment.description == "a=x b=0.5")
    assignment["a"] = nil
    #expect(assignment.names == ["b"] && assignment["a"] == nil)
  }
}

import Specification
import Testing

/// Texts that want to trap the reader, or keep it busy.
@Suite struct HostileDocumentTests {
  /// Reads a text as every kind of document; a trap or endless work would end the tests.
  private func read(_ yaml: String) -> [[String]] {
    [
      messages(yaml, SpecificationDocument.parse), messages(yaml, TrainingSpecification.parse),
      messages(yaml, StudySpecification.parse), messages(yaml, SearchFile.parse),
    ]
  }

  private func isRefusedQuickly(_ yaml: String) -> Bool {
    let start = ContinuousClock.now
    let isRefused = read(yaml).allSatisfy { !$0.isEmpty }
    return isRefused && ContinuousClock.now - start < .seconds(20)
  }

  @Test(arguments: ["name", "? *a8", "space: *a8\nname"])
  func nestedAliasesAreRefused(key: String) {
    var yaml = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
    for level in 1...8 {
      let below = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ",")
      yaml += "a\(level): &a\(level) [\(below)]\n"
    }
    #expect(isRefusedQuickly(yaml + "\(key): *a8\n"))
  }

  @Test func aFewAliasesAreFine() throws {
    let yaml = "name: &n churn\ndata: {path: a.csv, target: *n}\n"
    #expect(try StudySpecification.parse(yaml: yaml).data.target == "churn")
    let starred = "name: a\n# a & b *c *d *e *f *g *h *i *j *k *l *m *n *o *p\ndata: {path: a&b.csv, target: y}\n"
    #expect(try StudySpecification.parse(yaml: starred).name == "a")
  }

  @Test(arguments: [
    String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 50_000),
    "name: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900),
    String(repeating: "- ", count: 50_000), String(repeating: "? ", count: 50_000),
    "\tname: a\n", "name: a\n\tdata: b\n", "name: \u{0}\n", "\u{FEFF}", "%YAML 9.9\n---\n", "--- a\n--- b\n",
    "name: !!binary aGk=\n", "<<: {name: a}\n", "name: *nobody\n", "? [a]\n: b\n", "name: 'a", "a: b: c",
    String(repeating: "x", count: 300_000), "name: \"\\uD800\"\n", "? {}\n", "{? , }", "[]", "~", "---\n...\n",
    "space: 3", "space: {1: {range: 5}}", "space: {~: {values: ~}}", "space: {a: {range: [[1], {}]}}",
    "candidates: [[[]], ~, {}, {space: {a: ~}}]", "success: [~, [], {metric: ~}]", "portfolio: [~]\nspace: {}",
  ])
  func brokenTextsAreRefused(yaml: String) {
    #expect(isRefusedQuickly(yaml))
  }

  @Test(arguments: ["99999999999999999999", "1e999", "-1e999", "nan", ".inf", "0x10", "1_000", "--1", "1e", "+"])
  func numbersThatAreNoneAreRefused(number: String) {
    let study = StudySpecificationTests.smallest
    #expect(messages(study + "search: {trials: \(number)}\n", StudySpecification.parse).count == 1)
    #expect(messages(study + "metrics: {rope: \(number)}\n", StudySpecification.parse).count == 1)
  }

  @Test func wideDocumentsTakeBoundedTime() {
    let many = 0..<3_000
    let keys = many.map { "k\($0): {values: [1]}" }.joined(separator: ", ")
    #expect(isRefusedQuickly("metric: m\nspace: {\(keys)}\n"))
    #expect(isRefusedQuickly(many.map { "k\($0): 1\n" }.joined()))
    #expect(isRefusedQuickly(many.map { "- {a: 1, a: 2}  # \($0)\n" }.joined()))
    // As many mistakes as anybody reads.
    let columns = many.map { "c\($0)" }.joined(separator: ", ")
    let roles = "name: n\ndata: {path: a, target: t, ignore: [\(columns)], features: [\(columns)]}\n"
    #expect(messages(roles, StudySpecification.parse).count == 500)
    let items = many.map { _ in "{log: a}" }.joined(separator: ", ")
    #expect(isRefusedQuickly("name: n\nfeatures: {transforms: [\(items)]}\n"))
  }
}

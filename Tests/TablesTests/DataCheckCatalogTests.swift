import Glibc
import StudyModel
import Testing

@testable import Tables

@Suite struct DataCheckCatalogTests {
  /// `docs/data-checks.md`; `RECORD_DOCS=1` writes its tables anew.
  static let page =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    + "/docs/data-checks.md"

  @Test func thePageListsTheChecksAsTheyAre() throws {
    var text = try #require(TextFile.read(Self.page).map { String(decoding: $0, as: UTF8.self) })
    let preface = text.prefix(upTo: text.range(of: "\n## ") ?? text.endIndex)
    let expected = preface + "\n" + DataCheckCatalog.markdown
    if getenv("RECORD_DOCS") != nil {
      TextFile.write(String(expected), to: Self.page)
      text = String(expected)
    }
    #expect(text == expected)
  }

  @Test func namesAreUniqueAndSafeInATable() {
    let all = DataCheckCatalog.all
    #expect(Set(all.map(\.name)).count == all.count)
    for check in all {
      #expect(check.name.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x61...0x7A).contains($0) })
      #expect(check.advice.hasSuffix("."))
      #expect(
        ![check.looksAt, check.threshold, check.advice].contains {
          $0.contains("|") || $0.contains("\n")
        })
    }
  }

  @Test func onlyLeaksAreNamedLeaks() {
    let leaks = DataCheckCatalog.all.filter { $0.name.hasPrefix("leak-") }
    #expect(leaks.count == 6)
    #expect(leaks.allSatisfy { $0.severity == .critical })
  }
}

extension String {
  /// Where another text begins in this one.
  fileprivate func range(of other: String) -> String.Index? {
    indices.first { self[$0...].hasPrefix(other) }
  }
}

/// Files as the tests of this target need them.
enum TextFile {
  static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var (bytes, chunk) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { return }
    defer { fclose(file) }
    fputs(text, file)
  }
}

import DashboardLogic
import TerminalModel
import Testing

/// Names in little room.
@Suite struct ShortNameTests {
  private func short(_ names: [String], _ columns: Int) -> [String] {
    ShortName.make(names, columns: columns).map(\.text)
  }

  @Test func whatFitsStaysAndTheMiddleIsLeftOut() {
    #expect(short(["train/loss", "validation/accuracy"], 11) == ["train/loss", "valid…uracy"])
  }

  @Test func whereBeginningAndEndAreAlikeThePartThatDiffersIsKept() {
    let names = [3, 4, 17].map { "encoder/layer\($0)/attention/output/weight" }
    let texts = short(names, 16)
    #expect(texts == ["enco…3/attentio…", "enco…4/attentio…", "enco…17/attenti…"])
  }

  @Test func aLongerEndIsTriedBeforeThat() {
    let names = ["model/decoder/a/weight_norm", "model/decoder/b/weight_norm"]
    #expect(short(names, 18) == ["mode…a/weight_norm", "mode…b/weight_norm"])
  }

  @Test func namesAreNumberedWhereNothingElseHelps() {
    #expect(short(["abxyc", "abwyc", "abzyc"], 3) == ["a~1", "a~2", "a~3"])
    #expect(Set(short((0..<9).map { "layer\($0)" }, 2)).count == 9)
    #expect(short(["abc", "abd"], 0) == ["", ""])
  }

  @Test func namesThatAreTheSameReadAlike() {
    #expect(short(["validation/accuracy", "validation/accuracy"], 11) == ["valid…uracy", "valid…uracy"])
  }

  @Test func wideCharactersCountTwice() {
    let texts = short(["日本語の名前"], 7)
    #expect(texts == ["日…名前"])
  }

  @Test func whatWasFoundIsMarkedAlsoWhereItIsLeftOut() {
    let name = ShortName.make(["validation/accuracy"], columns: 11)[0]
    let whole = ShortName.make(["val/accuracy"], columns: 20)[0]
    #expect(
      whole.marking([4, 5, 6], plain: .title, marked: .accent).spans == [
        .init("val/", .title), .init("acc", .accent), .init("uracy", .title),
      ])
    #expect(
      name.marking([10, 11], plain: .title, marked: .accent).spans == [
        .init("valid", .title), .init("…", .accent), .init("uracy", .title),
      ])
    #expect(name.marking([], plain: .title, marked: .accent).spans == [.init("valid…uracy", .title)])
  }
}

import TerminalModel
import Testing

@Suite struct TerminalReplyTests {
  private func replies(_ text: String, inPiecesOf size: Int = 1000) -> ([TerminalReply], [InputEvent]) {
    var decoder = InputDecoder()
    var (replies, events): ([TerminalReply], [InputEvent]) = ([], [])
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      events += decoder.decode(bytes.prefix(size))
      replies += decoder.takeReplies()
      bytes = bytes.dropFirst(size)
    }
    return (replies, events)
  }

  @Test(arguments: [
    ("\u{1B}]11;rgb:1e1e/2020/2828\u{1B}\\", Color.rgb(0x1E, 0x20, 0x28)),
    ("\u{1B}]11;rgb:fdfd/f6f6/e3e3\u{7}", .rgb(0xFD, 0xF6, 0xE3)), ("\u{1B}]11;rgb:f/0/8\u{7}", .rgb(255, 0, 136)),
    ("\u{1B}]11;rgb:ff/80/00\u{7}", .rgb(255, 128, 0)),
    ("\u{1B}]11;rgba:ffff/ffff/ffff/0000\u{7}", .rgb(255, 255, 255)),
    ("\u{1B}]11;#0a141E\u{7}", .rgb(10, 20, 30)),
  ])
  func readsTheBackground(_ text: String, _ color: Color) {
    for size in [1, 2, 5, 1000] {
      let (replies, events) = replies("a\(text)b", inPiecesOf: size)
      #expect(replies == [.background(color)] && events == [.key(.character("a")), .key(.character("b"))])
    }
  }

  @Test(arguments: [
    "\u{1B}]11;?\u{7}", "\u{1B}]11;rgb:1/2\u{7}", "\u{1B}]11;rgb:12345/0/0\u{7}", "\u{1B}]11;rgb:+f/0/0\u{7}",
    "\u{1B}]11;rgb://\u{7}", "\u{1B}]10;rgb:0/0/0\u{7}", "\u{1B}]52;c;cSBxIHE=\u{1B}\\", "\u{1B}]\u{7}",
    "\u{1B}]11;red\u{7}",
    "\u{1B}]4;q\u{1B}[A",
  ])
  func dropsOtherAnswersWhole(_ text: String) {
    let (replies, events) = replies("a\(text)b")
    let kept = events.filter { $0 != .key(KeyStroke(.up)) }
    #expect(replies.isEmpty && kept == [.key(.character("a")), .key(.character("b"))])
  }

  @Test func readsAttributesAndReadiness() {
    let (replies, events) = replies("\u{1B}[?62;1;4c\u{1B}[0n\u{1B}[?1;2c\u{1B}[3n\u{1B}[c")
    #expect(replies == [.attributes, .ready, .attributes] && events.isEmpty)
  }

  @Test func readsWhereTheCursorIs() {
    let (replies, events) = replies("\u{1B}[2;4R\u{1B}[2;2Ra\u{1B}[1;2R\u{1B}[R")
    #expect(replies == [TerminalQuery.repeats, .cursor(row: 2, column: 2)])
    #expect(events.count == 3 && events[1] == .key(KeyStroke(.function(3), shift: true)))
  }

  @Test func anAnswerHeldUpByTheLineIsNoKey() {
    var decoder = InputDecoder()
    #expect(decoder.decode(Array("\u{1B}]11;rgb:ff".utf8)).isEmpty && !decoder.isWaiting)
    #expect(decoder.flush().isEmpty)
    #expect(decoder.decode(Array("/ff/ff\u{7}".utf8)).isEmpty)
    #expect(decoder.takeReplies() == [.background(.rgb(255, 255, 255))])
    #expect(decoder.decode([0x1B, 0x5D]).isEmpty && decoder.isWaiting)
    #expect(decoder.flush() == [.key(KeyStroke(.character("]"), alt: true))])
  }

  @Test func anAnswerWithoutAnEndIsGivenUp() {
    var decoder = InputDecoder()
    #expect(decoder.decode(Array("\u{1B}]11;".utf8) + Array(repeating: 0x61, count: 5000)).isEmpty)
    #expect(decoder.decode([0x62]) == [.key(.character("b"))])
  }

  @Test func knowsLightFromDark() {
    #expect(Color.rgb(255, 255, 255).isLight == true && Color.rgb(0xFD, 0xF6, 0xE3).isLight == true)
    #expect(Color.rgb(0, 0x2B, 0x36).isLight == false && Color.rgb(0x30, 0x30, 0x30).isLight == false)
    #expect(Color.default.isLight == nil)
  }
}

@Suite struct TerminalSignalTests {
  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"), ("ÿ⣿", "w7/io78="),
  ])
  func copiesByOSC52(_ text: String, _ encoded: String) {
    #expect(TerminalSignal.copy(text, through: nil) == "\u{1B}]52;c;\(encoded)\u{7}")
  }

  @Test func tooLongATextIsNotCopied() {
    let longest = String(repeating: "x", count: TerminalSignal.longestCopy)
    #expect(TerminalSignal.copy(longest, through: nil)?.utf8.count == 99_992 + 8)
    #expect(TerminalSignal.copy(longest + "x", through: nil) == nil)
  }

  @Test func multiplexersPassItOn() {
    #expect(
      TerminalSignal.copy("f", through: .tmux)
        == "\u{1B}]52;c;Zg==\u{7}\u{1B}Ptmux;\u{1B}\u{1B}]52;c;Zg==\u{7}\u{1B}\\")
    #expect(TerminalSignal.copy("f", through: .screen) == "\u{1B}P\u{1B}]52;c;Zg==\u{7}\u{1B}\\")
    let long = TerminalSignal.copy(String(repeating: "f", count: 600), through: .screen) ?? ""
    let pieces = long.split(separator: "\u{1B}P").map { $0.dropLast(2) }
    #expect(pieces.count == 4 && pieces.allSatisfy { $0.count <= 252 })
    #expect(pieces.joined() == TerminalSignal.copy(String(repeating: "f", count: 600), through: nil))
    #expect(Multiplexer { ["TMUX": "x", "STY": "y"][$0] } == .tmux && Multiplexer { ["STY": "y"][$0] } == .screen)
    #expect(Multiplexer { ["TMUX": ""][$0] } == nil)
  }

  @Test func notificationsAreHarmless() {
    let text = "a;b\u{7}\u{1B}]0;c\u{202E}"
    let harmless = "a,b␇␛]0,c\u{FFFD}"
    #expect(TerminalSignal.notify(text, title: "t", style: .bell, through: .tmux) == "\u{7}")
    #expect(TerminalSignal.notify(text, title: "t", style: .osc9, through: nil) == "\u{1B}]9;\(harmless)\u{7}")
    #expect(
      TerminalSignal.notify(text, title: "t;", style: .osc777, through: nil)
        == "\u{1B}]777;notify;t,;\(harmless)\u{7}")
    let long = TerminalSignal.notify(String(repeating: "x", count: 500), title: "", style: .osc9, through: nil)
    #expect(long.count == 120 + 5)
  }
}

import TerminalModel
import Testing

@Suite struct KeyStrokeTests {
  private static let keys: [Key] =
    [
      .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp,
      .pageDown, .character("p"), .character("P"), .character(" "), .character("-"), .character("ä"), .character("f"),
    ] + (1...24).map { .function($0) }

  @Test(arguments: keys)
  func namesAreReadBack(_ key: Key) {
    for bits in 0..<4 {
      let stroke = KeyStroke(key, control: bits & 1 != 0, alt: bits & 2 != 0)
      #expect(KeyStroke(name: stroke.description) == stroke)
      #expect(KeyStroke(name: stroke.label) == stroke)
      #expect(!stroke.description.isEmpty)
    }
  }

  @Test func readsAsPeopleWriteThem() {
    #expect(KeyStroke(name: "ctrl-p") == KeyStroke(.character("p"), control: true))
    #expect(KeyStroke(name: "alt-shift-up") == KeyStroke(.up, alt: true, shift: true))
    #expect(KeyStroke(name: "ctrl--") == KeyStroke(.character("-"), control: true))
    #expect(KeyStroke(name: "escape") == KeyStroke(.escape))
    #expect(KeyStroke(.up).label == "↑" && KeyStroke(.character("p"), control: true).label == "ctrl-p")
    for name in ["", "hyper-x", "f0", "f25", "ctrl-", "word"] { #expect(KeyStroke(name: name) == nil) }
  }
}

@Suite struct InputDecoderTests {
  private static let session =
    "a\u{1B}[A\u{1B}OB\u{1B}[1;5Cä漢\u{1B}x\u{1B}[<0;10;5M\u{1B}[<64;1;1M"
    + "\u{1B}[200~two\r\nlines\u{1B}[2\u{1B}[201~\u{10}\u{1B}[15~\u{1B}[[A\r"
  private static let events: [InputEvent] = [
    .key(.character("a")), .key(KeyStroke(.up)), .key(KeyStroke(.down)), .key(KeyStroke(.right, control: true)),
    .key(.character("ä")), .key(.character("漢")), .key(KeyStroke(.character("x"), alt: true)),
    .mouse(MouseEvent(.press(.left), at: Point(column: 9, row: 4))),
    .mouse(MouseEvent(.scrollUp, at: Point(column: 0, row: 0))), .paste("two\nlines\u{1B}[2"),
    .key(KeyStroke(.character("p"), control: true)), .key(KeyStroke(.function(5))), .key(KeyStroke(.function(1))),
    .key(KeyStroke(.enter)),
  ]

  @Test(arguments: [1, 2, 3, 7, 1000])
  func decodesTheSameInPiecesOfAnySize(_ size: Int) {
    var decoder = InputDecoder()
    var events: [InputEvent] = []
    var bytes = Array(Self.session.utf8)[...]
    while !bytes.isEmpty {
      events += decoder.decode(bytes.prefix(size))
      bytes = bytes.dropFirst(size)
    }
    #expect(events == Self.events)
    #expect(!decoder.isWaiting)
  }

  @Test func aLoneEscapeIsAKeyOnceNothingFollows() {
    var decoder = InputDecoder()
    #expect(decoder.decode([0x1B]).isEmpty && decoder.isWaiting)
    #expect(decoder.flush() == [.key(KeyStroke(.escape))] && !decoder.isWaiting)
    #expect(decoder.decode([0x1B, 0x1B]) == [.key(KeyStroke(.escape))])
    #expect(decoder.flush() == [.key(KeyStroke(.escape))])
    #expect(decoder.decode([0x1B, 0x5B]).isEmpty)
    #expect(decoder.flush() == [.key(KeyStroke(.character("["), alt: true))])
  }

  @Test func dropsWhatItDoesNotKnow() {
    var decoder = InputDecoder()
    let unknown = "\u{1B}[?62;c\u{1B}[999~\u{1B}[<3;3M\u{1B}[<200;3;3M\u{1B}[12;40R"
    #expect(decoder.decode(Array(unknown.utf8)).isEmpty)
    #expect(decoder.decode([0xFF, 0xC0, 0x80, 0xE2, 0x28, 0x41]) == [.key(.character("(")), .key(.character("A"))])
  }

  @Test func whateverComesNothingIsHeldBackForEver() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let alphabet: [UInt8] = [
        0x1B, 0x5B, 0x4F, 0x3C, 0x30, 0x3B, 0x4D, 0x7E, 0x41, 0xC3, 0xE2, 0xA3, 0xFF, 0x00, 0x24,
      ]
      let bytes = (0..<Int.random(in: 1...200, using: &generator)).map { _ in alphabet.randomElement() ?? 0 }
      var decoder = InputDecoder()
      _ = decoder.decode(bytes)
      _ = decoder.flush()
      #expect(!decoder.isWaiting, "\(bytes)")
      #expect(decoder.decode([0x71]).last == .key(.character("q")), "\(bytes)")
    }
  }

  @Test func aPasteIsKeptToItsLimit() {
    var decoder = InputDecoder()
    let long = [UInt8](repeating: 0x61, count: InputDecoder.longestPaste + 100)
    let events = decoder.decode(Array("\u{1B}[200~".utf8) + long + Array("\u{1B}[201~z".utf8))
    guard case .paste(let text) = events.first else {
      Issue.record("no paste among \(events.count) events")
      return
    }
    #expect(text.utf8.count == InputDecoder.longestPaste && events.last == .key(.character("z")))
  }
}

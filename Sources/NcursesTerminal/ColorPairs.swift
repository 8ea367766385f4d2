import CNcurses
import TerminalModel

/// The terminal's pairs of foreground and background, handed out on first use.
struct ColorPairs {
  private struct Combination: Hashable {
    var foreground: Int32
    var background: Int32
  }

  private let depth: ColorDepth
  /// Where the terminal's entry does not know the colours that it shows; nil elsewhere.
  private var slots: ColorSlots?
  private var known: [Combination: Int32] = [:]

  init(_ abilities: TerminalAbilities) {
    depth = abilities.colorDepth
    slots = abilities.hasUnlistedColors ? ColorSlots() : nil
  }

  /// Whether new colours may find no place: every pair is given up and everything painted anew.
  var isFull: Bool { slots?.isFull ?? false }
  mutating func forget() {
    slots = slots.map { _ in ColorSlots() }
    known = [:]
  }

  /// What ncurses has painted, with the colours meant.
  func rewriting(_ bytes: [UInt8]) -> [UInt8] { slots?.rewriting(bytes) ?? bytes }

  /// The number of a pair; 0, the terminal's own colours, once a small terminal has no more.
  mutating func pair(_ foreground: Color, _ background: Color) -> Int32 {
    let wanted = Combination(foreground: value(foreground), background: value(background))
    if depth == .none || wanted == Combination(foreground: -1, background: -1) { return 0 }
    if let pair = known[wanted] { return pair }
    // alloc_pair would take the oldest pair back, and with it the colours of cells on the screen.
    let isFull = known.count + 1 >= Int(pitwall_color_pairs())
    let pair = isFull ? 0 : max(0, alloc_pair(wanted.foreground, wanted.background))
    known[wanted] = pair
    return pair
  }

  /// -1 for the terminal's own colour. In direct mode the values 0...7 mean the ANSI colours, so an almost black
  /// blue moves up a little.
  private mutating func value(_ color: Color) -> Int32 {
    if slots != nil, case .rgb(let red, let green, let blue) = color {
      return slots?.slot(of: UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)) ?? -1
    }
    if slots == nil, depth == .trueColor, let (red, green, blue) = color.components {
      if case .ansi(let index) = color, index < 8 { return Int32(index) }
      let packed = Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
      return (1..<8).contains(packed) ? 8 : packed
    }
    return switch color {
    case .default, .rgb: -1
    case .ansi(let index), .indexed(let index): Int32(index)
    }
  }
}

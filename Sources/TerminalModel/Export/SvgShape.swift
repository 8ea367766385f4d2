/// What a character that fills its cell looks like, in user units from the cell's top left: fonts leave gaps between
/// such characters, or have none of them.
///
/// Source: the Unicode charts of Box Drawing, Block Elements and Braille Patterns.
enum SvgShape {
  /// In eighths of the cell's width and height.
  struct Area {
    var left, top, right, bottom: Int

    static let whole = Area(left: 0, top: 0, right: 8, bottom: 8)

    func path(x: Double, y: Double) -> String {
      let (width, height) = (SvgRenderer.cell.width / 8, SvgRenderer.cell.height / 8)
      let x0 = SvgRenderer.number(x + Double(left) * width)
      let y0 = SvgRenderer.number(y + Double(top) * height)
      let across = SvgRenderer.number(Double(right - left) * width)
      let down = SvgRenderer.number(Double(bottom - top) * height)
      return "M\(x0) \(y0)h\(across)v\(down)h-\(across)z"
    }
  }

  case areas([Area])
  /// In percent.
  case shade(Int)
  /// Path data for a cell at x, y.
  case lines((_ x: Double, _ y: Double) -> String)
  case dots([(x: Double, y: Double)])

  /// Nil for a character that a font draws well enough.
  init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x2800...0x28FF: self = .dots(Self.braille(scalar.value - 0x2800))
    case 0x2580...0x259F:
      guard let shape = Self.block(Int(scalar.value)) else { return nil }
      self = shape
    case 0x2500...0x257F:
      guard let shape = Self.box(scalar) else { return nil }
      self = shape
    default: return nil
    }
  }

  /// Dots 1, 2, 3, 7 stand in the left column, 4, 5, 6, 8 in the right one.
  private static func braille(_ bits: UInt32) -> [(x: Double, y: Double)] {
    let rows = [0, 1, 2, 0, 1, 2, 3, 3]
    return (0..<8).filter { bits & (1 << UInt32($0)) != 0 }.map { dot in
      let isRight = (3...5).contains(dot) || dot == 7
      return (isRight ? 6.75 : 2.25, 2.25 + 4.5 * Double(rows[dot]))
    }
  }

  private static func block(_ value: Int) -> SvgShape? {
    switch value {
    case 0x2580: .areas([Area(left: 0, top: 0, right: 8, bottom: 4)])
    case 0x2581...0x2588: .areas([Area(left: 0, top: 8 - (value - 0x2580), right: 8, bottom: 8)])
    case 0x2589...0x258F: .areas([Area(left: 0, top: 0, right: 8 - (value - 0x2588), bottom: 8)])
    case 0x2590: .areas([Area(left: 4, top: 0, right: 8, bottom: 8)])
    case 0x2591...0x2593: .shade(25 * (value - 0x2590))
    case 0x2594: .areas([Area(left: 0, top: 0, right: 8, bottom: 1)])
    case 0x2595: .areas([Area(left: 7, top: 0, right: 8, bottom: 8)])
    case 0x2596...0x259F: .areas(quadrants(value))
    default: nil
    }
  }

  private static func quadrants(_ value: Int) -> [Area] {
    let upperLeft = Area(left: 0, top: 0, right: 4, bottom: 4)
    let upperRight = Area(left: 4, top: 0, right: 8, bottom: 4)
    let lowerLeft = Area(left: 0, top: 4, right: 4, bottom: 8)
    let lowerRight = Area(left: 4, top: 4, right: 8, bottom: 8)
    let shapes = [
      [lowerLeft], [lowerRight], [upperLeft], [upperLeft, lowerLeft, lowerRight], [upperLeft, lowerRight],
      [upperLeft, upperRight, lowerLeft], [upperLeft, upperRight, lowerRight], [upperRight], [upperRight, lowerLeft],
      [upperRight, lowerLeft, lowerRight],
    ]
    return shapes[value - 0x2596]
  }

  private static func box(_ scalar: Unicode.Scalar) -> SvgShape? {
    let (middleX, middleY) = (SvgRenderer.cell.width / 2, SvgRenderer.cell.height / 2)
    func at(_ x: Double, _ y: Double) -> String { "\(SvgRenderer.number(x)) \(SvgRenderer.number(y))" }
    if let arms = arms[scalar] {
      return .lines { x, y in
        var path = ""
        if arms.contains("l") { path += "M\(at(x, y + middleY))h\(SvgRenderer.number(middleX))" }
        if arms.contains("r") { path += "M\(at(x + middleX, y + middleY))h\(SvgRenderer.number(middleX))" }
        if arms.contains("u") { path += "M\(at(x + middleX, y))v\(SvgRenderer.number(middleY))" }
        if arms.contains("d") { path += "M\(at(x + middleX, y + middleY))v\(SvgRenderer.number(middleY))" }
        return path
      }
    }
    if let corner = corners[scalar] {
      return .lines { x, y in
        "M\(at(x + middleX, y + (corner.isDown ? SvgRenderer.cell.height : 0)))"
          + "Q\(at(x + middleX, y + middleY)) \(at(x + (corner.isRight ? SvgRenderer.cell.width : 0), y + middleY))"
      }
    }
    guard let count = dashes[scalar] else { return nil }
    let isUpright = ["┆", "┊", "╎"].contains(scalar)
    let step = (isUpright ? SvgRenderer.cell.height : SvgRenderer.cell.width) / Double(count)
    return .lines { x, y in
      (0..<count).map { index in
        let start = (Double(index) + 0.2) * step
        return isUpright
          ? "M\(at(x + middleX, y + start))v\(SvgRenderer.number(step * 0.6))"
          : "M\(at(x + start, y + middleY))h\(SvgRenderer.number(step * 0.6))"
      }.joined()
    }
  }

  /// Which of left, right, up and down a light line goes to from the middle.
  private static let arms: [Unicode.Scalar: String] = [
    "─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu", "├": "rud", "┤": "lud", "┬": "lrd", "┴": "lru",
    "┼": "lrud", "╴": "l", "╵": "u", "╶": "r", "╷": "d",
  ]

  private static let corners: [Unicode.Scalar: (isRight: Bool, isDown: Bool)] = [
    "╭": (true, true), "╮": (false, true), "╰": (true, false), "╯": (false, false),
  ]

  private static let dashes: [Unicode.Scalar: Int] = ["┄": 3, "┆": 3, "┈": 4, "┊": 4, "╌": 2, "╎": 2]
}

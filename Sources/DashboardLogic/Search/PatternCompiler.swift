/// Makes instructions of a pattern's parts.
struct PatternCompiler {
  /// Repetitions of repetitions multiply.
  private static let mostInstructions = 2_000

  private(set) var program: [TextPattern.Instruction] = []

  mutating func append(_ node: PatternNode) throws(TextPattern.Mistake) {
    switch node {
    case .instruction(let instruction): try add(instruction)
    case .sequence(let parts): for part in parts { try append(part) }
    case .either(let parts): try appendEither(parts)
    case .repeated(let part, let least, let most, let isLazy):
      let isNothing = try appendRequired(part, count: least)
      if isNothing { return }
      if let most {
        try appendOptional(part, count: most - least, isLazy: isLazy)
      } else {
        try appendLoop(part, isLazy: isLazy)
      }
    }
  }

  private mutating func add(_ instruction: TextPattern.Instruction) throws(TextPattern.Mistake) {
    guard program.count < Self.mostInstructions else {
      throw TextPattern.Mistake(reason: "it repeats too much")
    }
    program.append(instruction)
  }

  private mutating func appendEither(_ parts: [PatternNode]) throws(TextPattern.Mistake) {
    var jumps: [Int] = []
    for (index, part) in parts.enumerated() {
      guard index < parts.count - 1 else {
        try append(part)
        break
      }
      let choice = program.count
      try add(.match)
      try append(part)
      jumps.append(program.count)
      try add(.match)
      program[choice] = .either(choice + 1, program.count)
    }
    for jump in jumps { program[jump] = .jump(program.count) }
  }

  /// - Returns: whether the part is nothing: however often that is repeated, nothing comes of it.
  private mutating func appendRequired(_ part: PatternNode, count: Int) throws(TextPattern.Mistake) -> Bool {
    for _ in 0..<count {
      let before = program.count
      try append(part)
      if program.count == before { return true }
    }
    return false
  }

  private mutating func appendOptional(
    _ part: PatternNode, count: Int, isLazy: Bool
  ) throws(TextPattern.Mistake) {
    var choices: [Int] = []
    for _ in 0..<count {
      choices.append(program.count)
      try add(.match)
      let before = program.count
      try append(part)
      if program.count == before { break }
    }
    for choice in choices {
      program[choice] = isLazy ? .either(program.count, choice + 1) : .either(choice + 1, program.count)
    }
  }

  private mutating func appendLoop(_ part: PatternNode, isLazy: Bool) throws(TextPattern.Mistake) {
    let choice = program.count
    try add(.match)
    try append(part)
    try add(.jump(choice))
    program[choice] = isLazy ? .either(program.count, choice + 1) : .either(choice + 1, program.count)
  }
}

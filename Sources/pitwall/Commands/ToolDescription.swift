import ArgumentParser
import JSONText

/// The commands as data, read from what swift-argument-parser says of them: the one source of help, man page and pages.
struct ToolDescription {
  struct Argument {
    /// Such as `--json` or `<paths> ...`.
    var usage: String
    var help: String
    var isPositional: Bool
  }
  struct Entry {
    var name: String
    var abstract: String
    var discussion: String
    var arguments: [Argument]
  }

  var abstract: String
  var discussion: String
  var commands: [Entry]

  static func current() throws -> ToolDescription {
    do {
      let root = try JSONValue(parsing: Pitwall._dumpHelp()).objectValue?["command"]?.objectValue
      let subcommands = root?["subcommands"]?.arrayValue ?? []
      return ToolDescription(
        abstract: root?["abstract"]?.stringValue ?? "", discussion: root?["discussion"]?.stringValue ?? "",
        commands: subcommands.compactMap { $0.objectValue.flatMap(entry) })
    } catch {
      throw CommandFailure(
        .damagedInput, "the description of the commands at byte \(error.byteOffset): \(error.reason)")
    }
  }

  private static func entry(_ object: JSONObject) -> Entry? {
    guard object["shouldDisplay"]?.boolValue ?? true, let name = object["commandName"]?.stringValue, name != "help"
    else {
      return nil
    }
    return Entry(
      name: name, abstract: object["abstract"]?.stringValue ?? "",
      discussion: object["discussion"]?.stringValue ?? "",
      arguments: (object["arguments"]?.arrayValue ?? []).compactMap { $0.objectValue.flatMap(argument) })
  }

  private static func argument(_ object: JSONObject) -> Argument? {
    guard object["shouldDisplay"]?.boolValue ?? true else { return nil }
    let kind = object["kind"]?.stringValue ?? ""
    let valueName = object["valueName"]?.stringValue ?? ""
    let names = (object["names"]?.arrayValue ?? []).compactMap { name -> String? in
      guard let text = name.objectValue?["name"]?.stringValue else { return nil }
      return name.objectValue?["kind"]?.stringValue == "short" ? "-\(text)" : "--\(text)"
    }
    if names.contains("--help") || names.contains("--version") { return nil }
    let dots = object["isRepeating"]?.boolValue == true ? " ..." : ""
    let usage: String
    switch kind {
    case "positional": usage = "<\(valueName)>\(dots)"
    case "option": usage = "\(names.joined(separator: ", ")) <\(valueName)>\(dots)"
    default: usage = names.joined(separator: ", ")
    }
    var help = object["abstract"]?.stringValue ?? ""
    if let more = object["discussion"]?.stringValue { help += " " + more }
    if let standard = object["defaultValue"]?.stringValue { help += " (default: \(standard))" }
    return Argument(usage: usage, help: help, isPositional: kind == "positional")
  }
}

extension ToolDescription.Entry {
  var synopsis: String {
    let positional = arguments.filter(\.isPositional).map(\.usage).joined(separator: " ")
    let options = arguments.contains { !$0.isPositional } ? " [options]" : ""
    return "pitwall \(name)\(options)\(positional.isEmpty ? "" : " \(positional)")"
  }
}

/// `docs/commands.md`.
enum CommandsPage {
  static func markdown(_ tool: ToolDescription) -> String {
    var page = "# Commands\n\nMade from the commands themselves by `make docs`.\n\n\(tool.discussion)\n"
    for command in tool.commands {
      page += "\n## pitwall \(command.name)\n\n\(command.abstract)\n\n```\n\(command.synopsis)\n```\n"
      if !command.discussion.isEmpty { page += "\n\(command.discussion)\n" }
      if !command.arguments.isEmpty {
        page += "\n| argument | meaning |\n|---|---|\n"
        for argument in command.arguments { page += "| `\(argument.usage)` | \(argument.help) |\n" }
      }
    }
    return page
  }
}

/// `man/pitwall.1`.
enum ManualPage {
  static func troff(_ tool: ToolDescription) -> String {
    var page = """
      .TH PITWALL 1 "" "Pitwall \(Pitwall.version)" "User Commands"
      .SH NAME
      pitwall \\- \(escaped(tool.abstract))
      .SH SYNOPSIS
      .B pitwall
      [\\fIcommand\\fR] [\\fIarguments\\fR]
      .SH DESCRIPTION
      \(paragraphs(tool.discussion))
      .SH COMMANDS

      """
    for command in tool.commands {
      page += ".SS \(escaped(command.synopsis))\n\(escaped(command.abstract))\n"
      if !command.discussion.isEmpty { page += ".PP\n\(paragraphs(command.discussion))\n" }
      for argument in command.arguments {
        page += ".TP\n.B \(escaped(argument.usage))\n\(escaped(argument.help))\n"
      }
    }
    page += """
      .SH ENVIRONMENT
      .TP
      .B PITWALL_RUNS
      Where runs are looked for and made.
      .TP
      .B NO_COLOR
      Draw without colours.
      .TP
      .B PITWALL_GLYPHS
      braille, block or ascii: what curves are drawn with.

      """
    return page
  }

  private static func paragraphs(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? ".PP" : escaped(String($0)) }.joined(separator: "\n")
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      default: result.append(character)
      }
    }
    return result.hasPrefix(".") || result.hasPrefix("'") ? "\\&" + result : result
  }
}

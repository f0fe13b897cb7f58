internal import Formats
package import Vocabulary

/// A spreadsheet of texts in a language of a community: `key`, the text of a language of the site, and its own.
///
///     key,fr,sw
///     name,Le nom de la langue,Kiswahili
///     report.title,Dites-nous ce qui s’est passé,Tuambie kilichotokea
///
/// A text that differs by number stands on two lines, `report.x#one` and `report.x#other`. A line that cannot be taken does not
/// hold the others up: the text of the site's language stands in its place, and the line is named.
package struct LanguageSheet: Sendable {
    /// What is wrong with a line.
    package struct Fault: Sendable, Hashable {
        /// The line, from 1.
        package let line: Int
        /// What is wrong and what to do, in the words of the command line.
        package let message: String
    }

    /// Why a sheet cannot be taken at all.
    package struct Refusal: Error, Sendable, Hashable {
        /// What is wrong and what to do.
        package let message: String
    }

    /// The code in its heading.
    package private(set) var code = ""
    /// The language of the site in its heading.
    package private(set) var base = Language.en
    /// The language's name for itself.
    package private(set) var name = ""
    /// The texts that can be taken.
    private(set) var messages: [String: Message] = [:]
    /// The lines that cannot.
    package private(set) var faults: [Fault] = []
    /// How many texts are not there, of those that could be.
    package private(set) var missing = 0

    /// The most bytes of a sheet.
    package static let longest = 1 << 20

    /// Reads a sheet.
    package init(_ bytes: [UInt8], _ catalogue: MessageCatalogue) throws(Refusal) {
        guard bytes.count <= Self.longest else { throw Refusal(message: "is longer than \(Self.longest) bytes") }
        var lines = try Self.lines(bytes)
        guard !lines.isEmpty, lines[0].cells.count >= 3, lines[0].cells[0] == "key" else {
            throw Refusal(message: "line 1: expected the heading key,LANGUAGE,CODE such as key,fr,sw")
        }
        let heading = lines.removeFirst().cells
        guard let base = Language(rawValue: heading[1]) else {
            throw Refusal(message: "line 1: “\(heading[1])” is no language of the site: en, fr, pt or es")
        }
        guard CommunityLanguage.isCode(heading[2]) else {
            throw Refusal(
                message: "line 1: “\(heading[2])” is no code of a language of your own: two or three letters such as sw"
            )
        }
        (self.base, code) = (base, heading[2])
        try take(lines, catalogue.messages[base] ?? [:], CommunityLanguage.keys(of: catalogue))
    }

    private mutating func take(
        _ lines: [(line: Int, cells: [String])],
        _ texts: [String: Message],
        _ keys: [String]
    ) throws(Refusal) {
        var plain: [String: String] = [:]
        var halves: [String: [String: (line: Int, text: String)]] = [:]
        let known = Set(keys)
        for (line, cells) in lines where cells.count >= 3 && cells[2].contains(where: { !$0.isWhitespace }) {
            let (key, text) = (cells[0], cells[2])
            if key == "name" {
                name = text
                continue
            }
            let parts = key.split(separator: "#", maxSplits: 1).map(String.init)
            guard let first = parts.first, known.contains(first), let reference = texts[first] else {
                faults.append(Fault(line: line, message: "there is no text “\(key)”: take the keys of the template"))
                continue
            }
            if let fault = Self.fault(of: text, beside: reference) {
                faults.append(Fault(line: line, message: "\(key): \(fault)"))
            } else if reference.forms.count == 1, parts.count == 1 {
                plain[first] = text
            } else if reference.forms.count == 2, parts.count == 2, ["one", "other"].contains(parts[1]) {
                halves[first, default: [:]][parts[1]] = (line, text)
            } else {
                faults.append(Fault(line: line, message: "\(key): take the keys of the template, with #one and #other"))
            }
        }
        guard !name.isEmpty, name.count <= 60 else {
            throw Refusal(message: "expected a line “name” with the language's name for itself, of 60 letters at most")
        }
        messages = plain.mapValues { .plain($0) }
        for (key, forms) in halves {
            if let one = forms["one"], let other = forms["other"] {
                messages[key] = .plural(one: one.text, other: other.text)
            } else if let half = forms.values.first {
                faults.append(Fault(line: half.line, message: "\(key): both #one and #other are needed"))
            }
        }
        faults.sort { $0.line < $1.line }
        missing = keys.count - messages.count
    }

    /// What is wrong with a text; nil if nothing is.
    private static func fault(of text: String, beside reference: Message) -> String? {
        guard text.utf8.count <= 2_000 else { return "longer than 2,000 bytes" }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            return "control characters"
        }
        let wanted = reference.placeholders
        guard Message.plain(text).placeholders == wanted else {
            return wanted.isEmpty
                ? "no words in braces are expected"
                : "expected \(wanted.sorted().map { "{\($0)}" }.joined(separator: ", ")) as it stands"
        }
        return nil
    }

    /// The language with its texts over those of the site's.
    package func language(_ catalogue: MessageCatalogue) -> CommunityLanguage {
        let texts = (catalogue.messages[base] ?? [:]).merging(messages) { _, own in own }
        return CommunityLanguage(
            code: code,
            name: name,
            base: base,
            words: Words(language: base, messages: texts),
            count: messages.count
        )
    }

    // MARK: Template

    /// A sheet with everything to be translated, and what is there already.
    package static func template(
        _ code: String,
        base: Language,
        _ catalogue: MessageCatalogue,
        filled: LanguageSheet? = nil
    ) -> [UInt8] {
        var text = "key,\(base.rawValue),\(code)\r\n"
        text += row("name", "The name of the language", filled?.name ?? "")
        let texts = catalogue.messages[base] ?? [:]
        for key in CommunityLanguage.keys(of: catalogue) {
            guard let message = texts[key] else { continue }
            let own = filled?.messages[key]?.forms ?? []
            if message.forms.count == 1 {
                text += row(key, message.forms[0], own.first ?? "")
            } else {
                text += row(key + "#one", message.forms[0], own.first ?? "")
                text += row(key + "#other", message.forms[1], own.last ?? "")
            }
        }
        // With a mark of the byte order: spreadsheets take it for UTF-8 then.
        return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    }

    private static func row(_ cells: String...) -> String {
        cells.map(CSVField.text).joined(separator: ",") + "\r\n"
    }

    // MARK: Reading

    /// The lines with their cells; spreadsheets of some countries write semicolons.
    private static func lines(_ bytes: [UInt8]) throws(Refusal) -> [(line: Int, cells: [String])] {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Refusal(message: "is not UTF-8: save it as “CSV UTF-8”")
        }
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let heading = bytes[start...].prefix { $0 != 0x0A && $0 != 0x0D }
        let scanner = CSVScanner(delimiter: heading.contains(0x3B) && !heading.contains(0x2C) ? 0x3B : 0x2C)
        var lines: [(line: Int, cells: [String])] = []
        var fields: [Formats.CSVField] = []
        var place = start
        var line = 1
        while true {
            let scan = scanner.next(in: bytes.span, from: place, isLast: true, fields: &fields)
            guard case .record(let range, _) = scan else {
                if case .fault(_, let range, _) = scan {
                    line += bytes[place..<range.lowerBound].count { $0 == 0x0A }
                    throw Refusal(message: "line \(line): a quote does not close")
                }
                return lines
            }
            line += bytes[place..<range.lowerBound].count { $0 == 0x0A }
            var cells: [String] = []
            for field in fields {
                cells.append(field.text(in: bytes.span))
            }
            lines.append((line, cells))
            line += bytes[range].count { $0 == 0x0A }
            place = range.upperBound
        }
    }
}

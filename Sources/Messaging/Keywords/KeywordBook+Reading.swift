import Formats
import Vocabulary

extension KeywordBook {
    /// Reads a file of keywords strictly: every fault is named with its path, and no word means two things.
    public init(parsing bytes: [UInt8]) throws(KeywordFaults) {
        var reader = Reader()
        reader.read(bytes)
        guard reader.faults.isEmpty else { throw KeywordFaults(faults: reader.faults) }
        (keywords, minerals) = (reader.keywords, reader.minerals)
    }

    private struct Reader {
        var faults: [KeywordFault] = []
        var keywords: [String: Keyword] = [:]
        var minerals: [String: String] = [:]

        private static let mostBytes = 1 << 20
        private static let longestWord = 20

        mutating func read(_ bytes: [UInt8]) {
            guard bytes.count <= Self.mostBytes else { return fault("", "longer than \(Self.mostBytes) bytes") }
            let root: JSONNode
            do {
                root = try JSONNode(parsing: bytes, numbers: .safeIntegers)
            } catch {
                return fault("", "not JSON: \(error.reason.rawValue) at byte \(error.offset)")
            }
            let parts = object(root, "", keys: ["kind", "version", "languages", "minerals"])
            if let kind = parts["kind"], kind.string != "keywords" { fault("kind", "expected \"keywords\"") }
            if let version = parts["version"], version.numberText != "1" { fault("version", "expected 1") }
            let languages = object(parts["languages"], "languages", keys: Language.allCases.map(\.rawValue))
            for language in Language.allCases {
                commands(languages[language.rawValue], "languages.\(language.rawValue)", language)
            }
            if let node = parts["minerals"] { readMinerals(node) }
        }

        private mutating func commands(_ node: JSONNode?, _ path: String, _ language: Language) {
            guard let node else { return }
            let lists = object(node, path, keys: Command.allCases.map(\.rawValue))
            for command in Command.allCases {
                guard let list = lists[command.rawValue] else { continue }
                for (word, folded, path) in words(list, "\(path).\(command.rawValue)") {
                    if let known = keywords[folded], known.command != command {
                        fault(path, "\(word) already means \(known.command.rawValue)")
                        continue
                    }
                    let languages = keywords[folded]?.languages ?? []
                    if languages.contains(language) {
                        fault(path, "\(word) stands twice")
                        continue
                    }
                    keywords[folded] = Keyword(
                        word: keywords[folded]?.word ?? word,
                        command: command,
                        languages: languages.union([language])
                    )
                }
            }
        }

        private mutating func readMinerals(_ node: JSONNode) {
            guard let members = node.members else { return fault("minerals", "expected an object") }
            if members.isEmpty { fault("minerals", "expected at least one mineral") }
            for member in members {
                for (word, folded, path) in words(member.value, "minerals.\(member.name)") {
                    if let other = minerals[folded] {
                        fault(path, other == member.name ? "\(word) stands twice" : "\(word) already means \(other)")
                    } else {
                        minerals[folded] = member.name
                    }
                }
            }
        }

        /// Words of letters alone, so that a message can begin with them.
        private mutating func words(
            _ node: JSONNode,
            _ path: String
        ) -> [(word: String, folded: String, path: String)] {
            guard let elements = node.elements, !elements.isEmpty else {
                fault(path, "expected a list of at least one word")
                return []
            }
            var found: [(word: String, folded: String, path: String)] = []
            for (index, element) in elements.enumerated() {
                let path = "\(path)[\(index)]"
                guard let word = element.string else {
                    fault(path, "expected a word")
                    continue
                }
                let parts = MessageWords(word).words
                guard parts.count == 1, !parts[0].isNumber, word.unicodeScalars.allSatisfy(\.properties.isAlphabetic),
                    word.unicodeScalars.count <= Self.longestWord
                else {
                    fault(path, "expected one word of letters, at most \(Self.longestWord)")
                    continue
                }
                found.append((word, parts[0].folded, path))
            }
            return found
        }

        private mutating func object(_ node: JSONNode?, _ path: String, keys: [String]) -> [String: JSONNode] {
            guard let node else { return [:] }
            guard let members = node.members else {
                fault(path, "expected an object with \(keys.joined(separator: ", "))")
                return [:]
            }
            var values: [String: JSONNode] = [:]
            for member in members {
                if keys.contains(member.name) {
                    values[member.name] = member.value
                } else {
                    fault(
                        path.isEmpty ? member.name : "\(path).\(member.name)",
                        "unknown key; expected \(keys.joined(separator: ", "))"
                    )
                }
            }
            for key in keys where values[key] == nil { fault(path, "the key \(key) is missing") }
            return values
        }

        private mutating func fault(_ path: String, _ message: String) {
            guard faults.count < 100 else { return }
            faults.append(KeywordFault(path: path, message: message))
        }
    }
}

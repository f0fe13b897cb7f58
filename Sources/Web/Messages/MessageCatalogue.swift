package import Foundation
package import Vocabulary

/// Every text that a visitor reads, by language and key, read from `Content/messages/`.
package struct MessageCatalogue: Sendable {
    /// The texts by language.
    package let messages: [Language: [String: Message]]

    /// What is wrong with a catalogue, with the file and the key.
    package struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        /// The file, such as `fr.json`.
        package let file: String
        /// The key, or nil if the file itself cannot be read.
        package let key: String?
        /// What is wrong and what to do.
        package let message: String

        package var description: String {
            "Content/messages/\(file)\(key.map { ": \($0)" } ?? ""): \(message)"
        }
    }

    /// All the faults of a folder of catalogues.
    package struct Faults: Error, CustomStringConvertible {
        /// The faults, ordered by file and key.
        package let faults: [Fault]

        package var description: String {
            faults.map(\.description).joined(separator: "\n")
        }
    }

    /// Reads one file a language from a folder and checks that all agree.
    package init(folder: URL) throws {
        var messages: [Language: [String: Message]] = [:]
        for language in Language.allCases {
            let file = "\(language.rawValue).json"
            do {
                let data = try Data(contentsOf: folder.appending(path: file))
                messages[language] = try JSONDecoder().decode([String: Message].self, from: data)
            } catch {
                throw Faults(faults: [Fault(file: file, key: nil, message: "cannot be read as flat JSON: \(error)")])
            }
        }
        try self.init(messages: messages)
    }

    /// Checks texts that were read already.
    package init(messages: [Language: [String: Message]]) throws {
        self.messages = messages
        let faults = Self.faults(of: messages)
        guard faults.isEmpty else { throw Faults(faults: faults) }
    }

    /// The texts of one language.
    package func words(in language: Language) -> Words {
        Words(language: language, messages: messages[language] ?? [:])
    }

    private static func faults(of messages: [Language: [String: Message]]) -> [Fault] {
        let keys = messages.values.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
        var faults: [Fault] = []
        for language in Language.allCases {
            let file = "\(language.rawValue).json"
            let own = messages[language] ?? [:]
            for key in keys.sorted() {
                guard let message = own[key] else {
                    faults.append(Fault(file: file, key: key, message: "is missing; another language has it"))
                    continue
                }
                if message.forms.contains(where: \.isEmpty) {
                    faults.append(Fault(file: file, key: key, message: "is empty"))
                }
                guard let reference = messages[.en]?[key] else { continue }
                if message.placeholders != reference.placeholders {
                    let expected = reference.placeholders.sorted().joined(separator: ", ")
                    faults.append(Fault(file: file, key: key, message: "placeholders differ from en.json: \(expected)"))
                }
                if message.forms.count != reference.forms.count {
                    faults.append(Fault(file: file, key: key, message: "plural forms differ from en.json"))
                }
            }
        }
        return faults
    }
}

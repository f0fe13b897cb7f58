import Foundation
import Installation
import Yams

/// Where a value comes from.
public enum SettingSource: Sendable, Hashable, CustomStringConvertible {
    /// Nobody said anything.
    case standard
    /// A line of the file.
    case file(String, line: Int)
    /// A variable of the environment.
    case environment(String)
    /// An option of the command.
    case flag(String)

    /// The source in words.
    public var description: String {
        switch self {
        case .standard: "default"
        case .file(let path, let line): "\(path):\(line)"
        case .environment(let name): name
        case .flag(let name): name
        }
    }
}

/// Something in the configuration that cannot be meant so.
public struct ConfigurationMistake: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where it stands.
    public let place: String
    /// What is wrong, and what to do.
    public let message: String

    /// Place and message, as compilers write them.
    public var description: String { "\(place): \(message)" }
}

/// The configuration as file, environment and options say it: options win over the environment, that over the file,
/// and the file over the defaults.
public struct ConfigurationReading: Sendable {
    /// A value and where it comes from.
    public struct Entry: Sendable {
        /// The setting.
        public let setting: Setting
        /// Its value.
        public var value: SettingValue
        /// Where the value comes from.
        public var source: SettingSource
    }

    /// Every setting, in the order of the table.
    public private(set) var entries: [Entry]
    /// What cannot be meant so.
    public private(set) var mistakes: [ConfigurationMistake] = []

    /// Reads the configuration.
    ///
    /// - Parameters:
    ///   - file: The file's name, for messages, and its text; nil where there is none.
    ///   - environment: The variables.
    ///   - flags: Values that options gave, by the name of the setting.
    public init(
        file: (name: String, text: String)? = nil,
        environment: [String: String] = [:],
        flags: [String: SettingValue] = [:]
    ) {
        entries = Setting.all.map { Entry(setting: $0, value: $0.standard, source: .standard) }
        if let file { readFile(file.name, file.text) }
        readEnvironment(environment)
        for (name, value) in flags {
            guard let index = entries.firstIndex(where: { $0.setting.name == name }) else { continue }
            entries[index].value = value
            entries[index].source = .flag(entries[index].setting.flag ?? name)
        }
        checkTogether()
    }

    /// The value of a setting.
    public subscript(name: String) -> SettingValue {
        entries.first { $0.setting.name == name }?.value ?? .text("")
    }

    /// Where the value of a setting comes from, for a mistake.
    func place(_ name: String) -> String {
        entries.first { $0.setting.name == name }?.source.description ?? name
    }

    mutating func mistake(_ place: String, _ message: String) {
        mistakes.append(ConfigurationMistake(place: place, message: message))
    }

    // MARK: The file

    private mutating func readFile(_ name: String, _ text: String) {
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch YamlError.duplicatedKeysInMapping(let keys, _) {
            let (key, line) = Self.repeated(keys, in: text)
            return mistake("\(name):\(line)", "`\(key)` stands twice. Take one of them away.")
        } catch let error as YamlError {
            let line = Self.line(of: error)
            return mistake("\(name):\(line)", "this is not YAML. Look at indents and colons near this line.")
        } catch {
            return mistake("\(name):1", "this is not YAML.")
        }
        guard let root else { return }
        if root.null != nil { return }
        guard let groups = root.mapping else {
            return mistake("\(name):1", "expected groups such as `server:` with keys below them.")
        }
        for (groupNode, content) in groups {
            let group = groupNode.scalar?.string ?? "?"
            let place = "\(name):\(groupNode.mark?.line ?? 1)"
            if Setting.named(group)?.group.isEmpty == true {
                if content.null != nil { continue }
                readValue(content, of: group, line: groupNode.mark?.line ?? 1, in: name)
                continue
            }
            guard Setting.groups.contains(group) else {
                let known = Setting.all.filter(\.group.isEmpty).map(\.name) + Setting.groups
                mistake(place, "there is no group `\(group)`; there are \(known.joined(separator: ", ")).")
                continue
            }
            if content.null != nil { continue }
            guard let keys = content.mapping else {
                mistake(place, "below `\(group):` there must be keys, each on a line of its own and indented.")
                continue
            }
            for (key, value) in keys { readKey(key, value, in: group, of: name) }
        }
    }

    private mutating func readKey(
        _ key: Node,
        _ value: Node,
        in group: String,
        of file: String
    ) {
        let line = key.mark?.line ?? 1
        let name = "\(group).\(key.scalar?.string ?? "?")"
        guard Setting.named(name) != nil else {
            let known = Setting.all.filter { $0.group == group }.map(\.key).joined(separator: ", ")
            return mistake("\(file):\(line)", "there is no setting `\(name)`; `\(group)` has \(known).")
        }
        readValue(value, of: name, line: line, in: file)
    }

    private mutating func readValue(_ value: Node, of name: String, line: Int, in file: String) {
        guard let index = entries.firstIndex(where: { $0.setting.name == name }) else { return }
        let setting = entries[index].setting
        let texts: [String]?
        if let sequence = value.sequence {
            texts = setting.kind == .list ? sequence.compactMap { $0.scalar?.string } : nil
            if texts?.count != sequence.count {
                return mistake("\(file):\(line)", "`\(name)` must be \(setting.expectation).")
            }
        } else {
            texts = value.scalar.map { [value.null != nil ? "" : $0.string] }
        }
        guard let texts, let parsed = Self.value(of: setting, texts) else {
            return mistake("\(file):\(line)", "`\(name)` must be \(setting.expectation).")
        }
        entries[index].value = parsed
        entries[index].source = .file(file, line: line)
    }

    /// The key that stands twice and the line of its last occurrence: the parser names the whole group only.
    private static func repeated(_ keys: [String], in text: String) -> (key: String, line: Int) {
        let key = keys.first ?? "?"
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let last = lines.lastIndex { $0.trimmingCharacters(in: .whitespaces).hasPrefix(key + ":") }
        return (key, (last ?? 0) + 1)
    }

    private static func line(of error: YamlError) -> Int {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: 1
        }
    }

    // MARK: The environment

    private mutating func readEnvironment(_ environment: [String: String]) {
        var left = environment.filter { $0.key.hasPrefix(Setting.variablePrefix) }
        for index in entries.indices {
            let setting = entries[index].setting
            guard let text = left.removeValue(forKey: setting.variable), !text.isEmpty else { continue }
            let texts =
                setting.kind == .list
                ? text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } : [text]
            guard let value = Self.value(of: setting, texts) else {
                mistake(setting.variable, "it must be \(setting.expectation).")
                continue
            }
            entries[index].value = value
            entries[index].source = .environment(setting.variable)
        }
        // Others may have variables that begin like ours (a service of that name in Kubernetes): only what looks like
        // one of our groups is a mistake.
        for name in left.keys.sorted() {
            let rest = name.dropFirst(Setting.variablePrefix.count)
            guard let group = Setting.groups.first(where: { rest.hasPrefix($0.uppercased() + "_") }) else { continue }
            let known = Setting.all.filter { $0.group == group }.map(\.variable).joined(separator: ", ")
            mistake(name, "there is no such setting; there are \(known).")
        }
    }

    // MARK: Values

    private static func value(of setting: Setting, _ texts: [String]) -> SettingValue? {
        if setting.kind == .list { return .list(texts.filter { !$0.isEmpty }) }
        guard texts.count == 1 else { return nil }
        switch setting.kind {
        case .integer(let range):
            guard let number = Int(texts[0]), range.contains(number) else { return nil }
            return .integer(number)
        case .choice(let words): return words.contains(texts[0]) ? .text(texts[0]) : nil
        case .secret:
            return texts[0].isEmpty || texts[0].count >= Setting.shortestSecret ? .text(texts[0]) : nil
        case .text, .list: return .text(texts[0])
        }
    }

    /// What only shows when values are seen side by side.
    private mutating func checkTogether() {
        let host = self["metrics.host"].text
        if !host.isEmpty, host == self["server.host"].text, self["metrics.port"] == self["server.port"] {
            mistake(place("metrics.port"), "metrics.port is the port of the site. Choose another.")
        }
        if self["tls.certificate"].isEmpty != self["tls.key"].isEmpty {
            let missing = self["tls.key"].isEmpty ? "tls.key" : "tls.certificate"
            mistake(
                place(missing == "tls.key" ? "tls.certificate" : "tls.key"),
                "tls.certificate and tls.key belong together; \(missing) is missing."
            )
        }
        checkGate()
        if case .list(let names) = self["modules"] {
            do throws(ModuleMistake) { _ = try ModuleSet(named: names) } catch {
                mistake(place("modules"), error.description)
            }
        }
        if !self["oidc.issuer"].isEmpty {
            for name in ["oidc.client", "oidc.redirect"] where self[name].isEmpty {
                mistake(place("oidc.issuer"), "oidc.issuer needs \(name) beside it.")
            }
            if !self["oidc.redirect"].isEmpty, !self["oidc.redirect"].text.hasSuffix("/sign-in/oidc/callback") {
                mistake(place("oidc.redirect"), "oidc.redirect must end in /sign-in/oidc/callback.")
            }
        }
        if case .list(let recipients) = self["backup.recipients"] {
            for recipient in recipients {
                do throws(BackupError) { _ = try AgePublicKey(recipient) } catch {
                    mistake(place("backup.recipients"), error.message)
                }
            }
        }
    }
}

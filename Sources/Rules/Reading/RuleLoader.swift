public import Foundation

/// Reads rule files and reports everything that is wrong with them.
public struct RuleLoader: Sendable {
    /// What a folder of rules holds.
    public struct Result: Sendable {
        /// The rules without fault.
        public let catalogue: RuleCatalogue
        /// Everything that is wrong, by file and line.
        public let faults: [RuleFault]
    }

    /// No rule is this long; a longer file is refused before it is read as YAML.
    public static let largestFile = 256 * 1024

    /// Makes a loader.
    public init() {}

    /// Reads one rule from the text of its file.
    ///
    /// The rule is nil if anything is wrong.
    public func load(_ text: String, file: String) -> (rule: Rule?, faults: [RuleFault]) {
        guard text.utf8.count <= Self.largestFile else {
            return (nil, [RuleFault(file: file, line: 1, message: "the file is longer than \(Self.largestFile) bytes")])
        }
        var reader = RuleReader(file: file)
        let rule = reader.read(text)
        let faults = reader.faults.sorted { ($0.line, $0.message) < ($1.line, $1.message) }
        return (faults.isEmpty ? rule : nil, faults)
    }

    /// Reads every `.yaml` file below the folders, in the order of their paths.
    public func load(folders: [URL]) -> Result {
        var rules: [Rule] = []
        var faults: [RuleFault] = []
        var fileOfID: [String: String] = [:]
        for folder in folders {
            guard let paths = FileManager.default.subpaths(atPath: folder.path) else {
                faults.append(RuleFault(file: folder.path, line: 1, message: "there is no such folder"))
                continue
            }
            for path in paths.sorted() where path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
                let url = folder.appendingPathComponent(path)
                guard let data = try? Data(contentsOf: url), let text = String(validating: data, as: UTF8.self) else {
                    faults.append(RuleFault(file: url.path, line: 1, message: "the file cannot be read as UTF-8 text"))
                    continue
                }
                let loaded = load(text, file: url.path)
                faults += loaded.faults
                guard let rule = loaded.rule else { continue }
                if let other = fileOfID[rule.id] {
                    faults.append(
                        RuleFault(file: url.path, line: rule.line(of: "id"), message: "\(other) has the same id")
                    )
                } else {
                    fileOfID[rule.id] = url.path
                    rules.append(rule)
                }
            }
        }
        return Result(catalogue: RuleCatalogue(rules: rules), faults: faults)
    }
}

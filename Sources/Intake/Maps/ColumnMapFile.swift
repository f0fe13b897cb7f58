public import Foundation
import Vocabulary
import Yams

/// Reads maps from YAML.
public enum ColumnMapFile {
    /// The maps in a folder, by name.
    public static func load(folder: URL) throws(IntakeError) -> [String: ColumnMap] {
        let files: [URL]
        do {
            files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        } catch {
            throw IntakeError(
                .badMap,
                "The folder of maps \(folder.path) cannot be read: \(error.localizedDescription)"
            )
        }
        var maps: [String: ColumnMap] = [:]
        for file in files where file.pathExtension == "yaml" {
            let map = try load(file: file)
            maps[map.id] = map
        }
        return maps
    }

    /// The map in a file.
    public static func load(file: URL) throws(IntakeError) -> ColumnMap {
        let text: String
        do { text = try String(contentsOf: file, encoding: .utf8) } catch {
            throw IntakeError(.badMap, "The map \(file.path) cannot be read: \(error.localizedDescription)")
        }
        return try read(text, name: file.lastPathComponent)
    }

    /// The map in a text; `name` is that of its file, and without its extension the map's own.
    public static func read(_ text: String, name: String) throws(IntakeError) -> ColumnMap {
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            throw IntakeError(.badMap, "\(name): \(error)")
        }
        guard let root, let mapping = root.mapping else {
            throw IntakeError(.badMap, "\(name):1: a map begins with `kind:`; the file holds none")
        }
        return try MapReader(file: name).map(mapping, id: URL(filePath: name).deletingPathExtension().lastPathComponent)
    }
}

/// Reads one map, naming file and line of what is wrong.
private struct MapReader {
    let file: String

    private func fault(_ node: Node, _ message: String) -> IntakeError {
        IntakeError(.badMap, "\(file):\(node.mark?.line ?? 1): \(message)")
    }

    private func text(_ node: Node?) -> String? {
        node?.scalar?.string
    }

    func map(_ root: Node.Mapping, id: String) throws(IntakeError) -> ColumnMap {
        let known = ["title", "kind", "source", "delimiter", "empty", "fields", "rows", "only", "note"]
        for (key, _) in root where !known.contains(text(key) ?? "") {
            throw fault(key, "unknown key `\(text(key) ?? "?")`; expected one of \(known.joined(separator: ", "))")
        }
        guard let kindNode = root["kind"], let kindName = text(kindNode), let kind = RecordKind.named(kindName) else {
            let names = RecordKind.all.map(\.name).joined(separator: ", ")
            throw fault(root["kind"] ?? Node(""), "`kind` must be one of \(names)")
        }
        let shared = try fields(root["fields"]?.mapping ?? Node.Mapping([]), of: kind)
        var rows: [ColumnMap.RowSpec] = []
        for node in root["rows"]?.sequence ?? [] {
            guard let mapping = node.mapping else { throw fault(node, "a row is a mapping of fields") }
            var row = ColumnMap.RowSpec(fields: shared, needs: nil)
            for (key, value) in mapping {
                if text(key) == "needs" { row.needs = text(value) }
            }
            let own = Node.Mapping(mapping.filter { text($0.key) != "needs" }.map { ($0.key, $0.value) })
            row.fields.merge(try fields(own, of: kind)) { $1 }
            rows.append(row)
        }
        if rows.isEmpty { rows = [ColumnMap.RowSpec(fields: shared, needs: nil)] }
        for row in rows {
            for field in kind.fields where field.isRequired && field.standard == nil && row.fields[field.name] == nil {
                // A country pack may know what the register's own words mean.
                if let other = field.impliedBy, row.fields[other] != nil { continue }
                throw fault(kindNode, "the field `\(field.name)` of kind \(kind.name) is required and has no source")
            }
        }
        var only: [String: Set<String>] = [:]
        for (key, value) in root["only"]?.mapping ?? Node.Mapping([]) {
            only[text(key) ?? ""] = Set(value.sequence?.compactMap { text($0) } ?? [text(value) ?? ""])
        }
        return ColumnMap(
            id: id,
            title: text(root["title"]) ?? id,
            kind: kind.name,
            source: text(root["source"]) ?? "",
            delimiter: text(root["delimiter"])?.utf8.first ?? UInt8(ascii: ","),
            empty: Set(root["empty"]?.sequence?.compactMap { text($0) } ?? []),
            rows: rows,
            only: only
        )
    }

    private func fields(
        _ mapping: Node.Mapping,
        of kind: RecordKind
    ) throws(IntakeError) -> [String: ColumnMap.Source] {
        var result: [String: ColumnMap.Source] = [:]
        for (key, value) in mapping {
            let name = text(key) ?? ""
            guard kind.field(named: name) != nil else {
                let names = kind.fields.map(\.name).joined(separator: ", ")
                throw fault(key, "kind \(kind.name) has no field `\(name)`; its fields are \(names)")
            }
            result[name] = try source(value)
        }
        return result
    }

    private func source(_ node: Node) throws(IntakeError) -> ColumnMap.Source {
        if let column = text(node) { return ColumnMap.Source(column: column) }
        guard let mapping = node.mapping else { throw fault(node, "expected a column name or a mapping") }
        var source = ColumnMap.Source()
        for (key, value) in mapping {
            switch text(key) {
            case "column": source.columns = [text(value) ?? ""]
            case "columns": source.columns = value.sequence?.compactMap { text($0) } ?? []
            case "constant": source.constant = text(value)
            case "digest": source.isDigest = text(value) == "true"
            case "prefix": source.prefix = text(value) ?? ""
            case "suffix": source.suffix = text(value) ?? ""
            case "shared": source.shared = Set(value.sequence?.compactMap { text($0) } ?? [])
            case "otherwise": source.otherwise = text(value)
            case "unit": source.unit = text(value)
            case "lenient": source.isLenient = text(value) == "true"
            case "words":
                for (word, meaning) in value.mapping ?? Node.Mapping([]) {
                    source.words[WordFolding.fold(text(word) ?? "")] = text(meaning)
                }
            default:
                throw fault(
                    key,
                    "unknown key `\(text(key) ?? "?")`; expected \(Self.sourceKeys)"
                )
            }
        }
        let origins = [!source.columns.isEmpty, source.constant != nil, source.isDigest]
        guard origins.filter(\.self).count == 1 else {
            throw fault(node, "a field has either a `column`, or `columns`, or a `constant`, or `digest: true`")
        }
        return source
    }

    private static let sourceKeys =
        "column, columns, constant, digest, prefix, suffix, shared, words, otherwise, unit or lenient"
}

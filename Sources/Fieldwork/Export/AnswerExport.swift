import Formats
import Forms

/// A form in which answers are taken away.
public enum AnswerFormat: String, Sendable, Hashable, CaseIterable {
    /// One table as comma-separated values.
    case csv
    /// All of it, repeats inside their submissions.
    case json
    /// What has a place, as GeoJSON (RFC 7946).
    case geojson
    /// All tables as a workbook.
    case xlsx

    /// The media type.
    public var mediaType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .json: "application/json"
        case .geojson: "application/geo+json"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
    }
}

extension AnswerTables {
    /// The answers in a format.
    ///
    /// - Parameter table: For CSV the number of the table; the first one otherwise.
    public func bytes(_ format: AnswerFormat, table: Int = 0) -> [UInt8] {
        switch format {
        case .csv:
            let chosen = tables.indices.contains(table) ? tables[table] : nil
            return Array((chosen?.csv ?? "").utf8)
        case .json: return json.bytes(indented: true) + [0x0A]
        case .geojson: return geoJSON.bytes(indented: false) + [0x0A]
        case .xlsx: return workbook.bytes
        }
    }

    /// The types of the columns, by table and name.
    private var types: [String: [String: FormDataType]] {
        columns.reduce(into: [:]) { types, column in types[column.table, default: [:]][column.name] = column.type }
    }

    /// Rows of repeats, by the key of what they belong to.
    private typealias Children = [String: [(table: String, row: [String: String])]]

    private static func isNumber(_ type: FormDataType?) -> Bool {
        switch type {
        case .int, .long, .decimal: true
        default: false
        }
    }

    // MARK: JSON

    private var json: JSONNode {
        guard let main = tables.first else { return .array([]) }
        let types = types
        var children: Children = [:]
        for table in tables.dropFirst() {
            for row in table.rows {
                let cells = Dictionary(zip(table.columns, row)) { first, _ in first }
                children[cells["PARENT_KEY"] ?? "", default: []].append((table.name, cells))
            }
        }
        return .array(
            main.rows.map { row in
                object(
                    Dictionary(zip(main.columns, row)) { first, _ in first },
                    main.columns,
                    main.name,
                    children,
                    types
                )
            }
        )
    }

    private func object(
        _ cells: [String: String],
        _ columns: [String],
        _ table: String,
        _ children: Children,
        _ types: [String: [String: FormDataType]]
    ) -> JSONNode {
        var members = columns.map { column -> JSONNode.Member in
            let text = cells[column] ?? ""
            // What is empty is not known: null, not an empty text.
            let number = Self.isNumber(types[table]?[column]) ? try? JSONNode(parsing: Array(text.utf8)) : nil
            let value: JSONNode = text.isEmpty ? .null : number?.numberText == nil ? .string(text) : number ?? .null
            return JSONNode.Member(column, value)
        }
        let own = children[cells["KEY"] ?? ""] ?? []
        for repetition in tables.dropFirst() {
            let rows = own.filter { $0.table == repetition.name }
            guard !rows.isEmpty else { continue }
            let name = repetition.name.split(separator: "/").last.map(String.init) ?? repetition.name
            members.append(
                .init(name, .array(rows.map { object($0.row, repetition.columns, repetition.name, children, types) }))
            )
        }
        return .object(members)
    }

    // MARK: GeoJSON

    private var geoJSON: JSONNode {
        let types = types
        var features: [JSONNode] = []
        for table in tables {
            for column in table.columns.indices {
                guard let type = types[table.name]?[table.columns[column]],
                    [.geopoint, .geotrace, .geoshape].contains(type)
                else { continue }
                for row in table.rows {
                    guard let geometry = Self.geometry(row[column], type) else { continue }
                    let properties = zip(table.columns, row).enumerated().filter { $0.offset != column }
                        .map { JSONNode.Member($0.element.0, $0.element.1.isEmpty ? .null : .string($0.element.1)) }
                    features.append(
                        .object([
                            .init("type", .string("Feature")), .init("geometry", geometry),
                            .init(
                                "properties",
                                .object([.init("question", .string(table.columns[column]))] + properties)
                            ),
                        ])
                    )
                }
            }
        }
        return .object([.init("type", .string("FeatureCollection")), .init("features", .array(features))])
    }

    private static func geometry(_ text: String, _ type: FormDataType) -> JSONNode? {
        let points = text.split(separator: ";").compactMap { point -> JSONNode? in
            let parts = point.split(separator: " ")
            guard parts.count >= 2, let latitude = number(parts[0]), let longitude = number(parts[1]) else {
                return nil
            }
            return .array([longitude, latitude])
        }
        guard let first = points.first else { return nil }
        let (name, coordinates): (String, JSONNode) =
            switch type {
            case .geopoint: ("Point", first)
            case .geoshape: ("Polygon", .array([.array(points)]))
            default: ("LineString", .array(points))
            }
        return .object([.init("type", .string(name)), .init("coordinates", coordinates)])
    }

    /// A number as JSON writes it.
    private static func number(_ text: Substring) -> JSONNode? {
        guard let value = Double(text), value.isFinite else { return nil }
        return .number(value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)")
    }

    // MARK: Workbook

    private var workbook: Workbook {
        let types = types
        return Workbook(
            sheets: tables.map { table in
                Workbook.Sheet(
                    name: table.name.split(separator: "/").last.map(String.init) ?? table.name,
                    columns: table.columns,
                    isNumber: table.columns.map { Self.isNumber(types[table.name]?[$0]) },
                    rows: table.rows
                )
            }
        )
    }
}

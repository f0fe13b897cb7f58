import Formats
public import Forms
public import Store
import Vocabulary

/// What was answered to a form, as tables: the form first, then its repeats; over all versions of it.
///
/// A cell that is empty is not known: nothing is put in its place.
public struct AnswerTables: Sendable, Hashable {
    /// A column of answers, and how much of it is known.
    public struct Column: Sendable, Hashable {
        /// The table that it is in.
        public let table: String
        /// Its name: the path of the question below the form or its repeat.
        public let name: String
        /// The type of the answers, as the newest version that has the question says.
        public let type: FormDataType?
        /// In how many rows there is an answer.
        public let known: Int
        /// In how many there is none: not asked, not answered, or of a version without the question.
        public let unknown: Int
    }

    /// The tables.
    public let tables: [FormTable]
    /// The columns with answers, table by table; keys and what the store adds are not among them.
    public let columns: [Column]
    /// The ids of submissions that cannot be read any more; none, unless the store was changed by others.
    public let unreadable: [String]

    /// What the store adds to the first table, behind the answers.
    static let added = ["_received_at", "_received_by", "_channel", "_version", "_disagreements"]

    /// Puts answers into tables.
    ///
    /// - Parameters:
    ///   - answers: The submissions with their bytes, in the order of the rows.
    ///   - definitions: The versions of the form by their rows, which the submissions name.
    init(_ answers: [(submission: FieldSubmission, xml: [UInt8])], _ definitions: [Int64: FormDefinition]) {
        var merged = Merged()
        var unreadable: [String] = []
        for (submission, xml) in answers {
            guard let definition = definitions[submission.version], let moment = FormDesk.moment(submission),
                let report = try? SubmissionReport(xml: xml, form: definition, received: moment)
            else {
                unreadable.append(submission.instanceID)
                continue
            }
            merged.add(report.tables, of: submission, definition)
        }
        // A form that nobody has answered has its columns all the same.
        if answers.isEmpty, let newest = definitions.max(by: { $0.key < $1.key })?.value {
            merged.addColumns(of: newest)
        }
        self.unreadable = unreadable
        tables = merged.tables
        columns = merged.columns
    }

    /// Tables of several versions, put together by the paths of their questions.
    private struct Merged {
        var names: [String] = []
        var heads: [String: [String]] = [:]
        var types: [String: [String: FormDataType]] = [:]
        var rows: [String: [[String: String]]] = [:]

        mutating func add(_ tables: [FormTable], of submission: FieldSubmission, _ definition: FormDefinition) {
            for (place, table) in tables.enumerated() {
                // The root may have another name in another version.
                let name = place == 0 ? AnswerTables.mainName : table.name
                note(table, as: name, definition)
                for row in table.rows {
                    var cells = Dictionary(zip(table.columns, row)) { first, _ in first }
                    if place == 0 {
                        let values = [
                            submission.receivedAt, submission.receivedBy, submission.channel.rawValue,
                            definition.version ?? "", "\(submission.disagreements)",
                        ]
                        for (column, value) in zip(AnswerTables.added, values) { cells[column] = value }
                    }
                    rows[name, default: []].append(cells)
                }
            }
        }

        mutating func note(_ table: FormTable, as name: String, _ definition: FormDefinition) {
            if !names.contains(name) { names.append(name) }
            for column in table.columns {
                if heads[name]?.contains(column) != true { heads[name, default: []].append(column) }
                if let node = definition.schema.node(at: "\(table.name)/\(column)") {
                    types[name, default: [:]][column] = definition.type(of: node)
                }
            }
        }

        mutating func addColumns(of definition: FormDefinition) {
            let text =
                "<\(definition.schema.nodes[0].name) id=\"\(XMLText.escaped(definition.id))\""
                + (definition.version.map { " version=\"\(XMLText.escaped($0))\"" } ?? "") + "/>"
            guard let now = UTCInstant(milliseconds: 0),
                let report = try? SubmissionReport(xml: Array(text.utf8), form: definition, received: now)
            else { return }
            for (place, table) in report.tables.enumerated() {
                note(table, as: place == 0 ? AnswerTables.mainName : table.name, definition)
            }
        }

        private func head(_ name: String) -> [String] {
            (heads[name] ?? []) + (name == AnswerTables.mainName ? AnswerTables.added : [])
        }

        var tables: [FormTable] {
            names.map { name in
                let head = head(name)
                return FormTable(
                    name: name,
                    columns: head,
                    rows: (rows[name] ?? []).map { row in head.map { row[$0] ?? "" } }
                )
            }
        }

        var columns: [Column] {
            names.flatMap { name in
                (heads[name] ?? []).filter { !["KEY", "PARENT_KEY"].contains($0) }.map { column in
                    let all = rows[name] ?? []
                    let known = all.count { $0[column]?.isEmpty == false }
                    return Column(
                        table: name,
                        name: column,
                        type: types[name]?[column],
                        known: known,
                        unknown: all.count - known
                    )
                }
            }
        }
    }

    /// What the first table is called.
    static let mainName = "answers"
}

/// Text in XML.
enum XMLText {
    /// The text with what means something in XML written as references; what XML cannot hold is left out.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default:
                let isAllowed = scalar.value >= 0x20 || [9, 10, 13].contains(scalar.value)
                if isAllowed, scalar.value != 0xFFFE, scalar.value != 0xFFFF { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }
}

extension FormDesk {
    /// What was answered to a form, for a reader; the trail says so.
    ///
    /// - Parameter action: What the trail calls it.
    /// - Throws: ``StoreError`` with `notFound` if the reader sees no such form.
    public func tables(of form: Int64, as reader: Reader, noting action: String) async throws -> AnswerTables {
        let answers = try await store.answers(to: form, as: reader, noting: action)
        var definitions: [Int64: FormDefinition] = [:]
        for version in try await store.formVersions(of: form, as: reader) {
            definitions[version.id] = try await definition(version: version.id, as: reader)
        }
        return AnswerTables(answers, definitions)
    }
}

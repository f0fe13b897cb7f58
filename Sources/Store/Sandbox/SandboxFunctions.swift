import GRDBSQLite
import Rules
import Vocabulary

/// The functions of Spark SQL that SQLite lacks, with the meaning that Spark gives them, so that one query runs on both.
enum SandboxFunctions {
    /// Tells SQLite to copy a text before the call returns (`SQLITE_TRANSIENT`, a macro that Swift does not import).
    // SAFETY: SQLite compares the value with -1 and never calls it.
    private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    static func register(on connection: OpaquePointer) {
        scalar("datediff", 2, connection) { context, _, values in
            guard let values, let end = SandboxFunctions.day(values[0]),
                let start = SandboxFunctions.day(values[1])
            else {
                return sqlite3_result_null(context)
            }
            sqlite3_result_int64(context, Int64(end.number - start.number))
        }
        scalar("date_add", 2, connection) { context, _, values in
            SandboxFunctions.shift(context, values, by: 1)
        }
        scalar("date_sub", 2, connection) { context, _, values in
            SandboxFunctions.shift(context, values, by: -1)
        }
        scalar("concat_ws", -1, connection) { context, count, values in
            guard let values, count > 0, let separator = SandboxFunctions.text(values[0]) else {
                return sqlite3_result_null(context)
            }
            let words = (1..<max(1, Int(count))).compactMap { SandboxFunctions.text(values[$0]) }
            SandboxFunctions.result(words.joined(separator: separator), context)
        }
        scalar("least", -1, connection) { context, count, values in
            SandboxFunctions.extreme(context, count, values) { $0 < $1 }
        }
        scalar("greatest", -1, connection) { context, count, values in
            SandboxFunctions.extreme(context, count, values) { $0 > $1 }
        }
        sqlite3_create_function_v2(
            connection,
            "string_agg",
            2,
            SQLITE_UTF8 | SQLITE_DETERMINISTIC,
            nil,
            nil,
            { context, _, values in JoinedText.step(context, values) },
            { context in JoinedText.finish(context) },
            nil
        )
    }

    static func bind(_ value: RuleValue, to statement: OpaquePointer, at index: Int32) {
        switch value {
        case .null: sqlite3_bind_null(statement, index)
        case .integer(let integer): sqlite3_bind_int64(statement, index, integer)
        case .real(let real): sqlite3_bind_double(statement, index, real)
        case .text(let text): sqlite3_bind_text(statement, index, text, -1, transient)
        }
    }

    private typealias Call =
        @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void

    private static func scalar(_ name: String, _ count: Int32, _ connection: OpaquePointer, _ call: Call) {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC
        sqlite3_create_function_v2(connection, name, count, flags, nil, call, nil, nil, nil)
    }

    static func text(_ value: OpaquePointer?) -> String? {
        sqlite3_value_text(value).map { String(cString: $0) }
    }

    static func day(_ value: OpaquePointer?) -> CalendarDay? {
        text(value).flatMap { CalendarDay($0) }
    }

    static func result(_ text: String, _ context: OpaquePointer?) {
        sqlite3_result_text(context, text, -1, transient)
    }

    private static func shift(_ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?, by sign: Int)
    {
        guard let values, let day = day(values[0]), sqlite3_value_type(values[1]) == SQLITE_INTEGER,
            let count = Int32(exactly: sqlite3_value_int64(values[1])),
            let moved = CalendarDay(number: day.number + sign * Int(count))
        else { return sqlite3_result_null(context) }
        result(moved.text, context)
    }

    /// The smallest or largest of some numbers or texts; NULL is skipped, as Spark does.
    private static func extreme(
        _ context: OpaquePointer?,
        _ count: Int32,
        _ values: UnsafeMutablePointer<OpaquePointer?>?,
        _ isBetter: (Double, Double) -> Bool
    ) {
        guard let values else { return sqlite3_result_null(context) }
        var best: OpaquePointer?
        for index in 0..<Int(count) where sqlite3_value_type(values[index]) != SQLITE_NULL {
            let candidate = values[index]
            guard let current = best else {
                best = candidate
                continue
            }
            let isText = sqlite3_value_type(candidate) == SQLITE_TEXT && sqlite3_value_type(current) == SQLITE_TEXT
            let isCandidateBetter =
                isText
                ? isBetter((text(candidate) ?? "") < (text(current) ?? "") ? 0 : 1, 0.5)
                : isBetter(sqlite3_value_double(candidate), sqlite3_value_double(current))
            if isCandidateBetter { best = candidate }
        }
        guard let best else { return sqlite3_result_null(context) }
        sqlite3_result_value(context, best)
    }
}

/// The state of `string_agg` over one group: the texts, joined in the order of their bytes so that the same facts give
/// the same text on any day.
private final class JoinedText {
    var words: [String] = []
    var separator = ""

    static func step(_ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?) {
        guard let values, let word = SandboxFunctions.text(values[0]), let slot = slot(context, creating: true) else {
            return
        }
        let state: JoinedText
        if let pointer = slot.pointee {
            state = Unmanaged<JoinedText>.fromOpaque(pointer).takeUnretainedValue()
        } else {
            state = JoinedText()
            slot.pointee = Unmanaged.passRetained(state).toOpaque()
        }
        state.words.append(word)
        state.separator = SandboxFunctions.text(values[1]) ?? ""
    }

    static func finish(_ context: OpaquePointer?) {
        guard let slot = slot(context, creating: false), let pointer = slot.pointee else {
            return sqlite3_result_null(context)
        }
        // SQLite calls this once for each group, also when the query is stopped: here ends what `step` retained.
        let state = Unmanaged<JoinedText>.fromOpaque(pointer).takeRetainedValue()
        slot.pointee = nil
        let sorted = state.words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        SandboxFunctions.result(sorted.joined(separator: state.separator), context)
    }

    private static func slot(
        _ context: OpaquePointer?,
        creating: Bool
    ) -> UnsafeMutablePointer<UnsafeMutableRawPointer?>? {
        let size = creating ? Int32(MemoryLayout<UnsafeMutableRawPointer?>.size) : 0
        return sqlite3_aggregate_context(context, size)?.assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
    }
}

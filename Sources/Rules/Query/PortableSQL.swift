/// What a rule's query may say so that SQLite and Spark SQL both read it alike.
///
/// The check looks at words and signs, not at grammar: it finds what can be found that way. Grammar, tables, columns
/// and functions are checked by preparing the query in the sandbox.
public enum PortableSQL {
    /// Something in a query that only one of the two understands, or that they understand differently.
    public struct Fault: Sendable, Hashable {
        /// The line within the query, counted from 0.
        public let line: Int
        /// What it is, and what to write instead.
        public let message: String
    }

    /// The functions that a query may call: those that mean the same in SQLite and in Spark SQL, and those that the
    /// sandbox brings to SQLite with the meaning of Spark.
    public static let functions: Set<String> = [
        "abs", "avg", "coalesce", "concat_ws", "count", "date_add", "date_sub", "datediff", "dense_rank",
        "first_value", "greatest", "instr", "lag", "last_value", "lead", "least", "length", "like", "lower", "max",
        "min", "nullif", "rank", "replace", "round", "row_number", "string_agg", "substr", "sum", "trim", "upper",
    ]

    private static let refusedWords: [String: String] = [
        "rowid": "rowid exists only in SQLite; use the table's own key",
        "_rowid_": "_rowid_ exists only in SQLite; use the table's own key",
        "oid": "oid exists only in SQLite; use the table's own key",
        "glob": "GLOB exists only in SQLite; use LIKE",
        "regexp": "REGEXP differs between SQLite and Spark SQL; use LIKE",
        "match": "MATCH exists only in SQLite; use LIKE",
        "isnull": "write IS NULL",
        "notnull": "write IS NOT NULL",
        "indexed": "INDEXED BY exists only in SQLite",
        "materialized": "MATERIALIZED exists only in SQLite",
        "collate": "COLLATE differs between SQLite and Spark SQL; compare with lower()",
        "main": "name a table by its name alone",
        "temp": "name a table by its name alone",
        "strftime": "dates are ISO 8601 text: compare them as text, or use datediff() and date_add()",
        "julianday": "dates are ISO 8601 text: compare them as text, or use datediff() and date_add()",
        "unixepoch": "dates are ISO 8601 text: compare them as text, or use datediff() and date_add()",
        "datetime": "dates are ISO 8601 text: compare them as text, or use datediff() and date_add()",
        "current_date": "a rule must give the same answer on any day; take the date from a row or a parameter",
        "current_time": "a rule must give the same answer on any day; take the date from a row or a parameter",
        "current_timestamp": "a rule must give the same answer on any day; take the date from a row or a parameter",
        "group_concat": "group_concat exists only in SQLite; use string_agg(x, ' ')",
        "iif": "write CASE WHEN … THEN … ELSE … END",
        "ifnull": "write coalesce()",
        "total": "write coalesce(sum(x), 0)",
        "printf": "leave formatting to the explanation",
        "format": "leave formatting to the explanation",
        "random": "a rule must give the same answer each time",
    ]

    private static let refusedSigns: [String: String] = [
        "->": "-> exists only in SQLite",
        "==": "write = instead of ==",
        "?": "write a parameter as :name",
        "@": "write a parameter as :name",
        "$": "write a parameter as :name",
        "#": "# is not SQL",
    ]

    /// Everything in a query that would not run on both.
    public static func faults(in sql: String) -> [Fault] {
        let tokens = SQLToken.tokens(of: sql)
        var faults: [Fault] = []
        for (index, token) in tokens.enumerated() {
            let next = index + 1 < tokens.count ? tokens[index + 1].text : ""
            switch token.kind {
            case .word:
                let word = token.text.lowercased()
                if let reason = refusedWords[word], !isColumn(word, after: index, in: tokens) {
                    faults.append(Fault(line: token.line, message: reason))
                } else if word.hasPrefix("json"), next == "(" {
                    faults.append(Fault(line: token.line, message: "\(word)() exists only in SQLite"))
                } else if word == "min" || word == "max", argumentCount(of: index, in: tokens) > 1 {
                    let instead = word == "min" ? "least" : "greatest"
                    faults.append(
                        Fault(line: token.line, message: "\(word)() of several values is SQLite's; use \(instead)()")
                    )
                } else if word == "text", index > 0, tokens[index - 1].word == "as", next == ")" {
                    faults.append(
                        Fault(
                            line: token.line,
                            message: "CAST(… AS TEXT) is SQLite's; || turns numbers into text by itself"
                        )
                    )
                }
            case .quoted:
                faults.append(
                    Fault(
                        line: token.line,
                        message: "\(token.text) is a name in SQLite and a text in Spark SQL; names need no quotes"
                    )
                )
            case .sign:
                if token.text == ";" {
                    faults.append(Fault(line: token.line, message: "a query is one SELECT without a semicolon"))
                } else if let reason = refusedSigns[token.text] {
                    faults.append(Fault(line: token.line, message: reason))
                }
            case .number, .string, .parameter:
                break
            }
        }
        return faults
    }

    /// Whether a word stands behind a dot, as a column of a table named before it.
    private static func isColumn(_ word: String, after index: Int, in tokens: [SQLToken]) -> Bool {
        guard index > 0, tokens[index - 1].text == "." else { return false }
        return !["rowid", "_rowid_", "oid"].contains(word)
    }

    /// How many arguments the call that starts at a name has; 0 if it is no call.
    private static func argumentCount(of index: Int, in tokens: [SQLToken]) -> Int {
        guard index + 1 < tokens.count, tokens[index + 1].text == "(" else { return 0 }
        var depth = 0
        var count = 1
        for token in tokens[(index + 1)...] where token.kind == .sign {
            switch token.text {
            case "(": depth += 1
            case ")":
                depth -= 1
                if depth == 0 { return count }
            case "," where depth == 1: count += 1
            default: break
            }
        }
        return count
    }

    /// The parameters that a query names, with the line within the query of the first mention.
    package static func parameters(in sql: String) -> [String: Int] {
        var lines: [String: Int] = [:]
        for token in SQLToken.tokens(of: sql) where token.kind == .parameter && lines[token.text] == nil {
            lines[token.text] = token.line
        }
        return lines
    }

    /// The names that WITH gives to parts of a query.
    package static func commonTableNames(in sql: String) -> Set<String> {
        let tokens = SQLToken.tokens(of: sql)
        var names: Set<String> = []
        for (index, token) in tokens.enumerated() where token.word == "as" {
            guard index > 0, index + 1 < tokens.count, tokens[index + 1].text == "(" else { continue }
            var before = index - 1
            if tokens[before].text == ")" {
                while before > 0, tokens[before].text != "(" { before -= 1 }
                before -= 1
            }
            if before >= 0, let word = tokens[before].word { names.insert(word) }
        }
        return names
    }

    /// The line within a query, counted from 0, on which a word first stands.
    package static func line(of word: String, in sql: String) -> Int? {
        let wanted = word.lowercased()
        return SQLToken.tokens(of: sql).first { $0.word == wanted }?.line
    }
}

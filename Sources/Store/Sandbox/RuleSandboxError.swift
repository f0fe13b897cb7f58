public import Rules

/// Why a rule's query was refused or stopped.
public struct RuleSandboxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What a query ran out of.
    public enum Bound: Sendable, Hashable {
        /// Steps of SQLite's virtual machine: the same on every machine.
        case steps(Int)
        /// Seconds of time.
        case seconds(Double)
        /// Rows of results.
        case rows(Int)
    }

    /// The kinds of refusal.
    public enum Code: Sendable, Hashable {
        /// The query would change something.
        case writes
        /// The statement is neither SELECT nor a change of data: PRAGMA, ATTACH, a transaction.
        case forbiddenStatement(String)
        /// There is no such fact table.
        case unknownTable(String)
        /// There is no such column.
        case unknownColumn(String)
        /// The function is not among ``PortableSQL/functions``.
        case forbiddenFunction(String)
        /// The query ran into a bound.
        case tookTooLong(after: Bound)
        /// The task that ran the query was cancelled.
        case cancelled
        /// The query is empty or has a second statement behind it.
        case notOneStatement
        /// The query does not return a column that every rule must return.
        case missingResultColumn(String)
        /// A result has a value that its column may not have.
        case badResult(RuleRow.Fault)
        /// No value was given for a parameter.
        case missingParameter(String)
        /// The facts cannot be opened.
        case cannotOpen(String)
        /// Anything else that SQLite says.
        case sqlite(String)
    }

    /// The kind of refusal.
    public let code: Code
    /// The line in the rule file.
    public let line: Int

    /// What happened, in a sentence for the writer of the rule.
    public var description: String {
        switch code {
        case .writes: "the query would change data; a rule only reads"
        case .forbiddenStatement(let name): "\(name) is refused; a rule is one SELECT"
        case .unknownTable(let name): "there is no fact table \(name)"
        case .unknownColumn(let name): "there is no column \(name)"
        case .forbiddenFunction(let name): "\(name)() is refused; allowed are \(Self.allowedFunctions)"
        case .tookTooLong(.steps(let count)): "the query was stopped after \(count) steps; does it loop?"
        case .tookTooLong(.seconds(let count)): "the query was stopped after \(count) seconds"
        case .tookTooLong(.rows(let count)): "the query was stopped after \(count) rows"
        case .cancelled: "the query was cancelled"
        case .notOneStatement: "a query is one SELECT and nothing behind it"
        case .missingResultColumn(let name): "the query must return a column \(name)"
        case .badResult(let fault): "column \(fault.column) must hold \(fault.expected)"
        case .missingParameter(let name): "no value for parameter :\(name)"
        case .cannotOpen(let reason): "the facts cannot be opened: \(reason)"
        case .sqlite(let message): message
        }
    }

    private static var allowedFunctions: String { PortableSQL.functions.sorted().joined(separator: ", ") }
}

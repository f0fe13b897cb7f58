import GRDBSQLite
import Rules
import Vocabulary

/// What watches over a connection while a query is prepared and run.
///
/// SQLite calls it back through a pointer; the sandbox that owns the connection owns the guard and outlives it. One
/// connection is used by one thread at a time, so nothing here is locked.
final class RuleGuard {
    /// Operations between two looks at the bounds.
    static let interval: Int32 = 1_000

    let limits: RuleLimits
    /// Names that the query itself gives to parts of it.
    var commonTables: Set<String> = []
    /// Why the authorizer said no.
    private(set) var refusal: RuleSandboxError.Code?
    /// The fact tables that the query reads.
    private(set) var tablesRead: Set<String> = []
    private var steps = 0
    private var deadline = ContinuousClock.now

    init(limits: RuleLimits) { self.limits = limits }

    func begin(commonTables: Set<String>) {
        self.commonTables = commonTables
        refusal = nil
        tablesRead = []
        steps = 0
        deadline = .now + .seconds(limits.seconds)
    }

    /// Called while a statement is compiled, once for each thing that it would do.
    func authorize(_ action: Int32, _ first: String?, _ second: String?, _ database: String?, _ view: String?) -> Int32
    {
        switch action {
        case SQLITE_SELECT, SQLITE_RECURSIVE:
            return SQLITE_OK
        case SQLITE_READ:
            return read(table: first ?? "", column: second ?? "", database: database, view: view)
        case SQLITE_FUNCTION:
            let name = (second ?? "").lowercased()
            return PortableSQL.functions.contains(name) ? SQLITE_OK : refuse(.forbiddenFunction(name))
        case SQLITE_PRAGMA: return refuse(.forbiddenStatement("PRAGMA"))
        case SQLITE_ATTACH: return refuse(.forbiddenStatement("ATTACH"))
        case SQLITE_DETACH: return refuse(.forbiddenStatement("DETACH"))
        case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: return refuse(.forbiddenStatement("a transaction"))
        default: return refuse(.writes)
        }
    }

    private func read(table: String, column: String, database: String?, view: String?) -> Int32 {
        guard let facts = FactSchema.table(named: table) else {
            // A count over a part of the query itself is announced as a read of a table of that name.
            let isPartOfQuery = column.isEmpty && commonTables.contains(table.lowercased())
            return isPartOfQuery ? SQLITE_OK : refuse(.unknownTable(table))
        }
        guard column.isEmpty || facts.column(named: column) != nil else { return refuse(.unknownColumn(column)) }
        // Base tables are read through the view of the same name, which leaves out what was corrected.
        if facts.origin == .base, database == "main", view != table, !column.isEmpty {
            return refuse(.unknownTable("main.\(table)"))
        }
        tablesRead.insert(table)
        return SQLITE_OK
    }

    private func refuse(_ code: RuleSandboxError.Code) -> Int32 {
        if refusal == nil { refusal = code }
        return SQLITE_DENY
    }

    /// Called every ``interval`` operations; true stops the query.
    func mustStop() -> Bool {
        steps += Int(Self.interval)
        if steps > limits.steps {
            refusal = .tookTooLong(after: .steps(limits.steps))
        } else if Task.isCancelled {
            refusal = .cancelled
        } else if ContinuousClock.now > deadline {
            refusal = .tookTooLong(after: .seconds(limits.seconds))
        } else {
            return false
        }
        return true
    }

    /// Puts the guard on a connection.
    ///
    /// The connection keeps an unretained pointer: whoever owns it must keep the guard until it is closed.
    func lock(_ connection: OpaquePointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_set_authorizer(
            connection,
            { context, action, first, second, database, view in
                guard let context else { return SQLITE_DENY }
                return Unmanaged<RuleGuard>.fromOpaque(context).takeUnretainedValue().authorize(
                    action,
                    first.map { String(cString: $0) },
                    second.map { String(cString: $0) },
                    database.map { String(cString: $0) },
                    view.map { String(cString: $0) }
                )
            },
            context
        )
        sqlite3_progress_handler(
            connection,
            Self.interval,
            { context in
                guard let context else { return 1 }
                return Unmanaged<RuleGuard>.fromOpaque(context).takeUnretainedValue().mustStop() ? 1 : 0
            },
            context
        )
    }
}

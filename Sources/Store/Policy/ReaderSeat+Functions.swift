import Foundation
import GRDB
import GRDBSQLite
import Geography
import Vocabulary

extension ReaderSeat {
    /// A tenth of a degree, about 11 km: the class for what an exact position could harm.
    private static let grid = CoarseGrid(.high)

    /// Gives a connection the functions that the views call.
    func install(in db: Database) throws {
        addFieldFunctions(to: db)
        addSubjectFunctions(to: db)
        addGrid(to: db)
        try addPlainFunctions(to: db)
    }

    private func addFieldFunctions(to db: Database) {
        let fields = Dictionary(uniqueKeysWithValues: RedactedField.all.map { ($0.name, $0) })
        db.add(
            function: DatabaseFunction("reader_may", argumentCount: 1, pure: true) { [unowned self] values in
                let field = String.fromDatabaseValue(values[0]).flatMap { fields[$0] }
                return field.map { access(to: $0).rawValue } ?? 0
            }
        )
        db.add(
            function: DatabaseFunction("reader_can", argumentCount: 1, pure: true) { [unowned self] values in
                String.fromDatabaseValue(values[0]).flatMap(Capability.init(rawValue:)).map(can) ?? false
            }
        )
        // Not pure: the value goes out, and that is written down.
        db.add(
            function: DatabaseFunction("reader_notes", argumentCount: 5) { [unowned self] values in
                guard !values[4].isNull else { return nil }
                note(
                    Note(
                        field: String.fromDatabaseValue(values[0]) ?? "",
                        id: String.fromDatabaseValue(values[1]) ?? "",
                        owner: Int64.fromDatabaseValue(values[2]) ?? 0,
                        marking: Int.fromDatabaseValue(values[3]) ?? 4
                    )
                )
                return values[4]
            }
        )
    }

    private func addSubjectFunctions(to db: Database) {
        @Sendable func text(_ values: [DatabaseValue], _ index: Int) -> String {
            String.fromDatabaseValue(values[index]) ?? ""
        }
        db.add(
            function: DatabaseFunction("reader_named", argumentCount: 2, pure: true) { [unowned self] values in
                isNamed(text(values, 0), text(values, 1))
            }
        )
        db.add(
            function: DatabaseFunction("reader_seals", argumentCount: 2, pure: true) { [unowned self] values in
                isSealed(text(values, 0), text(values, 1))
            }
        )
        db.add(
            function: DatabaseFunction("reader_sealed_among", argumentCount: 1, pure: true) { [unowned self] values in
                isSealed(anyOf: text(values, 0))
            }
        )
    }

    private func addGrid(to db: Database) {
        for (name, isLongitude) in [("grid_lon", true), ("grid_lat", false)] {
            db.add(
                function: DatabaseFunction(name, argumentCount: 2, pure: true) { values in
                    guard let lon = Double.fromDatabaseValue(values[0]), let lat = Double.fromDatabaseValue(values[1])
                    else { return nil }
                    // What is not on the earth is put where nothing is, never shown as it was given.
                    guard let centre = Self.grid?.cell(of: Position(lon: lon, lat: lat))?.centre else { return 0.0 }
                    return isLongitude ? centre.lon : centre.lat
                }
            )
        }
        db.add(
            function: DatabaseFunction("grid_radius", argumentCount: 1, pure: true) { _ in
                // The true radius would tell sites in one cell apart.
                Self.grid?.addedMetres
            }
        )
    }

    /// Lets queries read through the views and nothing else: a table that is named past them is refused when the query
    /// is compiled.
    ///
    /// It takes the place of GRDB's own authorizer, which a connection that only reads does without: GRDB asks it what
    /// a statement changes.
    func guardTables(of db: Database) {
        sqlite3_set_authorizer(
            db.sqliteConnection,
            { context, action, first, column, database, view in
                guard action == SQLITE_READ, let database, strcmp(database, "main") == 0 else { return SQLITE_OK }
                guard let context, let first else { return SQLITE_DENY }
                let seat = Unmanaged<ReaderSeat>.fromOpaque(context).takeUnretainedValue()
                // The schema's own tables and the functions that give rows are no data of anybody's.
                if seat.reach == .tables || strncmp(first, "sqlite_", 7) == 0 || strncmp(first, "json_", 5) == 0 {
                    return SQLITE_OK
                }
                if seat.reach == .index, ReaderSeat.isOfIndex(String(cString: first), column) { return SQLITE_OK }
                // The join of a view that is left without columns is announced as nobody's.
                if view == nil, let column, column.pointee == 0, strcmp(first, "verdict") == 0 { return SQLITE_OK }
                guard let view, PolicyViews.names.contains(String(cString: view)) else { return SQLITE_DENY }
                return SQLITE_OK
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    /// Whether a column is the search index's, or a key of a fact table: what a key belongs to is read through a view.
    private static func isOfIndex(_ table: String, _ column: UnsafePointer<CChar>?) -> Bool {
        if table.hasPrefix("search_") { return true }
        guard table == "quarantine" || FactSchema.table(named: table) != nil, let column else { return false }
        return ["", "id", "record_id", "ROWID"].contains(String(cString: column))
    }
}

/// The facts that Touchstone keeps: every table that a rule may read.
///
/// Mass is in integer grams, money in integer minor units with its ISO 4217 currency, grades in parts per million of
/// the element, dates and times in UTC ISO 8601 text, positions in WGS 84 degrees, countries in ISO 3166-1 alpha-2.
public enum FactSchema {
    /// All tables: base facts first, then derived ones.
    public static let tables: [FactTable] = baseTables + derivedTables

    /// The number of a base table, by which a store keeps what a record is; 0 for a name that none has.
    public static func baseNumber(of name: String) -> Int { baseTables.firstIndex { $0.name == name } ?? 0 }

    /// The table of that name.
    public static func table(named name: String) -> FactTable? {
        tablesByName[name]
    }

    private static let tablesByName: [String: FactTable] = Dictionary(
        uniqueKeysWithValues: tables.map { ($0.name, $0) }
    )
}

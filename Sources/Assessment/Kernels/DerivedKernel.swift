import GRDB
import Vocabulary

/// Computes derived facts from base facts.
protocol DerivedKernel: Sendable {
    /// What the kernel is called in progress and figures.
    var name: String { get }
    /// The tables that it reads.
    var inputs: [String] { get }
    /// The tables that it fills, all rows of which are its own.
    var outputs: [String] { get }

    /// Computes all rows.
    func rows(_ db: Database) throws -> [DerivedRows]
}

/// Rows of a derived table, each with one value a column in the order of the schema.
struct DerivedRows: Sendable {
    let table: String
    var rows: [[DatabaseValue]] = []

    init(_ table: String) {
        self.table = table
    }

    mutating func append(_ values: (any DatabaseValueConvertible)?...) {
        rows.append(values.map { $0?.databaseValue ?? .null })
    }
}

/// Numbers for texts, so that kernels work on integers.
struct Numbering {
    private(set) var texts: [String] = []
    private var numbers: [String: Int] = [:]

    /// The number of a text, new if it has none.
    mutating func number(_ text: String) -> Int {
        if let number = numbers[text] { return number }
        numbers[text] = texts.count
        texts.append(text)
        return texts.count - 1
    }

    /// The number of a text, if it has one.
    func known(_ text: String) -> Int? { numbers[text] }
}

extension Sequence<Int> {
    /// The numbers as one text, separated by spaces.
    var spaced: String { map(String.init).joined(separator: " ") }
}

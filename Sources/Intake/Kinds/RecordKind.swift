public import Vocabulary

/// A kind of record that comes as a table of fields (CSV, or the properties of GeoJSON features).
public struct RecordKind: Sendable, Hashable {
    /// Where a record has its position or outline from.
    public enum Place: Sendable, Hashable {
        /// It has none.
        case none
        /// A point, in the columns `lon` and `lat`.
        case point
        /// An outline, in the column `geometry`; with its area in `area_m2` where there is such a column.
        case outline
        /// A point and, where the source gives one, an outline.
        case pointAndOutline
    }

    /// The name, which is that of the fact table.
    public let name: String
    /// The fields in the order in which help texts list them.
    public let fields: [FieldSpec]
    /// Where its place is from.
    public let place: Place
    /// Whether a record without a place is refused.
    public let needsPlace: Bool

    init(_ name: String, place: Place = .none, needsPlace: Bool = false, _ fields: [FieldSpec]) {
        self.name = name
        self.place = place
        self.needsPlace = needsPlace
        self.fields = fields
    }

    /// The fact table that its records fill.
    public var table: FactTable? { FactSchema.table(named: name) }

    /// The index of that table among the base tables.
    var tableIndex: Int {
        FactSchema.baseNumber(of: name)
    }

    /// The field of that name.
    public func field(named name: String) -> FieldSpec? {
        fields.first { $0.name == name }
    }

    /// The kind of that name.
    public static func named(_ name: String) -> RecordKind? {
        all.first { $0.name == name }
    }

    /// The kinds that come as tables.
    public static let all: [RecordKind] = placeKinds + partyKinds + custodyKinds + moneyKinds + observationKinds
}

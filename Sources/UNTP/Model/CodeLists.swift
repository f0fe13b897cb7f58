/// The three events of 0.7.
public enum EventKind: String, Sendable, Hashable, CaseIterable {
    /// Products were made, perhaps of others.
    case make = "MakeEvent"
    /// Products were moved from one facility to another.
    case move = "MoveEvent"
    /// A product was tested, repaired, used up or otherwise changed.
    case modify = "ModifyEvent"
}

/// What became of a product in an event.
public enum ProductStatus: String, Sendable, Hashable, CaseIterable {
    case new
    case consumed
    case active
    case inTransit
    case recycled
    case repaired
    case disposed
}

/// What an identifier stands for.
public enum Granularity: String, Sendable, Hashable, CaseIterable {
    case model
    case batch
    case item
}

/// The part that a party plays.
public enum PartyRoleCode {
    /// The words of 0.7.
    public static let all = [
        "owner", "producer", "manufacturer", "processor", "remanufacturer", "recycler", "operator", "serviceProvider",
        "inspector", "certifier", "logisticsProvider", "carrier", "consignor", "consignee", "importer", "exporter",
        "distributor", "retailer", "brandOwner", "regulator",
    ]
}

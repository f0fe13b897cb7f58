/// The edition of the ICGLR mining data standard that a record follows.
public enum Profile: String, Sendable, Hashable, CaseIterable {
    /// The data sharing protocol of the International Conference on the Great Lakes Region (January 2026).
    case core
    /// The Rwanda Mineral Data Interoperability Standard, version 2.3.
    case rwanda

    /// The name of a position's latitude: the two editions disagree.
    var latitudeTerm: String { self == .core ? "latitude" : "lat" }
    /// The name of a position's longitude.
    var longitudeTerm: String { self == .core ? "longitude" : "long" }
}

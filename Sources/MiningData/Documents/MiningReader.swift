public import Formats
import Vocabulary

/// Reads objects as records of the standard.
public struct MiningReader: Sendable {
    /// The edition that records are held against; nil to take the one that fits an object better.
    public let profile: Profile?

    /// Makes a reader.
    public init(_ profile: Profile? = nil) {
        self.profile = profile
    }

    /// What entity an object is, by the terms that only it has; nil if it is none that stands on its own.
    public static func entity(of node: JSONNode) -> Entity? {
        func has(_ term: String) -> Bool { node[term] != nil }
        if has("icglrId") || (has("certificationStatus") && has("mineSiteLocation")) { return .mineSite }
        if has("dateOfIssuance") || has("issuingCountry") || has("mineralOrigin") { return .exportCertificate }
        if has("lotNumber"), has("originatingOperation") || has("dateRegistration") || has("creator") { return .lot }
        if has("issueDate"), has("issuer") { return .tag }
        if has("taxType"), has("taxAmount") { return .tax }
        return nil
    }

    /// The edition whose forms an object uses: the one with fewer faults, then the one that names more of its terms,
    /// then the core.
    public static func likelyProfile(of node: JSONNode, as entity: Entity) -> Profile {
        func distance(_ profile: Profile) -> (Int, Int) {
            var check = SchemaCheck(profile)
            check.check(node, as: entity, at: "$")
            return (check.faults.count, check.unknownCount)
        }
        return distance(.rwanda) < distance(.core) ? .rwanda : .core
    }

    /// Every fault that the schema shows in an object.
    public static func faults(of node: JSONNode, as entity: Entity, _ profile: Profile) -> [DataFault] {
        var check = SchemaCheck(profile)
        check.check(node, as: entity, at: "$")
        return check.faults
    }

    /// Reads an object.
    ///
    /// - Parameter known: What it is, where that is known without its terms.
    /// - Throws: ``DataFaults`` with every place that the schema does not allow.
    public func read(
        _ node: JSONNode,
        as known: Entity? = nil
    ) throws(DataFaults) -> (record: MiningRecord, profile: Profile) {
        guard case .object = node else {
            throw DataFaults([DataFault(.type, at: "$", found: node.refusalText, expected: .miningRecord)])
        }
        guard let entity = known ?? Self.entity(of: node) else {
            throw DataFaults([DataFault(.entity, at: "$", expected: .miningRecord)])
        }
        let profile = profile ?? Self.likelyProfile(of: node, as: entity)
        let faults = Self.faults(of: node, as: entity, profile)
        guard faults.isEmpty, let record = Self.record(node, entity, profile) else {
            // A value that fits its schema reads as its type; the second case is for the compiler alone.
            throw DataFaults(faults.isEmpty ? [DataFault(.type, at: "$", expected: .miningRecord)] : faults)
        }
        return (record, profile)
    }

    private static func record(_ node: JSONNode, _ entity: Entity, _ profile: Profile) -> MiningRecord? {
        switch entity {
        case .mineSite: MineSite(reading: node, profile).map(MiningRecord.mineSite)
        case .exportCertificate: ExportCertificate(reading: node, profile).map(MiningRecord.exportCertificate)
        case .lot: Lot(reading: node, profile).map(MiningRecord.lot)
        case .tag: Tag(reading: node, profile).map(MiningRecord.tag)
        case .tax: Tax(reading: node, profile).map(MiningRecord.tax)
        default: nil
        }
    }
}

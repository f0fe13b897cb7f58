/// The terms of an entity in a profile: our own statement of the standard's semantic model.
public struct EntitySchema: Sendable, Hashable {
    /// The entity.
    public let entity: Entity
    /// The edition.
    public let profile: Profile
    /// Its terms, in the order of the standard.
    public let fields: [FieldSchema]

    /// The schema of an entity.
    public static func of(_ entity: Entity, _ profile: Profile) -> EntitySchema {
        let all = profile == .core ? core : rwanda
        return all[entity] ?? EntitySchema(entity: entity, profile: profile, fields: [])
    }

    /// The term of that name.
    public func field(_ term: String) -> FieldSchema? {
        fields.first { $0.term == term }
    }

    private static let core = table(.core)
    private static let rwanda = table(.rwanda)

    private static func table(_ profile: Profile) -> [Entity: EntitySchema] {
        Dictionary(
            uniqueKeysWithValues: Entity.allCases.map { entity in
                (entity, EntitySchema(entity: entity, profile: profile, fields: fields(of: entity, profile)))
            }
        )
    }

    private static func fields(of entity: Entity, _ profile: Profile) -> [FieldSchema] {
        switch entity {
        case .mineSite: mineSite(profile)
        case .licence: licence(profile)
        case .exportCertificate: exportCertificate(profile)
        case .businessEntity: businessEntity(profile)
        case .address: address(profile)
        case .geolocalization: geolocalization(profile)
        case .inspection: inspection(profile)
        case .mineSiteLocation: mineSiteLocation
        case .contactDetails: contactDetails
        case .statusHistory: statusHistory
        case .tag: tag(profile)
        case .lot: lot(profile)
        case .tax: tax
        case .inputLot: inputLot
        }
    }
}

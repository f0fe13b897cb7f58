import Formats
import Geography
import Store
public import Vocabulary

/// An incident that an officer writes from a report: what others may know of it.
///
/// It becomes a record like any other: taken in, kept, checked by the rules. Nothing in it leads back to the report.
public struct IncidentDraft: Sendable, Hashable {
    /// For whom it is.
    public enum Audience: String, Sendable, Hashable, CaseIterable {
        /// The officer's own organisation.
        case own
        /// All agencies here.
        case agencies
        /// Everybody: the place is put on a coarse grid, and neither a site nor anybody is named.
        case everybody

        /// What the reporter must have agreed to; nil for nothing.
        public var needs: ReportContent.Use? {
            switch self {
            case .own: nil
            case .agencies: .refer
            case .everybody: .publish
            }
        }

        /// The marking of the record.
        public var marking: HandlingMarking {
            switch self {
            case .own: .amberStrict
            case .agencies: .green
            case .everybody: .clear
            }
        }
    }

    /// The words for what happened, as incidents have them.
    public static let categories = ["battle", "violence", "protest", "roadblock", "pollution", "accident", "other"]

    /// Its identifier: by chance, so that it leads nowhere.
    public var id: String
    /// The day, month or year.
    public var date: String
    /// One of ``categories``.
    public var category: String
    /// What happened, in the officer's words.
    public var description: String
    /// Who took part.
    public var actors: String
    /// The site.
    public var site: String
    /// Degrees, WGS 84.
    public var position: (lat: String, lon: String)?
    /// For whom it is.
    public var audience: Audience

    /// Describes an incident.
    public init(
        id: String,
        date: String,
        category: String,
        description: String,
        actors: String,
        site: String,
        position: (lat: String, lon: String)?,
        audience: Audience
    ) {
        (self.id, self.date, self.category) = (id, date, category)
        (self.description, self.actors, self.site) = (description, actors, site)
        (self.position, self.audience) = (position, audience)
    }

    /// Which kind of incident a report of a category most likely is.
    public static func category(for report: String) -> String {
        switch ReportCategory(rawValue: report) {
        case .violence, .threats, .sexualViolence, .armed: "violence"
        case .water, .waste: "pollution"
        case .accident: "accident"
        case .childLabour, .forcedLabour, .bribery, .smuggling, .land, .work, .licence, .other, nil: "other"
        }
    }

    /// The record as it is taken in: GeoJSON (RFC 7946) with one feature.
    ///
    /// - Parameter source: Who says so, such as the organisation and its grade.
    /// - Throws: ``CommunityFault/notAnIncident`` without a kind, words or a date, ``CommunityFault/notAPlace`` for a position that is
    ///   none.
    public func record(source: String) throws(CommunityFault) -> [UInt8] {
        guard Self.categories.contains(category), CalendarDay(date) != nil,
            description.contains(where: { !$0.isWhitespace })
        else { throw .notAnIncident }
        var members: [JSONNode.Member] = [
            .init("id", .string(id)), .init("date", .string(date)), .init("category", .string(category)),
            .init("description", .string(description)), .init("source", .string(source)),
        ]
        // A site is an exact place: the reporter agreed to a rough one.
        if audience != .everybody {
            if !actors.isEmpty { members.append(.init("actors", .string(actors))) }
            if !site.isEmpty { members.append(.init("site", .string(site))) }
        }
        var geometry = JSONNode.null
        if let position {
            let (centre, metres) = try place(position)
            members.append(.init("uncertainty_m", .integer(metres)))
            geometry = .object([
                .init("type", .string("Point")),
                .init("coordinates", .array([.number("\(centre.lon)"), .number("\(centre.lat)")])),
            ])
        }
        let feature = JSONNode.object([
            .init("type", .string("Feature")), .init("geometry", geometry), .init("properties", .object(members)),
        ])
        let whole: [JSONNode.Member] = [
            .init("type", .string("FeatureCollection")), .init("features", .array([feature])),
        ]
        return JSONNode.object(whole).bytes()
    }

    /// Where it is said to have happened, and how far off that may be, in metres.
    private func place(_ given: (lat: String, lon: String)) throws(CommunityFault) -> (Position, Int) {
        guard let lat = Double(given.lat), let lon = Double(given.lon), abs(lat) <= 90, abs(lon) <= 180 else {
            throw .notAPlace
        }
        // Phones round to about a hundred metres.
        let exact = Position(lon: lon, lat: lat)
        guard audience == .everybody else { return (exact, 100) }
        guard let cell = CoarseGrid(.high)?.cell(of: exact, uncertaintyMetres: 100) else { throw .notAPlace }
        return (cell.centre, cell.uncertaintyMetres)
    }

    /// Whether two drafts say the same.
    public static func == (left: IncidentDraft, right: IncidentDraft) -> Bool {
        (left.id, left.date, left.category, left.description, left.actors, left.site)
            == (right.id, right.date, right.category, right.description, right.actors, right.site)
            && left.position?.lat == right.position?.lat && left.position?.lon == right.position?.lon
            && left.audience == right.audience
    }

    /// Feeds what the comparison looks at.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

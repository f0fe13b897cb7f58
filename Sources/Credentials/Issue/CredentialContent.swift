import Formats

/// What a credential that is issued here says.
///
/// Numbers with a fraction are texts, as they were written: a signature over a binary float would not be over them.
public enum CredentialContent: Sendable, Hashable {
    case licence(Licence)
    case lotCertificate(LotCertificate)
    case facility(Facility)
    case trainingBadge(TrainingBadge)

    /// A right to explore, mine, process, trade or export.
    public struct Licence: Sendable, Hashable {
        /// The number that the authority gave it.
        public var number: String
        /// What it allows, such as `mining`.
        public var kind: String
        /// Who holds it, as an identifier.
        public var holder: String
        /// The name of the holder.
        public var holderName: String
        /// The minerals that it is for.
        public var minerals: [String]
        /// The identifier of the place that it is for.
        public var site: String?
        /// The country whose authority gave it, as two letters.
        public var country: String?

        /// A licence.
        public init(
            number: String,
            kind: String,
            holder: String,
            holderName: String,
            minerals: [String],
            site: String? = nil,
            country: String? = nil
        ) {
            self.number = number
            self.kind = kind
            self.holder = holder
            self.holderName = holderName
            self.minerals = minerals
            self.site = site
            self.country = country
        }
    }

    /// What an authority states of one lot of mineral.
    public struct LotCertificate: Sendable, Hashable {
        /// The number that the authority gave the certificate.
        public var number: String
        /// The identifier of the lot.
        public var lot: String
        /// The mineral.
        public var mineral: String?
        /// The net mass in kilograms, as a decimal text.
        public var netKilograms: String?
        /// The identifier of the place that it comes from.
        public var origin: String?
        /// The identifier of the exporter.
        public var exporter: String?
        /// The country that it goes to, as two letters.
        public var destination: String?

        /// A certificate.
        public init(
            number: String,
            lot: String,
            mineral: String? = nil,
            netKilograms: String? = nil,
            origin: String? = nil,
            exporter: String? = nil,
            destination: String? = nil
        ) {
            self.number = number
            self.lot = lot
            self.mineral = mineral
            self.netKilograms = netKilograms
            self.origin = origin
            self.exporter = exporter
            self.destination = destination
        }
    }

    /// What an authority states of a mine, a buying house or a plant.
    public struct Facility: Sendable, Hashable {
        /// Its identifier.
        public var identifier: String
        /// Its name.
        public var name: String
        /// What it is, such as `mine`.
        public var kind: String
        /// The identifier of who runs it.
        public var operatedBy: String?
        /// The country, as two letters.
        public var country: String?
        /// Degrees north, as a decimal text.
        public var latitude: String?
        /// Degrees east, as a decimal text.
        public var longitude: String?
        /// How far the true position may lie from that, in metres, as a text.
        public var uncertaintyMetres: String?

        /// A facility.
        public init(
            identifier: String,
            name: String,
            kind: String,
            operatedBy: String? = nil,
            country: String? = nil,
            latitude: String? = nil,
            longitude: String? = nil,
            uncertaintyMetres: String? = nil
        ) {
            self.identifier = identifier
            self.name = name
            self.kind = kind
            self.operatedBy = operatedBy
            self.country = country
            self.latitude = latitude
            self.longitude = longitude
            self.uncertaintyMetres = uncertaintyMetres
        }
    }

    /// That somebody finished a course, in the form of Open Badges 3.0.
    public struct TrainingBadge: Sendable, Hashable {
        /// The identifier of the learner, which need not be a name.
        public var learner: String
        /// The identifier of the course.
        public var course: String
        /// The name of the course.
        public var courseName: String
        /// What the course is about.
        public var summary: String
        /// What had to be done for the badge.
        public var criteria: String

        /// A badge.
        public init(learner: String, course: String, courseName: String, summary: String, criteria: String) {
            self.learner = learner
            self.course = course
            self.courseName = courseName
            self.summary = summary
            self.criteria = criteria
        }
    }

    /// The type of the credential, beside `VerifiableCredential`.
    public var type: String {
        switch self {
        case .licence: "LicenceCredential"
        case .lotCertificate: "LotCertificateCredential"
        case .facility: "FacilityCredential"
        case .trainingBadge: "OpenBadgeCredential"
        }
    }

    /// The context of Open Badges 3.0.3.
    private static let badgeContext = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

    /// What stands in the context behind that of the model: a published one, or the meaning of each word.
    func context(vocabulary: String) -> JSONNode {
        guard let terms else { return .string(Self.badgeContext) }
        // No catch-all @vocab: each word has its own meaning, and an unknown one none.
        return .object(terms.map { .init($0, .string(vocabulary + $0)) })
    }

    private var terms: [String]? {
        guard case .trainingBadge = self else {
            guard case .object(let members) = subject else { return [] }
            return [type] + members.filter { $0.name != "id" && $0.name != "type" }.map(\.name) + [subjectType]
        }
        return nil
    }

    private var subjectType: String {
        switch self {
        case .licence: "Licence"
        case .lotCertificate: "LotCertificate"
        case .facility: "Facility"
        case .trainingBadge: "AchievementSubject"
        }
    }

    /// What the credential says of its subject.
    var subject: JSONNode {
        var members: [JSONNode.Member] = []
        func add(_ name: String, _ text: String?) {
            if let text { members.append(.init(name, .string(text))) }
        }
        switch self {
        case .licence(let licence):
            add("id", licence.holder)
            add("type", subjectType)
            add("holderName", licence.holderName)
            add("licenceNumber", licence.number)
            add("licenceKind", licence.kind)
            members.append(.init("minerals", .array(licence.minerals.map(JSONNode.string))))
            add("site", licence.site)
            add("country", licence.country)
        case .lotCertificate(let certificate):
            add("id", certificate.lot)
            add("type", subjectType)
            add("certificateNumber", certificate.number)
            add("mineral", certificate.mineral)
            add("netKilograms", certificate.netKilograms)
            add("originSite", certificate.origin)
            add("exporter", certificate.exporter)
            add("destination", certificate.destination)
        case .facility(let facility):
            add("id", facility.identifier)
            add("type", subjectType)
            add("facilityName", facility.name)
            add("facilityKind", facility.kind)
            add("operatedBy", facility.operatedBy)
            add("country", facility.country)
            add("latitude", facility.latitude)
            add("longitude", facility.longitude)
            add("uncertaintyMetres", facility.uncertaintyMetres)
        case .trainingBadge(let badge):
            add("id", badge.learner)
            members.append(.init("type", .array([.string(subjectType)])))
            let achievement: [JSONNode.Member] = [
                .init("id", .string(badge.course)), .init("type", .array([.string("Achievement")])),
                .init("name", .string(badge.courseName)), .init("description", .string(badge.summary)),
                .init("criteria", .object([.init("narrative", .string(badge.criteria))])),
            ]
            members.append(.init("achievement", .object(achievement)))
        }
        return .object(members)
    }
}

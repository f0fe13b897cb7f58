/// One thing that the conformance runner looks at.
///
/// The text that says what is checked is in the catalogue of messages, under ``titleKey``.
public enum Check: String, Sendable, Hashable, CaseIterable {
    // Level 1: the schema
    case syntax
    case entity
    case required
    case type
    case naming
    case codeList = "code-list"
    case siteNumber = "site-number"
    case position
    case dateForm = "date-form"
    case country
    case unit
    case format

    // Level 1: what stands in prose alone, within a record
    case address
    case siteCountry = "site-country"
    case sitePosition = "site-position"
    case siteMineral = "site-mineral"
    case licence
    case statusHistory = "status-history"
    case statusAge = "status-age"
    case file
    case productionSite = "production-site"
    case productionTag = "production-tag"
    case productionMiner = "production-miner"
    case initialLot = "initial-lot"
    case inputLots = "input-lots"
    case quantity
    case exportedLot = "exported-lot"
    case certificateValidity = "certificate-validity"
    case certificateDates = "certificate-dates"
    case certificateWeight = "certificate-weight"
    case certificateOrigin = "certificate-origin"
    case certificateRoute = "certificate-route"
    case customsValue = "customs-value"
    case certificateSerial = "certificate-serial"

    // Level 1: between the records that were handed in together
    case unique
    case tagOnce = "tag-once"
    case shippedLot = "shipped-lot"
    case oneSite = "one-site"
    case incomingWeight = "incoming-weight"
    case redSite = "red-site"
    case certificateLot = "certificate-lot"
    case allowedTags = "allowed-tags"

    // Level 2: the server
    case list
    case item
    case listRecords = "list-records"
    case pagination
    case filter
    case filterCase = "filter-case"
    case notFound = "not-found"
    case badRequest = "bad-request"
    case errorBody = "error-body"
    case certificateCountry = "certificate-country"
    case create
    case authentication

    /// The level of conformance that it belongs to.
    public var level: Int {
        switch self {
        case .list, .item, .listRecords, .pagination, .filter, .filterCase, .notFound, .badRequest, .errorBody,
            .certificateCountry, .create, .authentication:
            2
        default: 1
        }
    }

    /// Where the standard says it: a number of its conformance rules, an entity, a code list, or the RCM Manual.
    public var clause: String {
        switch self {
        case .syntax, .required, .type: "1.1"
        case .entity: "MD.01–MD.13"
        case .naming: "1.7"
        case .codeList: "1.8"
        case .siteNumber: "1.2"
        case .position: "1.3, MD.06"
        case .dateForm: "1.4"
        case .country: "1.5, MD.05"
        case .unit: "1.6, MDC.07"
        case .format: "MD.05, MD.08, MD.09, MD.13"
        case .address: "MD.04"
        case .siteCountry, .sitePosition: "1.2, MD.01"
        case .siteMineral: "MD.01, MDC.03"
        case .licence: "MD.02"
        case .statusHistory: "MD.10"
        case .statusAge: "MDC.01"
        case .file: "MD.03, MD.07"
        case .productionSite, .productionTag: "MD.12 (4)"
        case .productionMiner: "MD.12 (Rwanda)"
        case .initialLot: "MD.12 (6)"
        case .inputLots: "MD.12 (5)"
        case .quantity: "MD.12"
        case .exportedLot: "MD.12, MD.03"
        case .certificateValidity, .certificateDates, .certificateWeight, .certificateOrigin, .certificateRoute,
            .customsValue, .certificateSerial:
            "MD.03"
        case .unique: "1.2"
        case .tagOnce: "MD.11, MD.12"
        case .shippedLot: "MD.12 (3)"
        case .oneSite: "MD.12"
        case .incomingWeight: "RCM 4.2.8"
        case .redSite: "MDC.01"
        case .certificateLot: "MD.03, MD.12"
        case .allowedTags: "MD.01 (Rwanda)"
        case .list, .item, .certificateCountry: "2.2"
        case .listRecords: "2.1, 4.2"
        case .pagination: "2.3"
        case .filter, .filterCase: "2.4"
        case .notFound, .badRequest, .errorBody: "2.5"
        case .create: "2.2, 4.1"
        case .authentication: "5.1"
        }
    }

    /// The key of the text that says what is checked.
    public var titleKey: String { "conformance.icglr.\(rawValue)" }
}

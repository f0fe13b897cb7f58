/// How a file will be read.
struct ImportPlan: Sendable {
    /// The form of the file.
    enum Form: Sendable {
        case csv(map: ColumnMap, kind: RecordKind, header: [String])
        case geoJSON(map: ColumnMap, kind: RecordKind)
        case geoJSONLines(map: ColumnMap, kind: RecordKind)
        case followTheMoney(isList: Bool)
        case epcis
        case epcisLines
        case icglr(Layout)
        case icglrXML
        case untp(Layout)
        case epcisXML
        case unList
        case ofac(OFACReader.File)
    }

    /// How the records of a JSON file stand in it.
    enum Layout: Sendable {
        /// The file is one of them.
        case whole
        /// One a line.
        case lines
        /// The elements of an array, or of the array `data` in an object.
        case elements
    }

    let form: Form

    /// The word that the receipt keeps for the kind.
    var kindName: String {
        switch form {
        case .csv(_, let kind, _), .geoJSON(_, let kind), .geoJSONLines(_, let kind): kind.name
        case .followTheMoney(let isList): isList ? "listing" : "party"
        case .epcis, .epcisLines, .epcisXML: "event"
        case .icglr, .icglrXML: "icglr"
        case .untp: "untp"
        case .unList: "un-sc"
        case .ofac(let file): file.rawValue
        }
    }

    /// Whether it is a document of EPCIS events.
    var isOfEvents: Bool {
        switch form {
        case .epcis, .epcisLines, .epcisXML: true
        default: false
        }
    }

    /// The name of the map; empty for none.
    var mapName: String {
        switch form {
        case .csv(let map, _, _), .geoJSON(let map, _), .geoJSONLines(let map, _): map.id
        default: ""
        }
    }

    /// What the map says of who made the data.
    var source: String {
        switch form {
        case .csv(let map, _, _), .geoJSON(let map, _), .geoJSONLines(let map, _): map.source
        default: ""
        }
    }
}

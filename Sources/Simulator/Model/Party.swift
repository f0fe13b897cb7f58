/// A person or an organisation.
struct Party {
    enum Kind {
        case person
        case company
        case cooperative
        case publicBody
        case organisation
    }

    var id: String
    var kind: Kind
    var name: String
    var aliases: [String] = []
    var country: String
    var registration: String?
    var born: Day?
    var founded: Day?
    var position: String?
    var sector: String?
    var address: String?
}

/// One party owns, directs, is related to or works for another.
struct PartyLink {
    enum Kind {
        case ownership
        case directorship
        case family
        case employment
    }

    var kind: Kind
    /// Owner, director, person or employee.
    var source: Int
    /// Asset, organisation, relative or employer.
    var target: Int
    var percent: Int?
    var from: Day
    var to: Day?
    var role: String
}

/// One entry of the invented watch list.
struct WatchEntry {
    var id: String
    var isPerson: Bool
    var name: String
    var aliases: [String]
    var country: String
    var born: String?
    var programme: String
    var listedOn: Day
    var reason: String
}

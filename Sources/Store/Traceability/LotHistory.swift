/// What records have said of lots and their events, replaced records included, in the order of their numbers.
package struct LotHistory: Sendable {
    /// One lot in an event.
    package struct Entry: Sendable {
        package let lot: String
        package let role: String
        package let grams: Int?
    }

    /// An event as one record tells it.
    package struct Event: Sendable {
        package let record: Int
        package let id: String
        package let kind: String
        package let action: String?
        package let time: String
        package let step: String?
        package let site: String?
        package let giver: String?
        package let receiver: String?
        /// When the file of the record came in.
        package let received: String
        package var entries: [Entry] = []
    }

    /// What a record states of a lot.
    package struct Statement: Sendable {
        package let record: Int
        package let lot: String
        package let mineral: String?
        package let grams: Int?
        package let gradePPM: Int?
        package let site: String?
        package let tag: String?
        package let made: String?
        package let received: String
        package let model: String?
        package let claim: String?
    }

    /// A record that another one replaced, in whole, or only in what it states of one lot.
    package struct Replacement: Sendable {
        package let record: Int
        package let lot: String?
        /// When the file of the record that replaces it came in.
        package let received: String
    }

    package var events: [Event] = []
    package var statements: [Statement] = []
}

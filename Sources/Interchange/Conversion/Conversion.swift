public import Formats
public import MiningData
public import Vocabulary

/// What a conversion came to.
public struct Conversion: Sendable, Hashable {
    /// A place of a record that its own standard would refuse.
    public struct Gap: Sendable, Hashable {
        /// JSON path in the record.
        public let path: String
        /// What was expected there.
        public let expected: RefusalText
    }

    /// A record in the other standard.
    public struct Record: Sendable, Hashable {
        /// The record.
        public let json: JSONNode
        /// What its standard requires and the source does not say: EPCIS knows an identifier where an ICGLR lot needs
        /// a business with its address.
        public let gaps: [Gap]
    }

    /// The records; none where the other standard has nothing that corresponds.
    public let records: [Record]
    /// What was lost, by its place in the source.
    public let losses: [Loss]
}

/// The standards that records are converted among.
public enum Standard: Sendable, Hashable {
    /// A GS1 EPCIS 2.0 event in JSON.
    case epcis
    /// An ICGLR lot, MD.12.
    case icglr(Profile)
    /// A UNTP 0.7 event.
    case untp

    /// All of them.
    static let all: [Standard] = [.epcis, .icglr(.core), .icglr(.rwanda), .untp]

    /// The member under which a record carries what only this standard can say.
    var carrier: String {
        switch self {
        case .epcis: "touchstone:epcis"
        case .icglr(.core): "touchstone:icglr"
        case .icglr(.rwanda): "touchstone:icglr-rwanda"
        case .untp: "touchstone:untp"
        }
    }

    static let carriers: Set<String> = Set(all.map(\.carrier))
}

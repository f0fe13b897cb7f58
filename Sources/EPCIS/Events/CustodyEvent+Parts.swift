extension CustodyEvent {
    /// Things by number and by quantity.
    public struct Things: Sendable, Hashable {
        /// Single things, by EPC.
        public let epcs: [String]
        /// Lots and classes, with how much of them.
        public let quantities: [Quantity]

        /// Whether there is nothing.
        public var isEmpty: Bool { epcs.isEmpty && quantities.isEmpty }
    }

    /// How much of a class there is (section 7.3.3.3).
    public struct Quantity: Sendable, Hashable {
        /// The lot or class.
        public let epcClass: String
        /// How much, as a decimal number as written; nil where nobody said.
        public let amount: String?
        /// The unit by its UN/CEFACT code; nil where instances are counted.
        public let unit: String?
    }

    /// A word of a vocabulary.
    public struct Word: Sendable, Hashable {
        /// As written.
        public let text: String
        /// The term of CBV 2.0 that it means; nil for a word of somebody else's vocabulary.
        public let term: CBVTerm?
    }

    /// A business transaction, a source or a destination, with its type.
    public struct Party: Sendable, Hashable {
        /// The type; nil where none is given.
        public let type: Word?
        /// What is meant.
        public let id: String
    }

    /// That an event was in error (section 7.4.1.2).
    public struct ErrorDeclaration: Sendable, Hashable {
        /// When that was declared, as written.
        public let time: String?
        /// Why.
        public let reason: Word?
        /// The events that take its place.
        public let correctiveEventIDs: [String]
        /// Fields of other namespaces.
        public let extensions: [Extension]
    }

    /// Measurements that share their metadata.
    public struct SensorElement: Sendable, Hashable {
        /// What holds for all reports: times, device, rules, by the standard's field.
        public let metadata: [EventTerm: String]
        /// The measurements.
        public let reports: [SensorReport]
        /// Fields of other namespaces.
        public let extensions: [Extension]
    }

    /// One measurement (section 7.3.7.3).
    public struct SensorReport: Sendable, Hashable {
        /// What was measured.
        public let type: Word?
        /// An alarm or a fault of the sensor.
        public let exception: Word?
        /// Which part of a measurement of several it is.
        public let component: Word?
        /// The other fields as written, such as `value`, `uom`, `stringValue` and `time`.
        public let fields: [EventTerm: String]
        /// Fields of other namespaces.
        public let extensions: [Extension]

        /// A number of the report in the base unit of its unit; nil without a number, or with a unit that is not known.
        public func baseValue(_ field: EventTerm = .value) -> (value: Double, dimension: UnitOfMeasure.Dimension)? {
            guard let number = fields[field].flatMap({ Double($0) }),
                let unit = fields[.uom].flatMap({ UnitOfMeasure(code: $0) })
            else { return nil }
            return (unit.baseValue(of: number), unit.dimension)
        }
    }

    /// A field of another namespace.
    public struct Extension: Sendable, Hashable {
        /// The namespace; empty if no document declares one.
        public let namespace: String
        /// The name without its prefix.
        public let name: String
        /// The value.
        public let value: Value
    }

    /// The value of an extension.
    public indirect enum Value: Sendable, Hashable {
        case text(String)
        case number(String)
        case boolean(Bool)
        case null
        case list([Value])
        case object([Extension])
    }
}

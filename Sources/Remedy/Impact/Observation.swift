public import Vocabulary

/// Something that was measured: in water, air, noise or soil.
public struct Observation: Sendable, Hashable {
    /// What the instrument or the laboratory said.
    public enum Result: Sendable, Hashable {
        /// A number and how far the truth may lie to either side of it; nil where nobody said how far.
        case number(DecimalNumber, uncertainty: DecimalNumber?)
        /// Less than can be detected: less than this, and nothing more is known.
        case below(DecimalNumber)

        /// Reads `0.012` or `<0.01`, as laboratories write it; nil where it is neither.
        public init?(_ text: String, uncertainty: DecimalNumber? = nil) {
            if text.hasPrefix("<") {
                guard uncertainty == nil, let limit = try? DecimalNumber(String(text.dropFirst())) else { return nil }
                self = .below(limit)
            } else {
                guard let number = try? DecimalNumber(text) else { return nil }
                self = .number(number, uncertainty: uncertainty)
            }
        }

        /// The text of it: `0.012` or `<0.01`.
        public var text: String {
            switch self {
            case .number(let number, _): number.description
            case .below(let limit): "<\(limit)"
            }
        }
    }

    /// When in the life of the project it was measured.
    public enum Phase: String, Sendable, Hashable, CaseIterable {
        /// Before, or where the project does not reach.
        case baseline
        /// Since.
        case now
    }

    /// The id within the assessment.
    public let id: String
    /// What was measured, such as `arsenic`; of the guide.
    public let quantity: String
    /// What came out.
    public let result: Result
    /// The unit; of the guide.
    public let unit: String
    /// How it was measured; of the guide.
    public let method: String
    /// Where: the id of a place.
    public let place: String
    /// When.
    public let moment: UTCInstant
    /// Baseline or now.
    public let phase: Phase
    /// With what: the id of an instrument or a laboratory.
    public let instrument: String
    /// Who measured: an opaque id, never a name.
    public let measurer: String
    /// SHA-256 of the photos, 64 lower-case hexadecimal digits each.
    public let photos: Set<String>

    /// A measurement.
    public init(
        _ id: String,
        _ quantity: String,
        _ result: Result,
        _ unit: String,
        method: String,
        at place: String,
        on moment: UTCInstant,
        _ phase: Phase,
        with instrument: String,
        by measurer: String,
        photos: Set<String> = []
    ) {
        self.id = id
        self.quantity = quantity
        self.result = result
        self.unit = unit
        self.method = method
        self.place = place
        self.moment = moment
        self.phase = phase
        self.instrument = instrument
        self.measurer = measurer
        self.photos = photos
    }
}

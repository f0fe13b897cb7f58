extension CanonicalLink {
    /// A scheme of EPC URNs that has a Digital Link (EPC Tag Data Standard 2.0 section 6.3).
    enum Scheme: Sendable {
        case sgtin, upui, lgtin, itip, sscc, sgln, pgln, grai, giai, gsrn, gsrnp, gdti, cpi, sgcn, ginc, gsin

        init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
            let count = range.count
            func has(_ name: StaticString) -> Bool {
                name.utf8CodeUnitCount == count && starts(bytes, at: range.lowerBound, with: name)
            }
            if has("sgtin") {
                self = .sgtin
            } else if has("sscc") {
                self = .sscc
            } else if has("sgln") {
                self = .sgln
            } else if has("lgtin") {
                self = .lgtin
            } else if has("pgln") {
                self = .pgln
            } else if has("gdti") {
                self = .gdti
            } else if has("grai") {
                self = .grai
            } else if has("giai") {
                self = .giai
            } else if has("gsrn") {
                self = .gsrn
            } else if has("gsrnp") {
                self = .gsrnp
            } else if has("upui") {
                self = .upui
            } else if has("itip") {
                self = .itip
            } else if has("cpi") {
                self = .cpi
            } else if has("sgcn") {
                self = .sgcn
            } else if has("ginc") {
                self = .ginc
            } else if has("gsin") {
                self = .gsin
            } else {
                return nil
            }
        }

        /// The application identifier of the key.
        var key: StaticString {
            switch self {
            case .sgtin, .upui, .lgtin: "01"
            case .itip: "8006"
            case .sscc: "00"
            case .sgln: "414"
            case .pgln: "417"
            case .grai: "8003"
            case .giai: "8004"
            case .gsrn: "8018"
            case .gsrnp: "8017"
            case .gdti: "253"
            case .cpi: "8010"
            case .sgcn: "255"
            case .ginc: "401"
            case .gsin: "402"
            }
        }

        /// How many digits company prefix and reference have together; nil if the reference is text.
        var digits: Int? {
            switch self {
            case .sgtin, .upui, .lgtin, .itip: 13
            case .sscc, .gsrn, .gsrnp: 17
            case .gsin: 16
            case .sgln, .pgln, .grai, .gdti, .sgcn: 12
            case .giai, .cpi, .ginc: nil
            }
        }

        enum First: Sendable {
            case nothing, zero
            /// The first digit of the reference.
            case indicator
        }

        /// What goes before the company prefix.
        var first: First {
            switch self {
            case .sgtin, .upui, .lgtin, .itip, .sscc: .indicator
            case .grai: .zero
            default: .nothing
            }
        }

        enum Serial: Sendable {
            case none, digits
            case text(limit: Int, qualifier: StaticString)
        }

        /// What follows the key.
        var serial: Serial {
            switch self {
            case .sgtin, .itip: .text(limit: 20, qualifier: "/21/")
            case .upui: .text(limit: 28, qualifier: "/235/")
            case .lgtin: .text(limit: 20, qualifier: "/10/")
            case .sgln: .text(limit: 20, qualifier: "/254/")
            case .grai: .text(limit: 16, qualifier: "")
            case .gdti: .text(limit: 19, qualifier: "")
            case .sgcn: .digits
            default: .none
            }
        }

        /// Whether it names classes, under `urn:epc:class`.
        var isClass: Bool { self == .lgtin }

        /// Whether there are patterns of it, under `urn:epc:idpat`.
        var hasPattern: Bool {
            switch self {
            case .sgtin, .grai, .gdti, .sgcn, .cpi, .itip, .upui: true
            default: false
            }
        }
    }

    /// Reads the parts of an EPC URN.
    struct URNReader {
        var index: Int
        private(set) var prefix = 0..<0

        init(index: Int) {
            self.index = index
        }

        /// Reads the company prefix, 6 to 12 digits, and the dot behind it.
        mutating func readPrefix(_ bytes: Span<UInt8>) -> Bool {
            let start = index
            while index < bytes.count, isDigit(bytes[index]) { index &+= 1 }
            prefix = start..<index
            return 6...12 ~= prefix.count && readDot(bytes)
        }

        mutating func readDot(_ bytes: Span<UInt8>) -> Bool {
            guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { return false }
            index &+= 1
            return true
        }

        mutating func readStar(_ bytes: Span<UInt8>) -> Bool {
            guard readDot(bytes), index < bytes.count, bytes[index] == UInt8(ascii: "*") else { return false }
            index &+= 1
            return true
        }

        mutating func readDigits(_ bytes: Span<UInt8>, count: Int) -> Range<Int>? {
            guard count >= 0, index &+ count <= bytes.count else { return nil }
            let range = index..<(index &+ count)
            for place in range where !isDigit(bytes[place]) { return nil }
            index = range.upperBound
            return range
        }

        /// Reads the digits to the end: at least one, at most twelve.
        mutating func readSerialDigits(_ bytes: Span<UInt8>) -> Range<Int>? {
            let count = bytes.count &- index
            return 1...12 ~= count ? readDigits(bytes, count: count) : nil
        }

        /// Reads characters of AI encodable character set 82 to the end, those that a URN cannot hold percent-encoded.
        mutating func readText(_ bytes: Span<UInt8>, limit: Int) -> Range<Int>? {
            read(bytes, limit: limit) { bytes, index in
                switch bytes[index] {
                case UInt8(ascii: "%"): Self.escape(bytes, at: index, isPart: false)
                case UInt8(ascii: "!"), 0x27...0x2E, UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"),
                    UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    1
                default: 0
                }
            }
        }

        /// Reads a component or part reference, up to the dot before the serial number.
        mutating func readPart(_ bytes: Span<UInt8>, limit: Int) -> Range<Int>? {
            read(bytes, limit: limit, isOpenEnded: true) { bytes, index in
                switch bytes[index] {
                case UInt8(ascii: "%"): Self.escape(bytes, at: index, isPart: true)
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"): 1
                default: 0
                }
            }
        }

        private mutating func read(
            _ bytes: Span<UInt8>,
            limit: Int,
            isOpenEnded: Bool = false,
            _ length: (Span<UInt8>, Int) -> Int
        ) -> Range<Int>? {
            let start = index
            var count = 0
            while index < bytes.count {
                let step = length(bytes, index)
                if step == 0 {
                    guard isOpenEnded else { return nil }
                    break
                }
                index &+= step
                count &+= 1
            }
            return 1...limit ~= count ? start..<index : nil
        }

        /// The length of the escape at a place, if it is of a character that may stand in a key; 0 if not.
        private static func escape(_ bytes: Span<UInt8>, at index: Int, isPart: Bool) -> Int {
            guard index &+ 2 < bytes.count, let low = hex(bytes[index &+ 2]) else { return 0 }
            let isAllowed =
                switch (bytes[index &+ 1], isPart) {
                case (UInt8(ascii: "2"), false): low == 1 || low == 2 || low == 5 || low >= 9 || 6...8 ~= low
                case (UInt8(ascii: "2"), true): low == 3 || low == 0xD || low == 0xF
                case (UInt8(ascii: "3"), false): true
                case (UInt8(ascii: "3"), true): low <= 9
                case (UInt8(ascii: "4"), _): low >= 1
                case (UInt8(ascii: "5"), false): low <= 0xA || low == 0xF
                case (UInt8(ascii: "5"), true): low <= 0xA
                case (UInt8(ascii: "6"), false): low >= 1
                case (UInt8(ascii: "7"), false): low <= 0xA
                default: false
                }
            return isAllowed ? 3 : 0
        }

        private static func hex(_ byte: UInt8) -> UInt8? {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- UInt8(ascii: "0")
            case UInt8(ascii: "A")...UInt8(ascii: "F"): byte &- UInt8(ascii: "A") &+ 10
            case UInt8(ascii: "a")...UInt8(ascii: "f"): byte &- UInt8(ascii: "a") &+ 10
            default: nil
            }
        }
    }
}

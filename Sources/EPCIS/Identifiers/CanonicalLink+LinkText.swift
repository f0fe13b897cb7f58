extension CanonicalLink {
    /// A Digital Link on its way to its canonical form.
    ///
    /// The steps are those of the reference implementation in their order, so that what it makes of odd links is made
    /// of them here.
    struct LinkText {
        private var bytes: [UInt8] = []
        private let rules: Rules
        private static let home: StaticString = "https://id.gs1.org"

        static func append(_ source: Span<UInt8>, to output: inout [UInt8], _ rules: Rules) -> Bool {
            guard holdsKey(source) else { return false }
            var link = LinkText(source, rules)
            link.moveHome()
            link.padGTIN()
            link.dropVariant()
            link.keepFinest()
            guard link.isValid else { return false }
            output.append(contentsOf: link.bytes)
            return true
        }

        /// The primary keys, in the order in which they are looked for in a path: number and short name.
        private static let keys: [(number: StaticString, name: StaticString)] = [
            ("/00/", "/sscc/"), ("/01/", "/gtin/"), ("/253/", "/gdti/"), ("/255/", "/gcn/"), ("/401/", "/ginc/"),
            ("/402/", "/gsin/"), ("/414/", "/gln/"), ("/417/", "/party/"), ("/8003/", "/grai/"), ("/8004/", "/giai/"),
            ("/8006/", "/itip/"), ("/8010/", "/cpid/"), ("/8017/", "/gsrnp/"), ("/8018/", "/gsrn/"),
        ]
        private static let qualifiers: [(number: StaticString, name: StaticString)] = [
            ("/22/", "/cpv/"), ("/10/", "/lot/"), ("/21/", "/ser/"),
        ]

        /// Whether a key with at least four digits and one character more stands in the path.
        private static func holdsKey(_ source: Span<UInt8>) -> Bool {
            guard starts(source, at: 0, with: "http") else { return false }
            let colon = source[4] == UInt8(ascii: "s") ? 5 : 4
            guard source[colon] == UInt8(ascii: ":") else { return false }
            var hasDot = false
            for index in 0..<source.count where source[index] == UInt8(ascii: ".") {
                hasDot = true
                break
            }
            guard hasDot else { return false }
            var index = colon &+ 1
            while index < source.count {
                let byte = source[index]
                if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") { return false }
                if byte == UInt8(ascii: "/"), let behind = keyEnd(source, at: index), behind &+ 4 < source.count,
                    isDigit(source[behind]), isDigit(source[behind &+ 1]), isDigit(source[behind &+ 2]),
                    isDigit(source[behind &+ 3]), source[behind &+ 4] != UInt8(ascii: "/")
                {
                    return true
                }
                index &+= 1
            }
            return false
        }

        /// The offset behind the key that stands at a slash, slash included.
        private static func keyEnd(_ source: Span<UInt8>, at index: Int) -> Int? {
            for key in keys {
                if starts(source, at: index, with: key.number) { return index &+ key.number.utf8CodeUnitCount }
                if starts(source, at: index, with: key.name) { return index &+ key.name.utf8CodeUnitCount }
            }
            return nil
        }

        /// Takes the link without its query, short names as numbers.
        private init(_ source: Span<UInt8>, _ rules: Rules) {
            self.rules = rules
            bytes.reserveCapacity(source.count + 16)
            for index in 0..<source.count {
                if source[index] == UInt8(ascii: "?") { break }
                bytes.append(source[index])
            }
            var hasLetter = false
            for byte in bytes where byte | 0x20 &- UInt8(ascii: "a") < 26 { hasLetter = true }
            guard hasLetter else { return }
            for key in Self.keys { replace(key.name, with: key.number) }
            for key in Self.qualifiers { replace(key.name, with: key.number) }
        }

        private func find(_ text: StaticString, from: Int = 0) -> Int? {
            let count = text.utf8CodeUnitCount
            var index = from
            let span = bytes.span
            while index &+ count <= span.count {
                if starts(span, at: index, with: text) { return index }
                index &+= 1
            }
            return nil
        }

        private mutating func replace(_ text: StaticString, with other: StaticString) {
            var from = 0
            while let place = find(text, from: from) {
                let replacement = other.withUTF8Buffer { Array($0) }
                bytes.replaceSubrange(place..<(place + text.utf8CodeUnitCount), with: replacement)
                from = place + replacement.count
            }
        }

        /// Whether the link is one of GS1's domain as it is.
        private var isHome: Bool {
            guard starts(bytes.span, at: 0, with: "https://id.gs1.org/") else { return false }
            for key in Self.keys where starts(bytes.span, at: 18, with: key.number) {
                let behind = 18 + key.number.utf8CodeUnitCount
                return behind + 4 < bytes.count && (behind..<(behind + 4)).allSatisfy { isDigit(bytes[$0]) }
                    && bytes[behind + 4] != UInt8(ascii: "/")
            }
            return false
        }

        /// Puts GS1's domain in the place of any other.
        private mutating func moveHome() {
            guard !isHome else { return }
            for key in Self.keys {
                guard let place = find(key.number) else { continue }
                bytes.replaceSubrange(0..<place, with: Self.home.withUTF8Buffer { Array($0) })
                return
            }
        }

        /// How many digits stand from an offset on.
        private func digits(from start: Int) -> Int {
            var index = start
            while index < bytes.count, isDigit(bytes[index]) { index &+= 1 }
            return index - start
        }

        /// Gives GTIN-8, -12 and -13 the length of a GTIN-14.
        private mutating func padGTIN() {
            guard starts(bytes.span, at: 0, with: "https://id.gs1.org/01/") else { return }
            switch digits(from: 22) {
            case 13: replace("/01/", with: "/01/0")
            case 12: replace("/01/", with: "/01/00")
            case 8..<12: replace("/01/", with: "/01/000000")
            default: return
            }
        }

        /// The offset behind the key of an item (01 or 8006); nil if the link is of something else.
        private var itemEnd: Int? {
            if starts(bytes.span, at: 0, with: "https://id.gs1.org/01/"), digits(from: 22) >= 14 { return 36 }
            if starts(bytes.span, at: 0, with: "https://id.gs1.org/8006/"), digits(from: 24) >= 18 { return 42 }
            return nil
        }

        /// Takes out the consumer product variant.
        private mutating func dropVariant() {
            guard let end = itemEnd, starts(bytes.span, at: end, with: "/22/"), let place = find("/22/") else { return }
            let rest = bytes[(place + 4)...]
            guard rules == .standard || rest.count <= 20 else { return }
            guard rest.allSatisfy({ $0 == UInt8(ascii: "/") || isKeyByte($0) }) else { return }
            if let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
                bytes.removeSubrange(place..<slash)
            } else {
                bytes.removeSubrange(place...)
            }
        }

        /// Takes out the lot where a serial number is given.
        private mutating func keepFinest() {
            guard let end = itemEnd, starts(bytes.span, at: end, with: "/10/"), let place = find("/10/") else { return }
            guard let slash = bytes[(end + 4)...].firstIndex(of: UInt8(ascii: "/")),
                isText(end + 4, slash, limit: 20), starts(bytes.span, at: slash, with: "/21/"),
                isText(slash + 4, bytes.count, limit: 20),
                let lotEnd = bytes[(place + 4)...].firstIndex(of: UInt8(ascii: "/"))
            else { return }
            bytes.removeSubrange(place..<lotEnd)
        }

        /// Whether a byte may stand in the text of a key.
        private func isKeyByte(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x22, 0x27, 0x2D, 0x2E, 0x30...0x39, 0x3B...0x3F, 0x41...0x5A, 0x5F, 0x61...0x7A: true
            case UInt8(ascii: "%"): rules == .standard
            default: false
            }
        }

        private func isText(_ from: Int, _ to: Int, limit: Int) -> Bool {
            guard from <= to else { return false }
            var index = from
            var count = 0
            while index < to {
                guard isKeyByte(bytes[index]) else { return false }
                // An encoded character is one.
                index &+= bytes[index] == UInt8(ascii: "%") ? 3 : 1
                count &+= 1
            }
            return index == to && count <= limit
        }

        private func isPart(_ from: Int, _ to: Int) -> Bool {
            var index = from
            var count = 0
            while index < to {
                switch bytes[index] {
                case 0x23, 0x2D, 0x2F...0x39, 0x41...0x5A: index &+= 1
                case UInt8(ascii: "%") where rules == .standard: index &+= 3
                default: return false
                }
                count &+= 1
            }
            return index == to && count <= 30
        }

        /// Whether what is left is a constrained canonical link.
        private var isValid: Bool {
            let span = bytes.span
            guard starts(span, at: 0, with: Self.home) else { return false }
            guard let key = Self.keys.first(where: { starts(span, at: 18, with: $0.number) }) else { return false }
            let start = 18 + key.number.utf8CodeUnitCount
            let count = digits(from: start)
            let left = bytes.count - start
            func isQualified(_ qualifier: StaticString, behind length: Int, limit: Int) -> Bool {
                starts(span, at: start + length, with: qualifier)
                    && isText(start + length + qualifier.utf8CodeUnitCount, bytes.count, limit: limit)
            }
            switch number {
            case 0: return count == 18 && left == 18
            case 1:
                guard count >= 14 else { return false }
                return left == 14 || isQualified("/21/", behind: 14, limit: 20)
                    || isQualified("/10/", behind: 14, limit: 20) || isQualified("/235/", behind: 14, limit: 28)
            case 253: return count >= 13 && isText(start + 13, bytes.count, limit: 17)
            case 255: return count >= 13 && left == count && left <= 25
            case 401, 8004: return isText(start, bytes.count, limit: 30)
            case 402: return count == 17 && left == 17
            case 414: return count >= 13 && (left == 13 || isQualified("/254/", behind: 13, limit: 20))
            case 417: return count == 13 && left == 13
            case 8003: return count >= 14 && isText(start + 14, bytes.count, limit: 16)
            case 8006:
                guard count >= 18 else { return false }
                return left == 18 || isQualified("/21/", behind: 18, limit: 20)
                    || isQualified("/10/", behind: 18, limit: 20)
            case 8010: return isPart(start, bytes.count) || isQualifiedPart(start)
            case 8017, 8018: return count == 18 && left == 18
            default: return false
            }
        }

        /// The primary key's number.
        private var number: Int {
            var index = 19
            var result = 0
            while index < bytes.count, isDigit(bytes[index]) {
                result = result &* 10 &+ Int(bytes[index] & 0xF)
                index &+= 1
            }
            return result
        }

        private func isQualifiedPart(_ start: Int) -> Bool {
            guard let place = find("/8011/", from: start), isPart(start, place) else { return false }
            let serial = place + 6
            return bytes.count - serial <= 12 && digits(from: serial) == bytes.count - serial
        }
    }
}

/// A text as it goes out in text messages: in which alphabet, how long, and in which parts.
///
/// The default alphabet is taken where every character is in it; one that is not makes the whole text UCS-2, with 70
/// units a message in place of 160 septets. Whatever it says, the carrier reads it.
public struct SMSText: Sendable, Hashable {
    /// The alphabets of a text message (3GPP TS 23.038 section 4).
    public enum Alphabet: String, Sendable, Hashable, CaseIterable {
        /// The GSM 7 bit default alphabet with its extension table; the unit is the septet.
        case gsm7
        /// UCS-2, in which phones read pairs of surrogates too; the unit is 16 bits.
        case ucs2

        /// How many units a message alone holds: 140 octets.
        public var unitsAlone: Int { self == .gsm7 ? 160 : 70 }

        /// How many units each of several parts holds, after the six octets of a header with an 8-bit reference.
        public var unitsInPart: Int { self == .gsm7 ? 153 : 67 }

        /// How many units a character takes; nil if the alphabet does not have it.
        public func units(of scalar: Unicode.Scalar) -> Int? {
            self == .gsm7 ? DefaultAlphabet.septets(of: scalar)?.count : UTF16.width(scalar)
        }
    }

    /// One message of those that make up the text.
    public struct Part: Sendable, Hashable {
        /// What it says.
        public let text: String
        /// How many septets or 16-bit units it takes.
        public let units: Int
    }

    /// The most parts that a header can count.
    public static let mostParts = 255

    /// The text.
    public let text: String
    /// The alphabet that it needs.
    public let alphabet: Alphabet
    /// How many septets or 16-bit units it takes, without headers.
    public let units: Int
    /// The messages, in order; together they say the text.
    public let parts: [Part]

    /// Splits a text into the messages that carry it.
    ///
    /// Neither an escaped character nor a surrogate pair is torn, nor what the reader sees as one character, unless it
    /// alone is longer than a part.
    public init(_ text: String) throws(SMSFault) {
        guard !text.isEmpty else { throw .empty }
        let alphabet: Alphabet = DefaultAlphabet.septets(of: text) != nil ? .gsm7 : .ucs2
        let units = Self.units(text.unicodeScalars, alphabet)
        let parts = units <= alphabet.unitsAlone ? [Part(text: text, units: units)] : Self.split(text, alphabet)
        guard parts.count <= Self.mostParts else { throw .tooLong(parts: parts.count) }
        (self.text, self.alphabet, self.units, self.parts) = (text, alphabet, units, parts)
    }

    private static func units(_ scalars: some Sequence<Unicode.Scalar>, _ alphabet: Alphabet) -> Int {
        scalars.reduce(0) { $0 + (alphabet.units(of: $1) ?? 0) }
    }

    private static func split(_ text: String, _ alphabet: Alphabet) -> [Part] {
        let limit = alphabet.unitsInPart
        var parts: [Part] = []
        var current = String.UnicodeScalarView()
        var used = 0
        func close() {
            guard used > 0 else { return }
            parts.append(Part(text: String(current), units: used))
            current = String.UnicodeScalarView()
            used = 0
        }
        for character in text {
            let width = units(character.unicodeScalars, alphabet)
            if used + width > limit { close() }
            for scalar in character.unicodeScalars {
                let width = alphabet.units(of: scalar) ?? 0
                if used + width > limit { close() }
                current.append(scalar)
                used += width
            }
        }
        close()
        return parts
    }

    /// The octets of a part: packed septets, or 16-bit units with the high octet first; without a header.
    ///
    /// - Parameter fillBits: 1 after a header of six octets, 0 without one; of no account in UCS-2.
    public func octets(of part: Part, fillBits: Int = 0) throws(SMSFault) -> [UInt8] {
        switch alphabet {
        case .gsm7: try SeptetPacking.pack(DefaultAlphabet.septets(of: part.text) ?? [], fillBits: fillBits)
        case .ucs2: part.text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        }
    }

    /// The text of UCS-2 octets, high octet first, pairs of surrogates read as one character.
    public static func text(ucs2 octets: [UInt8]) throws(SMSFault) -> String {
        guard octets.count.isMultiple(of: 2) else { throw .oddOctets(octets.count) }
        let units = stride(from: 0, to: octets.count, by: 2).map { UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]) }
        var index = 0
        while index < units.count {
            if UTF16.isLeadSurrogate(units[index]), index + 1 < units.count, UTF16.isTrailSurrogate(units[index + 1]) {
                index += 2
                continue
            }
            guard !UTF16.isSurrogate(units[index]) else { throw .loneSurrogate(index: index) }
            index += 1
        }
        return String(decoding: units, as: UTF16.self)
    }
}

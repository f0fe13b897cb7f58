/// The GSM 7 bit default alphabet and its extension table (3GPP TS 23.038 sections 6.2.1 and 6.2.1.1).
public enum DefaultAlphabet {
    /// The code that announces a character of the extension table.
    public static let escape: UInt8 = 0x1B

    /// The characters by code; the escape stands as a space, as a receiver without other tables shows it.
    private static let characters: [Unicode.Scalar] = Array(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars
    )

    private static let extended: [UInt8: Unicode.Scalar] = [
        0x0A: "\u{0C}", 0x14: "^", 0x28: "{", 0x29: "}", 0x2F: "\\", 0x3C: "[", 0x3D: "~", 0x3E: "]", 0x40: "|",
        0x65: "€",
    ]

    private static let codes: [Unicode.Scalar: [UInt8]] = {
        var codes: [Unicode.Scalar: [UInt8]] = [:]
        for (code, scalar) in characters.enumerated() where code != Int(escape) {
            codes[scalar] = [UInt8(truncatingIfNeeded: code)]
        }
        for (code, scalar) in extended { codes[scalar] = [escape, code] }
        return codes
    }()

    /// The septets of a character, one or two; nil if the alphabet has none for it.
    public static func septets(of scalar: Unicode.Scalar) -> [UInt8]? { codes[scalar] }

    /// The septets of a text; nil if a character is not in the alphabet.
    public static func septets(of text: String) -> [UInt8]? {
        var septets: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let code = codes[scalar] else { return nil }
            septets += code
        }
        return septets
    }

    /// A text that was read from septets.
    public struct Reading: Sendable, Hashable {
        /// The text.
        public let text: String
        /// Where septets had no meaning in these tables and the standard's stand-in is shown, by index from 0.
        public let replaced: [Int]
    }

    /// Reads septets; the high bit of each has to be 0.
    ///
    /// After an escape, a code that the extension table lacks is shown as the default alphabet has it, and a second
    /// escape as a space (section 6.2.1.1); both are reported, as what was meant is not known.
    public static func read(_ septets: [UInt8]) throws(SMSFault) -> Reading {
        var text = String.UnicodeScalarView()
        var replaced: [Int] = []
        var isEscaped = false
        for (index, code) in septets.enumerated() {
            guard code < 0x80 else { throw .notSeptet(index: index) }
            if isEscaped {
                isEscaped = false
                if let scalar = extended[code] {
                    text.append(scalar)
                } else {
                    replaced.append(index)
                    text.append(characters[Int(code)])
                }
            } else if code == escape {
                isEscaped = true
            } else {
                text.append(characters[Int(code)])
            }
        }
        if isEscaped {
            // The character that was announced is missing.
            replaced.append(septets.count - 1)
            text.append(" ")
        }
        return Reading(text: String(text), replaced: replaced)
    }
}

import Formats

/// Reads JSON for this room: strictly, and with one kind of fault.
enum JSONReading {
    /// As long as a credential, a token's part or a proof may be.
    static let byteLimit = 4 << 20

    static func tape(_ bytes: [UInt8]) throws(CredentialFault) -> JSONTape {
        guard bytes.count <= byteLimit else { throw CredentialFault(.tooLarge, "\(bytes.count) bytes") }
        do {
            return try JSONTape(bytes)
        } catch {
            throw CredentialFault(.malformedJSON, "\(error.reason.rawValue) at byte \(error.offset)")
        }
    }

    static func node(_ bytes: [UInt8]) throws(CredentialFault) -> JSONNode { JSONNode(try tape(bytes).root) }
}

/// Whether two texts are the same bytes; `==` holds texts to be equal that are spelt in different ways.
func isSame(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

/// What the `MATCH_…` parameters of EPCIS queries compare EPCs with (EPCIS 2.0 section 8.2.7.1).
///
/// A pattern is a pure identity pattern (`urn:epc:idpat:sgtin:4012345.011111.*`, TDS 2.0 section 8), the same with a
/// Digital Link (`https://id.gs1.org/01/04012345111118/21/*`), an identifier in either spelling, which matches the other
/// spelling too, or any other text, which matches itself.
public struct EPCPattern: Sendable, Hashable {
    private enum Form: Sendable, Hashable {
        case text(String)
        case identifier(EPCIdentifier)
        /// All of a scheme, of a company, or of a class.
        case part(scheme: EPCScheme, prefix: String?, key: String?)
    }

    private let form: Form

    /// Reads a pattern.
    ///
    /// - Throws: for an EPC URN or a Digital Link that is not well-formed; any other text is a pattern of itself.
    public init(_ text: String) throws(EPCIdentifierError) {
        if text.utf8.starts(with: "urn:epc:".utf8) {
            let parts = try EPCURN(text)
            form = parts.wildcards == 0 ? .identifier(try EPCIdentifier(parts)) : try Self.part(parts)
        } else if text.utf8.suffix(2).elementsEqual("/*".utf8) {
            form = try Self.part(link: text)
        } else {
            form = Self.identifierOrText(text)
        }
    }

    private static func identifierOrText(_ text: String) -> Form {
        do throws(EPCIdentifierError) {
            return .identifier(try EPCIdentifier(parsing: text))
        } catch {
            return .text(text)
        }
    }

    private static func part(_ parts: EPCURN) throws(EPCIdentifierError) -> Form {
        let scheme = parts.scheme
        if case .foreign(let fields) = scheme.layout {
            guard parts.wildcards == fields else { throw .misplacedWildcard }
            return .part(scheme: scheme, prefix: nil, key: nil)
        }
        let total = parts.fields.count + (scheme.serial == nil ? 0 : 1)
        if parts.wildcards == total { return .part(scheme: scheme, prefix: nil, key: nil) }
        let prefix = parts.fields[0]
        try EPCIdentifier.check(prefix: prefix)
        if parts.wildcards == total - 1 { return .part(scheme: scheme, prefix: String(prefix), key: nil) }
        guard scheme.serial != nil, parts.wildcards == 1 else {
            // Only ITIP has more: a wildcard for piece and total, which stands for the GTIN's pieces.
            guard scheme == .itip, parts.wildcards == 3 else { throw .misplacedWildcard }
            let gtin = try EPCIdentifier(urn: "urn:epc:idpat:sgtin:\(prefix).\(parts.fields[1]).*")
            return .part(scheme: scheme, prefix: nil, key: gtin.key)
        }
        let whole = try EPCIdentifier(urn: "urn:epc:\(scheme == .lgtin ? "class" : "id"):\(parts.wholeBody)")
        return .part(scheme: scheme, prefix: nil, key: whole.key)
    }

    private static func part(link text: String) throws(EPCIdentifierError) -> Form {
        let stem = text.dropLast(2)
        guard let slash = stem.lastIndex(of: "/") else { throw .notAnIdentifier }
        // The qualifier tells the scheme; any value in the wildcard's place makes a whole link of it.
        let whole = try EPCIdentifier(link: "\(stem)/1")
        guard whole.serial == "1", whole.scheme.serialIdentifier != nil, slash > stem.startIndex else {
            throw .misplacedWildcard
        }
        return .part(scheme: whole.scheme, prefix: nil, key: whole.key)
    }

    /// Whether an EPC, an EPC class or any other identifier of an event fits.
    public func matches(_ text: String) -> Bool {
        switch form {
        case .text(let own): return own.utf8.elementsEqual(text.utf8)
        case .identifier, .part:
            do throws(EPCIdentifierError) {
                return matches(try EPCIdentifier(parsing: text))
            } catch {
                return false
            }
        }
    }

    /// Whether an identifier fits.
    public func matches(_ identifier: EPCIdentifier) -> Bool {
        switch form {
        case .text: return false
        case .identifier(let own): return own == identifier
        case .part(let scheme, let prefix, let key):
            guard
                identifier.scheme == scheme
                    || (scheme == .upui && identifier.scheme == .sgtin && identifier.serial == nil)
            else { return false }
            if let key {
                return scheme == .itip ? identifier.key.utf8.starts(with: key.utf8) : identifier.key == key
            }
            guard let prefix else { return true }
            // No company prefix begins another one, so the digits tell even where a link hides the length.
            guard let range = identifier.prefixRange(length: prefix.utf8.count) else { return false }
            return Array(identifier.key.utf8)[range].elementsEqual(prefix.utf8)
        }
    }
}

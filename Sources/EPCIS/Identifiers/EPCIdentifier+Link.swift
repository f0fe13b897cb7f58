extension EPCIdentifier {
    /// The domain of canonical Digital Links (GS1 Digital Link URI Syntax 1.2 section 5.1).
    public static let canonicalDomain = "https://id.gs1.org"

    /// Reads an uncompressed GS1 Digital Link of any domain, with application identifiers or their short names.
    ///
    /// GTIN-8, GTIN-12 and GTIN-13 are filled up to 14 digits. Attributes in the query string do not count.
    public init(link text: String) throws(EPCIdentifierError) {
        guard let path = Self.path(of: text) else { throw .notAnIdentifier }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).filter { !$0.isEmpty }
        var fault = EPCIdentifierError.noKey
        // The stem of a custom domain may have a path of its own, so the key is where the pairs begin.
        for start in stride(from: segments.count % 2, to: segments.count, by: 2) {
            guard let key = DigitalLinkKey(segments[start]) else { continue }
            do throws(EPCIdentifierError) {
                try self.init(key: key, pairs: segments[start...])
                return
            } catch {
                if fault == .noKey { fault = error }
            }
        }
        throw fault
    }

    private init(key code: DigitalLinkKey, pairs: ArraySlice<Substring>) throws(EPCIdentifierError) {
        let values = Array(pairs)
        let key = try code.key(PercentCoding.decode(values[1]))
        var scheme = code.scheme
        var serial = key.serial
        var qualifiers: [Qualifier] = []
        for index in stride(from: 2, to: values.count, by: 2) {
            guard let qualifier = code.qualifier(values[index]),
                !qualifiers.contains(where: { $0.identifier == qualifier })
            else { throw .strangeQualifier(String(values[index].prefix(20))) }
            qualifiers.append(Qualifier(identifier: qualifier, value: try PercentCoding.decode(values[index + 1])))
        }
        if let finest = code.finest.first(where: { name in qualifiers.contains { $0.identifier == name } }),
            let position = qualifiers.firstIndex(where: { $0.identifier == finest })
        {
            let value = qualifiers.remove(at: position).value
            switch (code, finest) {
            case (.gtin, "10"): scheme = .lgtin
            case (.gtin, "235"): scheme = .upui
            default: break
            }
            if code == .itip, finest == "10" {
                // No EPC names a lot of pieces; the lot stays a qualifier.
                qualifiers.insert(Qualifier(identifier: finest, value: value), at: position)
            } else {
                try Self.check(serial: value, of: scheme)
                serial = scheme == .sgln && value == "0" ? nil : value
            }
        }
        for qualifier in qualifiers {
            guard (1...20).contains(qualifier.value.utf8.count) else {
                throw .lengthOutOfRange(String(qualifier.value.prefix(60)), limit: 20)
            }
            if let position = EPCAlphabet.general.firstStranger(in: qualifier.value.utf8) {
                throw .badCharacter(qualifier.value, at: position)
            }
        }
        self.init(
            scheme: scheme,
            key: key.key,
            serial: serial,
            companyPrefixLength: nil,
            coarser: qualifiers
        )
    }

    /// The path of an absolute `http` or `https` URI, without its query and fragment.
    private static func path(of text: String) -> Substring? {
        var rest = text.utf8[...]
        guard rest.starts(with: "http".utf8) else { return nil }
        rest = rest.dropFirst(4)
        if rest.first == UInt8(ascii: "s") { rest = rest.dropFirst() }
        guard rest.starts(with: "://".utf8) else { return nil }
        rest = rest.dropFirst(3)
        guard let slash = rest.firstIndex(of: UInt8(ascii: "/")), slash > rest.startIndex else { return nil }
        let path = rest[rest.index(after: slash)...].prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        return Substring(path)
    }

    /// The Digital Link; nil for schemes that are no GS1 keys.
    ///
    /// It is canonical, so only the finest qualifier is there, unless the domain is another one.
    public func link(domain: String = EPCIdentifier.canonicalDomain) -> String? {
        guard let code = scheme.keyIdentifier else { return nil }
        var text = "\(domain)/\(code)/\(PercentCoding.encodeForLink(key))"
        if scheme == .itip, serial == nil, let lot = coarser.first(where: { $0.identifier == "10" }) {
            return text + "/10/\(PercentCoding.encodeForLink(lot.value))"
        }
        guard let serial else { return text }
        if let name = scheme.serialIdentifier { text += "/\(name)/" }
        return text + PercentCoding.encodeForLink(serial)
    }

    /// The canonical Digital Link of a text that is an EPC URN or a Digital Link of any domain; nil for any other text.
    public static func canonicalLink(of text: String) -> String? {
        do throws(EPCIdentifierError) {
            return try EPCIdentifier(parsing: text).link()
        } catch {
            return nil
        }
    }
}

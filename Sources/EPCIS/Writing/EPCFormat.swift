/// How the identifiers of events are written (EPCIS 2.0 section 12.8: the header `GS1-EPC-Format`).
public enum EPCFormat: String, Sendable, Hashable, CaseIterable {
    /// GS1 Digital Links.
    case alwaysDigitalLink = "Always_GS1_Digital_Link"
    /// EPC URNs, where the length of the company prefix is known.
    case alwaysURN = "Always_EPC_URN"
    /// As they came.
    case noPreference = "No_Preference"
    /// As they came.
    case neverTranslates = "Never_Translates"
}

/// Writes identifiers the way that a reader asked for.
public struct IdentifierTranslator: Sendable {
    /// How identifiers are written.
    public var format: EPCFormat
    /// The domain of Digital Links that are made of URNs.
    public var domain: String
    /// Known lengths of company prefixes; the URNs that pass by add theirs.
    public var prefixes: CompanyPrefixTable

    /// Makes a translator.
    public init(
        format: EPCFormat = .noPreference,
        domain: String = EPCIdentifier.canonicalDomain,
        prefixes: CompanyPrefixTable = CompanyPrefixTable()
    ) {
        self.format = format
        self.domain = domain
        self.prefixes = prefixes
    }

    /// Whether identifiers are left as they are.
    public var isIdle: Bool { format == .noPreference || format == .neverTranslates }

    /// The identifier as asked for; nil if it stays as it is.
    ///
    /// What is neither an EPC URN nor a Digital Link stays, and so does a link with coarser qualifiers, which a URN
    /// would lose, and one whose company prefix nobody knows.
    public func translate(_ text: String) -> String? {
        guard !isIdle else { return nil }
        let isURN = text.utf8.starts(with: "urn:epc:".utf8)
        guard isURN == (format == .alwaysDigitalLink) else { return nil }
        do throws(EPCIdentifierError) {
            let identifier = try EPCIdentifier(parsing: text)
            if isURN { return identifier.link(domain: domain) }
            return identifier.coarser.isEmpty ? try identifier.urn(prefixes: prefixes) : nil
        } catch {
            return nil
        }
    }
}

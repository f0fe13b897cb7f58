import Credentials
import Formats
import Store
import Vocabulary

/// Writes what credentials say, from what the store has.
///
/// A lot whose site and country are known is a Digital Product Passport of UNTP 0.7, a site whose country is known a Digital
/// Facility Record; what lacks what these must have, and licences, for which UNTP has nothing, is said in our own words, each
/// with its meaning in the context.
struct CredentialWriting {
    let issuer: CredentialIssuer
    /// The beginning of the site's addresses.
    let origin: String
    /// The last part of the credential's address.
    let id: String
    let place: StatusPlace
    let validFrom: UTCInstant
    /// Until when; nil for what is usual.
    var validUntil: UTCInstant?

    private static let contextOfUNTP = "https://vocabulary.uncefact.org/untp/0.7.0/context/"
    /// How long what changes is vouched for, in milliseconds: a year.
    private static let year = 365 * 86_400_000

    init(issuer: CredentialIssuer, origin: String, id: String, _ place: StatusPlace, validFrom: UTCInstant) {
        self.issuer = issuer
        self.origin = origin
        self.id = id
        self.place = place
        self.validFrom = validFrom
    }

    /// A credential about a licence, a lot or a site.
    func credential(
        _ kind: IssuedCredential.Kind,
        _ material: CredentialMaterial
    ) throws(CredentialFault) -> JSONNode {
        let columns = material.columns
        switch kind {
        case .lot:
            if let product = product(material) { return try passport("DigitalProductPassport", product) }
            return try own(.lotCertificate(certificate(columns)), until: inAYear)
        case .site:
            if let facility = facility(material) {
                return try passport("DigitalFacilityRecord", facility, terms: columns["lon"] != nil)
            }
            return try own(.facility(self.facility(columns)), until: inAYear)
        case .licence, .badge:
            // The last day belongs to the licence; one whose end nobody knows is not vouched for without end.
            let end = columns["expires"].flatMap { try? UTCInstant("\($0)T23:59:59Z") }
            return try own(.licence(licence(material)), until: end ?? inAYear)
        }
    }

    /// A badge for training.
    func badge(_ badge: CredentialContent.TrainingBadge) throws(CredentialFault) -> JSONNode {
        try own(.trainingBadge(badge), until: nil)
    }

    // MARK: In our own words

    private func own(_ content: CredentialContent, until usual: UTCInstant?) throws(CredentialFault) -> JSONNode {
        try issuer.unsigned(
            content,
            CredentialIssuer.Envelope(
                id: "\(origin)/credentials/\(id)",
                validFrom: validFrom,
                validUntil: validUntil ?? usual,
                statuses: statuses
            )
        )
    }

    private func licence(_ material: CredentialMaterial) -> CredentialContent.Licence {
        let columns = material.columns
        let holder = columns["holder"]
        return CredentialContent.Licence(
            number: columns["code"] ?? columns["id"] ?? "",
            kind: columns["activity"] ?? "other",
            holder: holder.map { address("parties", $0) } ?? address("licences", columns["id"] ?? ""),
            holderName: columns["holder_name"] ?? holder.flatMap { material.partyNames[$0] } ?? holder ?? "",
            minerals: (columns["minerals"] ?? "").split(separator: " ").map(String.init),
            country: columns["country"]
        )
    }

    private func certificate(_ columns: [String: String]) -> CredentialContent.LotCertificate {
        CredentialContent.LotCertificate(
            number: id,
            lot: address("lots", columns["id"] ?? ""),
            mineral: columns["mineral"],
            netKilograms: columns["mass_g"].flatMap { Int($0) }.map(Self.kilograms),
            origin: columns["site"].map { address("sites", $0) }
        )
    }

    private func facility(_ columns: [String: String]) -> CredentialContent.Facility {
        CredentialContent.Facility(
            identifier: address("sites", columns["id"] ?? ""),
            name: columns["name"] ?? columns["id"] ?? "",
            kind: columns["kind"] ?? "other",
            operatedBy: columns["operator"].map { address("parties", $0) },
            country: columns["country"],
            latitude: columns["lat"],
            longitude: columns["lon"],
            uncertaintyMetres: columns["uncertainty_m"]
        )
    }

    // MARK: As UNTP has it

    private func passport(
        _ type: String,
        _ subject: [JSONNode.Member],
        terms: Bool = false
    ) throws(CredentialFault) -> JSONNode {
        var contexts = [VerifiableCredential.context, Self.contextOfUNTP]
        // UNTP takes contexts by their addresses only.
        if terms { contexts.append("\(origin)/credentials/context") }
        var members: [JSONNode.Member] = [
            .init("@context", .array(contexts.map(JSONNode.string))),
            .init("type", .array([.string(type), .string("VerifiableCredential")])),
            .init("id", .string("\(origin)/credentials/\(id)")),
            .init(
                "issuer",
                .object([
                    .init("type", .array([.string("CredentialIssuer")])), .init("id", .string(issuer.identifier)),
                    .init("name", .string(issuer.name)),
                ])
            ),
            .init("validFrom", .string(Self.text(validFrom))),
        ]
        if let until = validUntil ?? inAYear { members.append(.init("validUntil", .string(Self.text(until)))) }
        members.append(.init("credentialSubject", .object(subject)))
        if let states = StatusEntry.json(of: statuses) { members.append(.init("credentialStatus", states)) }
        let credential = JSONNode.object(members)
        _ = try VerifiableCredential(credential)
        return credential
    }

    /// A lot as a product; nil without a mineral, a site and its country, which a passport must have.
    private func product(_ material: CredentialMaterial) -> [JSONNode.Member]? {
        let columns = material.columns
        guard let id = columns["id"], let mineral = columns["mineral"], let site = columns["site"],
            let country = material.site?["country"].flatMap({ CountryCode($0) })
        else { return nil }
        let name = columns["form"].map { "\(mineral), \($0)" } ?? mineral
        var members: [JSONNode.Member] = [
            .init("type", .array([.string("Product")])), .init("id", .string(address("lots", id))),
            .init("name", .string(name)), .init("idScheme", scheme("lots", "Lots of this register")),
            .init("batchNumber", .string(id)), .init("idGranularity", .string("batch")),
            .init("productCategory", .array([classification(mineral)])),
            .init(
                "producedAtFacility",
                .object([
                    .init("type", .array([.string("Facility")])), .init("id", .string(address("sites", site))),
                    .init("name", .string(material.site?["name"] ?? site)), .init("registeredId", .string(site)),
                ])
            ),
        ]
        if let made = columns["made"], made.utf8.count >= 10 {
            members.append(.init("productionDate", .string(String(made.prefix(10)))))
        }
        members.append(.init("countryOfProduction", .object([.init("countryCode", .string(country.alpha2))])))
        if let grams = columns["mass_g"].flatMap({ Int($0) }), grams >= 0, grams < 1 << 53 {
            // Grams are whole: a signature over a binary fraction would not be over it.
            let weight = JSONNode.object([.init("value", .integer(grams)), .init("unit", .string("GRM"))])
            members.append(.init("dimensions", .object([.init("weight", weight)])))
        }
        return members
    }

    /// A site as a facility; nil without a country, which a record must have.
    private func facility(_ material: CredentialMaterial) -> [JSONNode.Member]? {
        let columns = material.columns
        guard let id = columns["id"], let country = columns["country"].flatMap({ CountryCode($0) }) else { return nil }
        var members: [JSONNode.Member] = [
            .init("type", .array([.string("Facility")])), .init("id", .string(address("sites", id))),
            .init("name", .string(columns["name"] ?? id)), .init("registeredId", .string(id)),
            .init("idScheme", scheme("sites", "Sites of this register")),
            .init("countryOfOperation", .object([.init("countryCode", .string(country.alpha2))])),
        ]
        if let kind = columns["kind"] { members.append(.init("description", .string(kind))) }
        if let party = columns["operator"] {
            let named = JSONNode.object([
                .init("type", .array([.string("Party")])), .init("id", .string(address("parties", party))),
                .init("name", .string(material.partyNames[party] ?? party)),
            ])
            members.append(
                .init("relatedParty", .array([.object([.init("role", .string("operator")), .init("party", named)])]))
            )
        }
        if let latitude = columns["lat"], let longitude = columns["lon"] {
            var position: [JSONNode.Member] = [
                .init("latitude", .string(latitude)), .init("longitude", .string(longitude)),
            ]
            if let metres = columns["uncertainty_m"] { position.append(.init("uncertaintyMetres", .string(metres))) }
            members.append(.init("position", .object(position)))
        }
        return members
    }

    private func scheme(_ word: String, _ name: String) -> JSONNode {
        .object([.init("id", .string("\(origin)/terms#\(word)")), .init("name", .string(name))])
    }

    private func classification(_ mineral: String) -> JSONNode {
        .object([
            .init("code", .string(mineral)), .init("name", .string(mineral)),
            .init("schemeId", .string("\(origin)/terms#minerals")),
            .init("schemeName", .string("Minerals of this register")),
        ])
    }

    // MARK: Parts

    private var statuses: [StatusEntry] {
        CredentialOffice.ListName.purposes.map { purpose in
            let name = CredentialOffice.ListName(place.list, purpose)
            return StatusEntry(purpose: purpose, index: place.index, list: name.address(at: origin))
        }
    }

    private var inAYear: UTCInstant? { UTCInstant(milliseconds: validFrom.milliseconds + Self.year) }

    /// An identifier that is an address as it is, and any other as the address under which this site has it.
    private func address(_ segment: String, _ id: String) -> String {
        VerifiableCredential.isURL(id) ? id : "\(origin)/api/v1/\(segment)/\(Self.encoded(id))"
    }

    /// Percent-encoded but for what needs no encoding (RFC 3986 section 2.3).
    private static func encoded(_ text: String) -> String {
        var output: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                output.append(byte)
            default: output += "%\(Hexadecimal.text([byte]).uppercased())".utf8
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Grams as kilograms, a decimal text without needless zeros.
    static func kilograms(_ grams: Int) -> String {
        let fraction = String(String(1_000 + grams % 1_000).dropFirst())
        let digits = fraction.prefix(fraction.utf8.count - fraction.reversed().prefix { $0 == "0" }.count)
        return "\(grams / 1_000)" + (digits.isEmpty ? "" : ".\(digits)")
    }

    /// To the second, in UTC, as the standards' examples have it.
    static func text(_ time: UTCInstant) -> String {
        time.milliseconds % 1_000 == 0 ? String(time.text.dropLast(5)) + "Z" : time.text
    }
}

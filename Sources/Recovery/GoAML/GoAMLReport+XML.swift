import Vocabulary

extension GoAMLReport {
    /// The report as XML of a unit's profile.
    ///
    /// Nothing is cut and nothing is guessed: what does not fit is a fault, and what is changed or left out is named.
    /// Moments are told in UTC.
    ///
    /// - Throws: ``GoAMLFaults`` with everything that keeps it from being written.
    public func document(for profile: GoAMLProfile) throws(GoAMLFaults) -> GoAMLDocument {
        var writer = GoAMLWriter(profile)
        writer.group("report") { write(to: &$0, profile) }
        guard writer.faults.isEmpty else { throw GoAMLFaults(faults: writer.faults) }
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + writer.text + "\n"
        return GoAMLDocument(xml: Array(xml.utf8), changes: writer.changes, omissions: writer.omissions)
    }

    private func write(to writer: inout GoAMLWriter, _ profile: GoAMLProfile) {
        writer.plain("schema_version", profile.schemaVersion, rule: "report.schema_version")
        if !(1...Int(Int32.max)).contains(reporterNumber) {
            writer.fault("rentity_id", .badNumber, String(reporterNumber))
        }
        writer.plain("rentity_id", String(reporterNumber), rule: "report.rentity_id", isRequired: true)
        writer.text("rentity_branch", branch, rule: "report.rentity_branch")
        writer.plain("submission_code", "E", rule: "report.submission_code", isRequired: true)
        writer.code("report_code", code, .report, rule: "report.report_code")
        writer.text("entity_reference", reference, rule: "report.entity_reference", isRequired: true)
        writer.plain("submission_date", Self.moment(date), rule: "report.submission_date", isRequired: true)
        if let only = profile.currency, only != currency {
            writer.fault("currency_code_local", .otherCurrency, currency.code)
        }
        writer.plain("currency_code_local", currency.code, rule: "report.currency_code_local", isRequired: true)
        writer.group("reporting_person") { reporter.write(to: &$0, isReporter: true) }
        if let location {
            writer.group("location") { location.write(to: &$0) }
        } else {
            writer.omit("location", .notGiven)
        }
        writer.text("reason", reason, rule: "report.reason", isRequired: true)
        writer.text("action", action, rule: "report.action")
        switch content {
        case .transactions(let transactions):
            if transactions.isEmpty { writer.fault("transaction", .missing) }
            if transactions.count > GoAMLProfile.mostEntries { return writer.fault("transaction", .tooMany) }
            for (index, transaction) in transactions.enumerated() {
                writer.group("transaction", at: index) { transaction.write(to: &$0, currency) }
            }
        case .activity(let parties, let goods):
            if parties.isEmpty { writer.fault("activity", .missing, "report_party") }
            if max(parties.count, goods.count) > GoAMLProfile.mostEntries { return writer.fault("activity", .tooMany) }
            writer.group("activity") { activity in
                activity.group("report_parties") { list in
                    for (index, party) in parties.enumerated() {
                        list.group("report_party", at: index) { party.write(to: &$0) }
                    }
                }
                guard !goods.isEmpty else { return }
                activity.group("goods_services") { list in
                    for (index, item) in goods.enumerated() { list.group("item", at: index) { item.write(to: &$0) } }
                }
            }
        }
        if indicators.isEmpty { writer.fault("report_indicators", .missing) }
        writer.group("report_indicators") { list in
            for indicator in indicators { list.code("indicator", indicator, .indicator, rule: "report.indicator") }
        }
    }

    /// A moment without a zone, as the units' schema has it, in UTC.
    static func moment(_ instant: UTCInstant) -> String { String(instant.text.prefix(19)) }
}

extension GoAMLPerson {
    func write(to writer: inout GoAMLWriter, isReporter: Bool = false) {
        let rule = isReporter ? "reporter" : "person"
        if let gender, gender != "F", gender != "M" { writer.fault("gender", .unknownCode, gender) }
        writer.plain("gender", gender, rule: "\(rule).gender", isRequired: isClient)
        writer.text("first_name", firstName, rule: "\(rule).first_name", isRequired: true, latin: latin?.first)
        writer.text("last_name", lastName, rule: "\(rule).last_name", isRequired: true, latin: latin?.last)
        let born = birth.map { "\($0.text)T00:00:00" }
        writer.plain("birthdate", born, rule: "\(rule).birthdate", isRequired: isClient)
        if (passport == nil) != (passportCountry == nil) { writer.fault("passport_country", .missing) }
        writer.text("passport_number", passport, rule: "\(rule).passport_number")
        writer.plain("passport_country", passportCountry?.alpha2, rule: "\(rule).passport_country")
        writer.text("id_number", idNumber, rule: "\(rule).id_number", isRequired: isClient)
        writer.plain("nationality1", nationality?.alpha2, rule: "\(rule).nationality1", isRequired: isClient)
        writer.plain("residence", residence?.alpha2, rule: "\(rule).residence", isRequired: isClient)
        if isClient, phones.isEmpty { writer.fault("phones", .missing) }
        writer.contacts(phones, addresses)
        writer.text("occupation", occupation, rule: "\(rule).occupation")
        if isClient, identifications.isEmpty { writer.fault("identification", .missing) }
        for (index, paper) in identifications.enumerated() {
            writer.group("identification", at: index) { paper.write(to: &$0) }
        }
        if !isReporter, isClient {
            let taxed = isTaxRegistered.map { $0 ? "Y" : "N" }
            writer.plain("tax_reg_number", taxed, rule: "\(rule).tax_reg_number", isRequired: true)
        }
        writer.original("\(firstName) \(lastName)", rule: "\(rule).comments")
    }
}

extension GoAMLIdentification {
    func write(to writer: inout GoAMLWriter) {
        writer.code("type", kind, .identifier, rule: "identification.type")
        writer.text("number", number, rule: "identification.number", isRequired: true)
        writer.plain("issue_date", "\(issued.text)T00:00:00", rule: "identification.issue_date", isRequired: true)
        writer.plain("expiry_date", "\(expires.text)T00:00:00", rule: "identification.expiry_date", isRequired: true)
        if expires < issued { writer.fault("expiry_date", .badNumber, expires.text) }
        writer.plain("issue_country", country.alpha2, rule: "identification.issue_country", isRequired: true)
    }
}

extension GoAMLEntity {
    func write(to writer: inout GoAMLWriter) {
        writer.text("name", name, rule: "entity.name", isRequired: true, latin: latin)
        writer.code("incorporation_legal_form", legalForm, .legalForm, rule: "entity.legal_form", isRequired: isClient)
        writer.text("incorporation_number", registration, rule: "entity.incorporation_number", isRequired: isClient)
        writer.text("business", business, rule: "entity.business", isRequired: isClient)
        if isClient, addresses.isEmpty { writer.fault("addresses", .missing) }
        writer.contacts(phones, addresses)
        writer.text("incorporation_state", province, rule: "entity.incorporation_state", isRequired: isClient)
        writer.plain(
            "incorporation_country_code",
            country?.alpha2,
            rule: "entity.incorporation_country_code",
            isRequired: isClient
        )
        if directors.isEmpty {
            if isClient { writer.fault("director_id", .missing) } else { writer.omit("director_id", .notGiven) }
        }
        for (index, director) in directors.enumerated() {
            writer.group("director_id", at: index) { director.write(to: &$0) }
        }
        let entered = registered.map { "\($0.text)T00:00:00" }
        writer.plain("incorporation_date", entered, rule: "entity.incorporation_date", isRequired: isClient)
        if isClient {
            let taxed = isTaxRegistered.map { $0 ? "Y" : "N" }
            writer.plain("tax_reg_number", taxed, rule: "entity.tax_reg_number", isRequired: true)
        }
        writer.original(name, rule: "entity.comments")
    }
}

extension GoAMLDirector {
    func write(to writer: inout GoAMLWriter) {
        var person = person
        // The schema asks of a client what it does not ask of who directs one.
        person.isClient = false
        person.write(to: &writer)
        writer.code("role", role, .role, rule: "entity.role")
    }
}

extension GoAMLAccount {
    func write(to writer: inout GoAMLWriter) {
        writer.text("institution_name", institution, rule: "account.institution_name")
        let code = isBIC ? "swift" : "institution_code"
        writer.text(code, institutionCode, rule: "account.\(code)", isRequired: true)
        writer.text("account", number, rule: "account.account", isRequired: true)
        writer.plain("currency_code", currency?.code, rule: "account.currency_code")
        writer.text("account_name", name, rule: "account.account_name", isRequired: true)
        writer.original(name, rule: "account.comments")
    }
}

extension GoAMLAddress {
    func write(to writer: inout GoAMLWriter) {
        writer.code("address_type", writer.profile.contactCode, .contact, rule: "address.address_type")
        writer.text("address", street, rule: "address.address", isRequired: true)
        writer.text("city", city, rule: "address.city", isRequired: true)
        writer.plain("country_code", country.alpha2, rule: "address.country_code", isRequired: true)
        writer.text("state", province, rule: "address.state", isRequired: true)
    }
}

extension GoAMLPhone {
    func write(to writer: inout GoAMLWriter) {
        writer.code("tph_contact_type", writer.profile.contactCode, .contact, rule: "phone.tph_contact_type")
        writer.code(
            "tph_communication_type",
            writer.profile.phoneCode,
            .communication,
            rule: "phone.tph_communication_type"
        )
        writer.text("tph_country_prefix", prefix, rule: "phone.tph_country_prefix")
        writer.text("tph_number", number, rule: "phone.tph_number", isRequired: true)
    }
}

extension GoAMLWriter {
    mutating func contacts(_ phones: [GoAMLPhone], _ addresses: [GoAMLAddress]) {
        if phones.isEmpty {
            omit("phones", .notGiven)
        } else {
            group("phones") { list in
                for (index, phone) in phones.enumerated() { list.group("phone", at: index) { phone.write(to: &$0) } }
            }
        }
        if addresses.isEmpty {
            omit("addresses", .notGiven)
        } else {
            group("addresses") { list in
                for (index, address) in addresses.enumerated() {
                    list.group("address", at: index) { address.write(to: &$0) }
                }
            }
        }
    }

    /// Who takes part, as the element that their kind has.
    mutating func subject(_ subject: GoAMLSubject, prefix: String = "", clientSuffix: String = "") {
        switch subject {
        case .person(let person):
            group(prefix + "person" + (person.isClient ? clientSuffix : "")) { person.write(to: &$0) }
        case .entity(let entity):
            group(prefix + "entity" + (entity.isClient ? clientSuffix : "")) { entity.write(to: &$0) }
        case .account(let account): group(prefix + "account") { account.write(to: &$0) }
        }
    }
}

extension GoAMLParty {
    func write(to writer: inout GoAMLWriter) {
        writer.subject(subject, clientSuffix: "_my_client")
        if let significance, !(0...10).contains(significance) {
            writer.fault("significance", .badNumber, String(significance))
        }
        writer.plain("significance", significance.map(String.init), rule: "party.significance")
        writer.text("reason", reason, rule: "party.reason", isRequired: true)
    }
}

extension GoAMLGoods {
    func write(to writer: inout GoAMLWriter) {
        writer.code("item_type", kind, .goods, rule: "goods.item_type")
        writer.text("description", what, rule: "goods.description")
        writer.plain("estimated_value", value?.digits, rule: "goods.estimated_value")
        writer.code("status_code", status, .status, rule: "goods.status_code", isRequired: false)
        writer.plain("currency_code", value?.currency.code, rule: "goods.currency_code")
        if let size, !(0...790_000_000_000_000).contains(size) { writer.fault("size", .badNumber, String(size)) }
        writer.plain("size", size.map(String.init), rule: "goods.size")
        writer.text("size_uom", unit, rule: "goods.size_uom")
    }
}

extension GoAMLTransaction {
    func write(to writer: inout GoAMLWriter, _ currency: Currency) {
        writer.text("transactionnumber", number, rule: "transaction.transactionnumber", isRequired: true)
        writer.text("transaction_location", place, rule: "transaction.transaction_location", isRequired: true)
        writer.text("transaction_description", what, rule: "transaction.transaction_description", isRequired: true)
        writer.plain(
            "date_transaction",
            GoAMLReport.moment(date),
            rule: "transaction.date_transaction",
            isRequired: true
        )
        writer.code("transmode_code", mode, .mode, rule: "transaction.transmode_code")
        writer.plain("transmode_comment", writer.profile.modeComment, rule: "transaction.transmode_comment")
        if amount.currency != currency { writer.fault("amount_local", .otherCurrency, amount.description) }
        if !(1...Account.most).contains(amount.minorUnits) {
            writer.fault("amount_local", .badNumber, amount.description)
        }
        writer.plain("amount_local", amount.digits, rule: "transaction.amount_local", isRequired: true)
        for (side, name) in [(from, "from"), (to, "to")] {
            writer.group("t_\(name)" + (side.isClient ? "_my_client" : "")) { group in
                group.code("\(name)_funds_code", side.funds, .funds, rule: "transaction.funds_code")
                group.subject(side.subject, prefix: "\(name)_")
                group.plain("\(name)_country", side.country.alpha2, rule: "transaction.country", isRequired: true)
            }
        }
    }
}

extension GoAMLTransaction.Side {
    var isClient: Bool {
        switch subject {
        case .person(let person): person.isClient
        case .entity(let entity): entity.isClient
        case .account: false
        }
    }
}

extension Money {
    /// The amount without its currency: `1234.50`.
    var digits: String { String(description.dropLast(4)) }
}

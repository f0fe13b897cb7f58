import Formats
import Foundation
import KernelSamples
import Recovery
import Testing
import Vocabulary

@Suite("Reports to a financial intelligence unit")
struct GoAMLTests {
    private static func faults(_ report: GoAMLReport, _ profile: String = "ae") throws -> [GoAMLFault] {
        do throws(GoAMLFaults) {
            _ = try report.document(for: Content.profileOrStop(profile))
            return []
        } catch {
            return error.faults
        }
    }

    @Test(.enabled(if: Schema.isThere, Schema.absence)) func theReportsAreValid() throws {
        for profile in ["ae", "generic-5.0.2"] {
            for report in [try Reports.transaction(), try Reports.activity()] {
                let document = try report.document(for: Content.profile(profile))
                let faults = try Schema.faults(of: document.xml)
                #expect(faults == "")
            }
        }
    }

    @Test(.enabled(if: Schema.isThere, Schema.absence)) func theSchemaJudges() throws {
        let document = try Reports.transaction().document(for: Content.profile("ae"))
        let text = String(decoding: document.xml, as: UTF8.self)
        let broken = text.replacing("<first_name>Mohamad</first_name>", with: "<first_name>محمد</first_name>")
        #expect(broken != text)
        #expect(try Schema.faults(of: [UInt8](broken.utf8)) != "")
        let vectors = try #require(Schema.vectors)
        for sample in ["STR.xml", "DPMSR.xml"] {
            let bytes = [UInt8](try Data(contentsOf: vectors.appending(path: sample)))
            #expect(try Schema.faults(of: bytes) == "", "\(sample)")
        }
    }

    /// A text at its limit is taken by the schema, and one more character is refused here: our limits are the schema's.
    @Test(.enabled(if: Schema.isThere, Schema.absence)) func theLimitsAreThoseOfTheSchema() throws {
        var report = try Reports.activity()
        let profile = try Content.profile("ae")
        func long(_ rule: String) throws -> String {
            String(repeating: "a", count: try #require(profile.lengths[rule]).upperBound)
        }
        var person = Reports.client()
        person.latin = (try long("person.first_name"), try long("person.last_name"))
        (person.idNumber, person.occupation) = (try long("person.id_number"), try long("person.occupation"))
        (person.passport, person.passportCountry) = (try long("person.passport_number"), country("AE"))
        person.identifications[0].number = try long("identification.number")
        person.phones = [GoAMLPhone(try long("phone.tph_number"), prefix: try long("phone.tph_country_prefix"))]
        person.addresses = [
            GoAMLAddress(
                try long("address.address"),
                try long("address.city"),
                country("AE"),
                province: try long("address.state")
            )
        ]
        var entity = GoAMLEntity(try long("entity.name"))
        (entity.registration, entity.business) = (try long("entity.incorporation_number"), try long("entity.business"))
        entity.province = try long("entity.incorporation_state")
        var bank = GoAMLAccount(
            try long("account.account"),
            at: try long("account.institution_code"),
            isBIC: false,
            name: try long("account.account_name")
        )
        bank.institution = try long("account.institution_name")
        let bic = GoAMLAccount("1", at: try long("account.swift"), isBIC: true, name: "n")
        var goods = GoAMLGoods("GOLD", try long("goods.description"))
        goods.unit = try long("goods.size_uom")
        let reason = try long("party.reason")
        let parties = [GoAMLSubject.person(person), .entity(entity), .account(bank), .account(bic)].map {
            GoAMLParty($0, reason: reason)
        }
        report.content = .activity(parties, goods: [goods])
        (report.branch, report.reference) = (try long("report.rentity_branch"), try long("report.entity_reference"))
        (report.reason, report.action) = (try long("report.reason"), try long("report.action"))
        let document = try report.document(for: profile)
        let faults = try Schema.faults(of: document.xml)
        #expect(faults == "")
        // One more everywhere.
        for rule in profile.lengths.keys.sorted() where !rule.hasPrefix("transaction.") && !rule.hasPrefix("reporter.")
        {
            let element = rule.split(separator: ".")[1]
            let text = String(decoding: document.xml, as: UTF8.self)
            let old = ">\(try long(rule))</\(element)>"
            let longer = text.replacing(old, with: ">a\(old.dropFirst())", maxReplacements: 1)
            #expect(longer != text, "\(rule)")
            #expect(try Schema.faults(of: [UInt8](longer.utf8)) != "", "the schema takes more of \(rule)")
        }
        report.reference += "a"
        #expect(
            try Self.faults(report).map(\.description) == ["report.entity_reference: too-long (256 of at most 255)"]
        )
    }

    @Test func whatIsChangedIsListedAndTheOriginalKept() throws {
        let document = try Reports.transaction().document(for: Content.profile("ae"))
        let text = String(decoding: document.xml, as: UTF8.self)
        #expect(document.xml.allSatisfy { $0 < 0x80 })
        #expect(text.contains("<first_name>Zoe</first_name><last_name>N'Guessan-Lukow</last_name>"))
        #expect(text.contains("<first_name>Ivan</first_name><last_name>Shchukin</last_name>"))
        #expect(text.contains("<name>Societe Miniere Freres S.A.R.L.</name>"))
        #expect(text.contains("Dore of 92 % sold &lt; 70 % of the price &amp; paid in cash - \"no papers\""))
        let root = try XMLNode(parsing: document.xml.span)
        #expect(root.name == "report")
        #expect(text.contains("<comments>&#x645;&#x62D;&#x645;&#x62F; "))
        let changed = Dictionary(document.changes.map { ($0.path, $0) }) { first, _ in first }
        let name = changed["report.transaction[0].t_from_my_client.from_person.first_name"]
        #expect(name?.original == "محمد" && name?.written == "Mohamad")
        #expect(
            changed["report.transaction[1].t_from.from_entity.name"]?.original == "Société Minière & Frères S.A.R.L."
        )
        #expect(text.contains("<submission_date>2026-05-26T10:00:00</submission_date>"))
    }

    @Test func whatIsLeftOutOrNotComparedIsNamed() throws {
        let document = try Reports.transaction().document(for: Content.profile("ae"))
        let omitted = Set(document.omissions.map { "\($0.path) \($0.why.rawValue)" })
        #expect(omitted.contains("report.transaction[1].t_to.to_person.birthdate not-given"))
        #expect(omitted.contains("report.report_indicators.indicator list-unknown"))
        #expect(omitted.contains("report.transaction[0].t_to.to_account.currency_code not-given") == false)
        let generic = try Reports.transaction().document(for: Content.profile("generic-5.0.2"))
        #expect(generic.omissions.contains { $0.path == "report.report_code" && $0.why == .listUnknown })
    }

    @Test func aNameWithoutALatinSpellingIsAskedForAndNotGuessed() throws {
        var report = try Reports.activity()
        var client = Reports.client()
        client.latin = nil
        report.content = .activity([GoAMLParty(.person(client), reason: "buyer")], goods: [])
        let faults = try Self.faults(report)
        #expect(faults.map(\.reason) == [.noLatinSpelling, .noLatinSpelling])
        #expect(faults[0].path == "report.activity.report_parties.report_party[0].person_my_client.first_name")
    }

    @Test(.enabled(if: Schema.isThere, Schema.absence)) func aUnitThatReadsItsOwnScriptGetsIt() throws {
        let text = String(decoding: try Content.bytes("goaml/ae"), as: UTF8.self)
        let changed = text.replacing(#""anyScript": []"#, with: #""anyScript": ["report.reason"]"#)
        try #require(changed != text)
        let profile = try GoAMLProfile(reading: [UInt8](changed.utf8), file: "ae.json")
        var report = try Reports.activity()
        report.reason = "بيع ذهب < نقدا"
        let document = try report.document(for: profile)
        let faults = try Schema.faults(of: document.xml)
        #expect(faults == "" && document.xml.allSatisfy { $0 < 0x80 })
        let reason = try XMLNode(parsing: document.xml.span).children.first { $0.name == "reason" }
        #expect(reason?.text == report.reason)
        #expect(try Self.faults(report).map(\.reason) == [.noLatinSpelling])
        report.reason = "a\u{1}"
        #expect(throws: GoAMLFaults.self) { _ = try report.document(for: profile) }
        report.reason = String(repeating: "ب", count: 8_001)
        #expect(throws: GoAMLFaults.self) { _ = try report.document(for: profile) }
    }

    @Test func everyFaultIsToldAtOnce() throws {
        var report = try Reports.transaction()
        (report.reporterNumber, report.code, report.action, report.indicators) = (0, "XYZ", nil, [])
        report.currency = currency("USD")
        let faults = try Self.faults(report)
        #expect(
            Set(faults.map(\.path)) == [
                "report.rentity_id", "report.report_code", "report.currency_code_local", "report.action",
                "report.transaction[0].amount_local", "report.transaction[1].amount_local", "report.report_indicators",
            ]
        )
    }

    @Test func aClientIsToldWhole() throws {
        var client = GoAMLPerson("Ada", "Roe")
        client.isClient = true
        var report = try Reports.activity()
        report.content = .activity([GoAMLParty(.person(client), reason: "x")], goods: [])
        let missing = try Self.faults(report).map { $0.path.split(separator: ".").last.map(String.init) ?? "" }
        #expect(
            missing == [
                "gender", "birthdate", "id_number", "nationality1", "residence", "phones", "identification",
                "tax_reg_number",
            ]
        )
    }

    @Test func aCompanyThatIsAClientIsToldWhole() throws {
        var entity = GoAMLEntity("Roe Ltd")
        entity.isClient = true
        var report = try Reports.activity()
        report.content = .activity([GoAMLParty(.entity(entity), reason: "x")], goods: [])
        let missing = try Self.faults(report).map { $0.path.split(separator: ".").last.map(String.init) ?? "" }
        #expect(
            missing == [
                "incorporation_legal_form", "incorporation_number", "business", "addresses", "incorporation_state",
                "incorporation_country_code", "director_id", "incorporation_date", "tax_reg_number",
            ]
        )
    }

    @Test(arguments: [
        "</reason><indicator>X</indicator>", "]]>", "a\u{0}b", "&amp;#x41;", "<!DOCTYPE a [<!ENTITY x 'y'>]>",
        "\r\n\t x",
    ])
    func hostileWordsStayWords(_ words: String) throws {
        var report = try Reports.transaction()
        report.reason = words
        let document = try report.document(for: Content.profile("ae"))
        let reason = try #require(try XMLNode(parsing: document.xml.span).children.first { $0.name == "reason" })
        #expect(reason.children.isEmpty)
        #expect(
            reason.text.trimmingCharacters(in: .whitespaces)
                == String(ASCIIText(words).text).trimmingCharacters(in: .whitespaces)
        )
    }

    @Test(arguments: [1, 2] as [UInt64]) func anyTextBecomesASCIIOrIsRefused(_ seed: UInt64) {
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        for _ in 0..<400 {
            var text = ""
            for _ in 0..<dice.roll(0...20) {
                let limit = pick([0x7F, 0x24F, 0x4FF, 0xFFFF, 0x10FFFF], &dice)
                if let scalar = Unicode.Scalar(UInt32(dice.roll(0...limit))) { text.unicodeScalars.append(scalar) }
            }
            let ascii = ASCIIText(text)
            #expect(ascii.text.utf8.allSatisfy { (0x20...0x7E).contains($0) })
            if ascii.unwritten.isEmpty, ascii.changed.isEmpty { #expect(text.unicodeScalars.allSatisfy { $0.isASCII }) }
        }
    }
}

extension Content {
    static func profileOrStop(_ name: String) -> GoAMLProfile {
        do { return try profile(name) } catch { preconditionFailure("\(error)") }
    }
}

import Recovery
import Vocabulary

/// Reports of the story.
enum Reports {
    static func officer() -> GoAMLPerson {
        var officer = GoAMLPerson("Zoë", "N’Guessan-Łuków")
        (officer.gender, officer.idNumber, officer.nationality, officer.residence) = (
            "F", "7841", country("CI"), country("AE")
        )
        officer.phones = [GoAMLPhone("44441234", prefix: "971")]
        officer.addresses = [GoAMLAddress("Office 5", "Dubai", country("AE"), province: "Dubai")]
        officer.occupation = "compliance officer"
        return officer
    }

    static func client() -> GoAMLPerson {
        var client = GoAMLPerson("محمد", "الجابر")
        client.latin = ("Mohamad", "Al-Jaber")
        (client.gender, client.birth, client.idNumber) = ("M", day("1985-03-12"), "7840")
        (client.nationality, client.residence, client.isTaxRegistered) = (country("AE"), country("AE"), true)
        client.phones = [GoAMLPhone("501112233", prefix: "971")]
        client.identifications = [
            GoAMLIdentification("EID", "7840", issued: day("2020-01-15"), expires: day("2030-01-14"), by: country("AE"))
        ]
        client.isClient = true
        return client
    }

    static func entity() -> GoAMLEntity {
        var entity = GoAMLEntity("Société Minière & Frères S.A.R.L.")
        (entity.registration, entity.business, entity.country) = ("CD/KIN/RCCM 14-B", "trade in gold", country("CD"))
        entity.addresses = [GoAMLAddress("Avenue de l’Équateur 12", "Bukavu", country("CD"), province: "Sud-Kivu")]
        return entity
    }

    /// A company that is a client, with all that the schema asks of one.
    static func clientEntity() -> GoAMLEntity {
        var entity = entity()
        (entity.legalForm, entity.province, entity.isTaxRegistered) = ("LEGAL", "Sud-Kivu", false)
        entity.registered = day("2014-02-03")
        var owner = GoAMLPerson("Aïcha", "M'Bokolo")
        owner.isClient = true
        entity.directors = [
            GoAMLDirector(owner, role: "UBO"), GoAMLDirector(GoAMLPerson("Jean", "Ilunga"), role: "DIR"),
        ]
        entity.isClient = true
        return entity
    }

    static func account() -> GoAMLAccount {
        var account = GoAMLAccount("AE07 0331 2345", at: "BOMLAEAD", isBIC: true, name: "Société Minière")
        (account.institution, account.currency) = ("Mashreq", currency("AED"))
        return account
    }

    static func base(_ content: GoAMLReport.Content) throws -> GoAMLReport {
        GoAMLReport(
            reporterNumber: 101,
            branch: "DXB",
            code: "STR",
            reference: "STR-2026-0042",
            date: try UTCInstant("2026-05-26T14:00:00+04:00"),
            currency: currency("AED"),
            reporter: officer(),
            location: GoAMLAddress("Gold Souk", "Dubai", country("AE"), province: "Dubai"),
            reason: "Doré of 92 % sold < 70 % of the price & paid in cash – “no papers”",
            action: "Account flagged",
            content: content,
            indicators: ["TML18"]
        )
    }

    static func transaction() throws -> GoAMLReport {
        let amount = Money(minorUnits: 12_000_050, currency("AED"))
        return try base(
            .transactions([
                GoAMLTransaction(
                    "TXN-1",
                    at: "Main branch",
                    "wire after a deposit in cash",
                    on: try UTCInstant("2026-05-24T14:30:00Z"),
                    mode: "ELCFT",
                    amount: amount,
                    from: .init("CASH", .person(client()), in: country("AE")),
                    to: .init("BANKD", .account(account()), in: country("AE"))
                ),
                GoAMLTransaction(
                    "TXN-2",
                    at: "Main branch",
                    "payment",
                    on: try UTCInstant("2026-05-25T14:30:00Z"),
                    mode: "SWIFT",
                    amount: amount,
                    from: .init("BANKD", .entity(entity()), in: country("CD")),
                    to: .init("CASH", .person(GoAMLPerson("Иван", "Щукин")), in: country("AE"))
                ),
            ])
        )
    }

    static func activity() throws -> GoAMLReport {
        var goods = GoAMLGoods("GOLD", "doré, 1 kg")
        (goods.value, goods.status, goods.size, goods.unit) = (
            Money(minorUnits: 7_500_000, currency("AED")), "SOLD", 1_000, "GRAM"
        )
        return try base(
            .activity(
                [
                    GoAMLParty(.person(client()), reason: "buyer", significance: 8),
                    GoAMLParty(.entity(entity()), reason: "seller"),
                    GoAMLParty(.entity(clientEntity()), reason: "who ordered it"),
                    GoAMLParty(.account(account()), reason: "account that was paid"),
                ],
                goods: [goods]
            )
        )
    }
}

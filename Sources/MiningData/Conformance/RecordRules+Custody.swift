import Vocabulary

extension RecordRules {
    mutating func check(_ lot: Lot) {
        let isProduction = lot.operations.contains(.production)
        if isProduction {
            expect(lot.mineSite != nil, .productionSite, at: "$.mineSiteId", expected: .value)
            expect(lot.tag != nil, .productionTag, at: "$.tag", expected: .value)
            if profile == .rwanda { expect(lot.miner != nil, .productionMiner, at: "$.miner", expected: .value) }
        }
        checkInputs(of: lot, isProduction: isProduction)
        expect(
            !lot.mass.isNegative && lot.mass.significand != 0,
            .quantity,
            at: "$.mass",
            found: .quoted(lot.mass.description),
            expected: .aboveZero
        )
        expect(
            !lot.concentration.isNegative && (lot.concentration.integer(rounding: .halfEven).map { $0 <= 100 } ?? false)
                && !Self.isAbove(lot.concentration, 100),
            .quantity,
            at: "$.concentration",
            found: .quoted(lot.concentration.description),
            expected: .between(0, and: 100)
        )
        if lot.operations.contains(.exporting) {
            expect(lot.certificate != nil, .exportedLot, at: "$.exportCertificateId", expected: .value)
        }
        check(lot.creator, at: "$.creator")
        check(lot.recipient, at: "$.recipient")
        check(lot.tag?.issuer, at: "$.tag.issuer")
    }

    /// Whether an exact number lies above a whole one.
    private static func isAbove(_ number: DecimalNumber, _ limit: Int) -> Bool {
        // Beyond eighteen decimals nothing is told apart; such a grade was never measured.
        guard number.exponent > -16 else { return false }
        guard let scaled = number.integer(times: 1_000_000, rounding: .halfEven) else { return !number.isNegative }
        return scaled > limit * 1_000_000
    }

    /// MD.12, key rules 5 and 6: the first lot has no input lot; every later one has, if only itself.
    private mutating func checkInputs(of lot: Lot, isProduction: Bool) {
        let inputs = lot.inputs ?? []
        if isProduction {
            expect(
                inputs.isEmpty,
                .initialLot,
                at: "$.inputLot",
                found: .quoted(inputs.first?.number ?? ""),
                expected: .absent
            )
        } else if !lot.operations.contains(.importing) {
            expect(!inputs.isEmpty, .inputLots, at: "$.inputLot", expected: .value)
        }
        var seen: Set<String> = []
        for (index, input) in inputs.enumerated() {
            expect(
                seen.insert(input.number).inserted,
                .inputLots,
                at: "$.inputLot[\(index)].lotNumber",
                found: .quoted(input.number),
                expected: .eachOnce
            )
        }
    }

    // MARK: Export certificates

    mutating func check(_ certificate: ExportCertificate) {
        check(certificate.exporter, at: "$.exporter")
        check(certificate.importer, at: "$.importer")
        let last = CalendarDate(dayNumber: certificate.issued.dayNumber + 90) ?? certificate.issued
        expect(
            certificate.expires >= certificate.issued && certificate.expires <= last,
            .certificateValidity,
            at: "$.dateOfExpiration",
            found: .quoted(certificate.expires.description),
            expected: .dateFrom(certificate.issued.description, to: last.description)
        )
        expect(
            certificate.verified <= certificate.issued,
            .certificateDates,
            at: "$.dateOfVerification",
            found: .quoted(certificate.verified.description),
            expected: .dateUpTo(certificate.issued.description)
        )
        let weight = certificate.weight
        expect(
            !weight.isNegative && weight.significand != 0,
            .certificateWeight,
            at: "$.lotWeight",
            found: .quoted(weight.description),
            expected: .aboveZero
        )
        expect(
            TextForms.decimals(of: weight) <= 3,
            .certificateWeight,
            at: "$.lotWeight",
            found: .quoted(weight.description),
            expected: .atMostDecimals(3)
        )
        checkCountries(of: certificate)
        expect(
            Self.isCustomsValue(certificate.customsValue),
            .customsValue,
            at: "$.customsValue",
            found: .quoted(String(certificate.customsValue.prefix(40))),
            expected: .suchAs("USD 85000.00")
        )
        let serial = certificate.identifier
        expect(
            serial.utf8.allSatisfy { TextForms.isDigit($0) || TextForms.isLetter($0) || "-/.".utf8.contains($0) }
                && serial.utf8.contains(where: TextForms.isDigit)
                && (profile == .core || serial.hasPrefix(certificate.country)),
            .certificateSerial,
            at: "$.identifier",
            found: .quoted(String(serial.prefix(60))),
            expected: .suchAs("\(certificate.country)2324A2")
        )
        check(
            file: certificate.file,
            at: "$.certificateFile",
            mediaTypes: ["application/pdf", "image/png", "image/jpeg"],
            endings: ["pdf", "png", "jpg", "jpeg"]
        )
    }

    private mutating func checkCountries(of certificate: ExportCertificate) {
        let origins = certificate.origin.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        expect(
            origins.allSatisfy { $0 == "0" || CountryCode($0)?.alpha2 == $0 } && Set(origins).count == origins.count,
            .certificateOrigin,
            at: "$.mineralOrigin",
            found: .quoted(String(certificate.origin.prefix(60))),
            expected: .suchAs("BI;TZ;0")
        )
        guard let route = certificate.route, !route.isEmpty else { return }
        let separator: Character = profile == .core ? ";" : ","
        let countries = route.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        expect(
            countries.allSatisfy { CountryCode($0)?.alpha2 == $0 || CountryCode($0)?.alpha3 == $0 },
            .certificateRoute,
            at: "$.shipmentRoute",
            found: .quoted(String(route.prefix(60))),
            expected: .suchAs(profile == .core ? "CD;TZ;BI" : "CD,TZ,BI")
        )
    }

    /// A number, or `USD`, one space and a number; not below zero.
    ///
    /// Appendix C of the RCM Manual asks for US dollars.
    private static func isCustomsValue(_ text: String) -> Bool {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count <= 2, let number = parts.last, let first = number.utf8.first, TextForms.isDigit(first),
            (try? DecimalNumber(String(number))) != nil
        else { return false }
        return parts.count == 1 || parts[0] == "USD"
    }
}

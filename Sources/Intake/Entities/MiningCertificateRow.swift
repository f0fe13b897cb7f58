import MiningData
import Store
import Vocabulary

/// The row of an export certificate (MD.03).
enum MiningCertificateRow {
    static func add(_ certificate: ExportCertificate, into batch: inout FactBatch) throws(RefusalReason) {
        guard let grams = certificate.grams else {
            throw RefusalReason(
                certificate.weight.isNegative ? .negativeNumber : .badNumber,
                at: "$.lotWeight",
                found: .quoted(certificate.weight.description),
                expected: .aboveZero
            )
        }
        let value = value(of: certificate.customsValue)
        var row = RowBuilder("certificate")
        let number = MiningParts.identifier(certificate.identifier)
        row.set("id", "\(certificate.country):\(number)", in: &batch)
        row.set("country", certificate.country, in: &batch)
        row.set("number", certificate.identifier, in: &batch)
        row.set("lot", MiningParts.identifier(certificate.lot), in: &batch)
        row.set("mineral", MiningRecordReader.mineral(certificate.mineral), in: &batch)
        row.set("hs_code", HSCode(certificate.mineral)?.digits, in: &batch)
        row.set("mass_g", grams)
        row.set("origins", words(certificate.origin), in: &batch)
        row.set("value_minor", value?.minorUnits)
        row.set("currency", value?.currency.code, in: &batch)
        row.set("exporter", MiningParts.identifier(certificate.exporter), in: &batch)
        row.set("importer", MiningParts.identifier(certificate.importer), in: &batch)
        row.set("route", certificate.route.map(words), in: &batch)
        row.set("authority", certificate.authority, in: &batch)
        row.set("verified", certificate.verified.description, in: &batch)
        row.set("issued", certificate.issued.description, in: &batch)
        row.set("expires", certificate.expires.description, in: &batch)
        row.set("shipment", certificate.shipment.description, in: &batch)
        row.append(to: &batch)
    }

    /// A list of countries, whatever stands between them.
    private static func words(_ text: String) -> String {
        text.split { $0 == ";" || $0 == "," || $0.isWhitespace }.joined(separator: " ")
    }

    /// The customs value: a number with its currency before it, or a number of US dollars.
    private static func value(of text: String) -> Money? {
        let parts = text.split(separator: " ")
        guard let number = parts.last.flatMap({ try? DecimalNumber(String($0)) }), parts.count <= 2,
            let currency = Currency(parts.count == 2 ? String(parts[0]) : "USD")
        else { return nil }
        return try? Money(number, currency, rounding: .halfEven)
    }
}

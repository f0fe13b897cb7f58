/// The truth, for measuring and never for import; and the note to the reader.
enum TruthFile {
    static func make(_ country: Country) -> OutputFile {
        var bytes = Array("[\n".utf8)
        for (index, row) in country.truth.enumerated() {
            let value = JSONValue.object([
                ("id", .text("TRUTH-" + Decimals.padded(index + 1, 4))),
                ("kind", .text(row.isInnocent ? "innocent" : "crime")),
                ("crime", .text(row.crime)), ("vulnerability", .text(row.vulnerability)), ("stage", .text(row.stage)),
                ("subjectKind", .text(row.subjectKind)), ("subjectID", .text(row.subject)),
                ("from", .text(row.from.text)),
                ("to", .text(row.to.text)), ("description", .text(row.description)),
                ("related", .list(row.related.map { .object([("kind", .text($0.kind)), ("id", .text($0.id))]) })),
            ])
            value.write(to: &bytes)
            bytes += Array((index < country.truth.count - 1 ? ",\n" : "\n").utf8)
        }
        bytes += Array("]\n".utf8)
        return OutputFile(name: "truth.json", bytes: bytes, records: country.truth.count, broken: 0)
    }

    static func readme(_ country: Country) -> OutputFile {
        let text = """
            The \(Land.countryName) does not exist.

            These files describe an invented island in an empty part of the South Atlantic, with invented people, companies,
            mines and crimes. They were made by `touchstone simulate` from seed \(country.seed) at scale \(country.scale);
            the same seed and scale give the same bytes. Likeness to real persons or firms is chance. Country codes XM, XN,
            XO, XP and XQ are user-assigned codes of ISO 3166-1 and belong to no state; other codes name real places where
            minerals are sold, nothing more.

            truth.json says what was planted. It is for measuring detection and is never imported.
            A few records are broken on purpose; their identifiers say so.

            """
        return OutputFile(name: "README.txt", bytes: Array(text.utf8), records: 0, broken: 0)
    }
}

import GRDB
import Trade
import Vocabulary

/// Sets declared values against the reference price of the contained metal, and splits the lots that declarations name.
struct PriceKernel: DerivedKernel {
    let lexicon: Lexicon

    let name = "price"
    let inputs = ["declaration", "lot", "price"]
    let outputs = ["price_score", "declaration_lot"]

    /// What a lot says of itself.
    private struct LotGrade {
        let mineral: String?
        let gradePPM: Int?
        let massGrams: Int?
    }

    /// How far a grade that somebody measured may be off, parts per million of the grade.
    private static let declaredGradeUncertaintyPPM = 50_000

    func rows(_ db: Database) throws -> [DerivedRows] {
        let prices = try referencePrices(db)
        let priced = Set(try String.fetchAll(db, sql: "SELECT DISTINCT mineral FROM price"))
        var lots: [String: LotGrade] = [:]
        let cursor = try Row.fetchCursor(db, sql: "SELECT id, mineral, grade_ppm, mass_g FROM lot")
        while let row = try cursor.next() {
            lots[row[0]] = LotGrade(mineral: row[1], gradePPM: row[2], massGrams: row[3])
        }
        var scores = DerivedRows("price_score")
        var named = DerivedRows("declaration_lot")
        let declarations = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, date, hs_code, net_mass_g, value_minor, currency, grade_ppm, lots FROM declaration ORDER BY id
                """
        )
        while let row = try declarations.next() {
            let id: String = row[0]
            let ids = (row[7] as String?)?.split(separator: " ").map(String.init) ?? []
            for lot in Set(ids).sorted() { named.append(id, lot) }
            guard let day = CalendarDay(row[1] as String), let code = HSCode(row[2] as String) else { continue }
            let own = ids.compactMap { lots[$0] }
            guard
                let basis = basis(code, declaredPPM: row[6], lots: own, priced: priced),
                let price = prices.price(of: basis.mineral, in: row[5], on: day)
            else { continue }
            guard
                let score = try? PriceScore(
                    netMassGrams: row[3],
                    grade: basis.grade,
                    declaredMinor: row[4],
                    price: price
                )
            else { continue }
            scores.append(
                id,
                basis.mineral,
                price.id,
                score.containedGrams,
                basis.grade.bestPPM,
                basis.source,
                score.referenceMinor,
                score.lowMinor,
                score.highMinor,
                score.ratio
            )
        }
        return [scores, named]
    }

    private func referencePrices(_ db: Database) throws -> ReferencePrices {
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM price ORDER BY id")
        return ReferencePrices(
            rows.compactMap { row in
                guard let day = CalendarDay(row["date"] as String) else { return nil }
                return ReferencePrice(
                    id: row["id"],
                    mineral: row["mineral"],
                    basis: row["basis"] == "gross" ? .gross : .element,
                    firstDay: day,
                    amountMinor: row["amount_minor"],
                    perNanograms: row["per_ng"],
                    currency: row["currency"],
                    uncertaintyPPM: row["uncertainty_ppm"] ?? 100_000
                )
            }
        )
    }

    private struct Basis {
        let mineral: String
        let grade: GradeRange
        let source: String
    }

    /// The mineral and the grade to price a declaration with; nil where the code leaves the mineral open.
    private func basis(_ code: HSCode, declaredPPM: Int?, lots: [LotGrade], priced: Set<String>) -> Basis? {
        let forms = lexicon.forms(under: code).filter { priced.contains($0.mineral.rawValue) }
        let lotMinerals = Set(lots.compactMap(\.mineral))
        let candidates = Set(forms.map(\.mineral.rawValue))
        let possible = lotMinerals.isEmpty ? candidates : candidates.intersection(lotMinerals)
        guard possible.count == 1, let mineral = possible.first else { return nil }
        let uncertainty = Self.declaredGradeUncertaintyPPM
        if let ppm = declaredPPM, let grade = GradeRange(ppm: ppm, relativeUncertaintyPPM: uncertainty) {
            return Basis(mineral: mineral, grade: grade, source: "declared")
        }
        if let ppm = Self.averageGrade(lots), let grade = GradeRange(ppm: ppm, relativeUncertaintyPPM: uncertainty) {
            return Basis(mineral: mineral, grade: grade, source: "lot")
        }
        let ranges = forms.filter { $0.mineral.rawValue == mineral }
            .compactMap { lexicon.mineral($0.mineral)?.form($0.form)?.grade }
        guard let low = ranges.map(\.low).min(), let high = ranges.map(\.high).max(), ranges.count >= 1,
            let grade = GradeRange(
                lowPPM: low.partsPerMillion,
                bestPPM: ranges[0].typical.partsPerMillion,
                highPPM: high.partsPerMillion
            )
        else { return nil }
        return Basis(mineral: mineral, grade: grade, source: "typical")
    }

    /// The grade of all lots together, by mass; nil unless every lot states both.
    private static func averageGrade(_ lots: [LotGrade]) -> Int? {
        var mass: Int128 = 0
        var contained: Int128 = 0
        for lot in lots {
            guard let grams = lot.massGrams, let grade = lot.gradePPM else { return nil }
            mass += Int128(grams)
            contained += Int128(grams) * Int128(grade)
        }
        return mass > 0 ? Int(contained / mass) : nil
    }
}

import Fingerprint
import Testing
import Vocabulary

@Suite("What a report must not say")
struct StatementTests {
    private static let transposed: [(Language, String)] = [
        (.en, "The probability that the sample comes from mine A is 99 %."),
        (.en, "Given the results, the probability that the ore originates from Bisie is very high."),
        (.en, "It is very likely that the lot came from the declared mine."),
        (.en, "The sample probably comes from the declared site."),
        (.en, "The material is 100 times more likely to have come from mine A than from mine B."),
        (.en, "We are 95 % sure that the concentrate was mined at Rubaya."),
        (.en, "That the grains come from this deposit is certain."),
        (.fr, "La probabilité que l’échantillon provienne de la mine A est de 99 %."),
        (.fr, "Au vu des résultats, il est très probable que le lot vienne de Bisie."),
        (.fr, "L’échantillon provient probablement de la mine déclarée."),
        (.fr, "Il est certain que le minerai est issu de ce site."),
        (.pt, "A probabilidade de que a amostra provenha da mina A é de 99 %."),
        (.pt, "É muito provável que o lote venha da mina declarada."),
        (.pt, "A amostra provém provavelmente da mina declarada."),
        (.pt, "É certo que o minério tem origem neste sítio."),
        (.es, "La probabilidad de que la muestra provenga de la mina A es del 99 %."),
        (.es, "Es muy probable que el lote proceda de la mina declarada."),
        (.es, "La muestra procede probablemente de la mina declarada."),
        (.es, "Es cierto que el mineral proviene de este yacimiento."),
    ]

    private static let attributions: [(Language, String)] = [
        (.en, "The sample comes from mine A."), (.en, "Both samples are from the same mine."),
        (.fr, "L’échantillon provient de la mine A."), (.fr, "Les deux lots proviennent de la même mine."),
        (.pt, "A amostra provém da mina A."), (.pt, "Os dois lotes são da mesma mina."),
        (.es, "La muestra proviene de la mina A."), (.es, "Los dos lotes son de la misma mina."),
    ]

    private static let allowed: [(Language, String)] = [
        (
            .en,
            "The results are about 45 times more probable if the sample comes from mine A than if it comes from another."
        ),
        (.en, "If the sample comes from mine A, the probability of these results is 0.2."),
        (.en, "The probability of the results given that the sample comes from mine A is 0.2."),
        (.en, "The results support the proposition that the sample comes from the same mine over the other one."),
        (.en, "It was asked whether the lot comes from the declared mine."),
        (.en, "Five grains lie outside 99.5 % of the reference grains. The method was validated on 60 pairs."),
        (
            .fr,
            "Les résultats sont environ 45 fois plus probables si l’échantillon provient de la mine A que s’il provient d’une autre."
        ),
        (.fr, "Les résultats soutiennent la proposition selon laquelle l’échantillon provient de la même mine."),
        (
            .pt,
            "Os resultados são cerca de 45 vezes mais prováveis se a amostra provém da mina A do que se provém de outra."
        ),
        (.pt, "Os resultados apoiam a proposição de que a amostra provém da mesma mina."),
        (
            .es,
            "Los resultados son unas 45 veces más probables si la muestra procede de la mina A que si procede de otra."
        ),
        (.es, "Los resultados apoyan la proposición de que la muestra procede de la misma mina."),
    ]

    @Test(arguments: transposed)
    func transposedConditionals(_ language: Language, _ text: String) {
        #expect(StatementCheck.faults(in: text, language: language).map(\.kind) == [.transposed])
    }

    @Test(arguments: attributions)
    func sourcesAsFacts(_ language: Language, _ text: String) {
        #expect(StatementCheck.faults(in: text, language: language).map(\.kind) == [.attribution])
    }

    @Test(arguments: allowed)
    func whatMayBeSaid(_ language: Language, _ text: String) {
        #expect(StatementCheck.faults(in: text, language: language) == [])
    }

    @Test func thePlaceIsThatOfTheSentence() throws {
        let first = "É assim. A medição tem 2.5 % de erro."
        let text = first + "\n\nA probabilidade de que a amostra provenha da mina A é alta. Fim."
        let fault = try #require(StatementCheck.faults(in: text, language: .pt).first)
        #expect(fault.offset == first.utf8.count + 2)
        #expect(fault.excerpt == "A probabilidade de que a amostra provenha da mina A é alta.")
        #expect(
            StatementCheck.faults(in: "", language: .en) == []
                && StatementCheck.faults(in: "…!?.;", language: .en) == []
        )
    }

    @Test func wordsOfTheScale() {
        func word(_ log10: Double) -> String {
            let grade = VerbalScale.grade(LikelihoodRatio(log10: log10))
            return "\(grade.word.rawValue) \(grade.side.rawValue)"
        }
        #expect(word(0) == "none neither" && word(0.29) == "none neither" && word(-0.29) == "none neither")
        #expect(word(0.302) == "weak first" && word(1) == "moderate first" && word(2) == "moderately-strong first")
        #expect(word(-3) == "strong second" && word(4) == "very-strong first" && word(6) == "extremely-strong first")
        #expect(word(400) == "extremely-strong first" && word(-400) == "extremely-strong second")
    }

    @Test func numbersOfReports() {
        func text(_ log10: Double) -> String { ReportNumber.ratio(LikelihoodRatio(log10: log10)) }
        #expect(text(0) == "1.0" && text(1.653_2) == "45" && text(3.255_3) == "1800" && text(7.079_2) == "1.2e7")
        #expect(text(-2.920_8) == "0.0012" && text(-400) == "1.0e-400" && text(0.999_99) == "10")
        #expect(ReportNumber.fixed(-0.000_01, places: 2) == "0.00" && ReportNumber.fixed(2.345_6, places: 2) == "2.35")
        #expect(ReportNumber.fixed(.nan, places: 2) == "unknown" && text(.infinity) == "infinite")
    }
}

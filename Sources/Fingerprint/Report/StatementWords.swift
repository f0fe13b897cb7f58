import Vocabulary

/// The words by which ``StatementCheck`` knows what a sentence says, folded to small letters without accents.
struct StatementWords: Sendable {
    /// Nouns and adverbs of probability.
    let chances: Set<String>
    /// What can have a probability in a report: the results.
    let results: Set<String>
    /// Verbs that say where something came from; two words are joined by a space.
    let origins: Set<String>
    /// Words that make what follows a condition.
    let conditions: Set<String>
    /// Words of a sentence that speaks of a proposition, of support or of what others said.
    let hedges: Set<String>
    /// Words for the material.
    let materials: Set<String>
    /// Words for a place or its being the same.
    let places: Set<String>

    static func words(of language: Language) -> StatementWords {
        switch language {
        case .en: english
        case .fr: french
        case .pt: portuguese
        case .es: spanish
        }
    }

    private static func set(_ text: String) -> Set<String> {
        Set(text.split(separator: ",").map { $0.trimmingBlanks })
    }

    private static let english = StatementWords(
        chances: set(
            "probability, likelihood, chance, chances, odds, likely, probable, probably, certain, certainly, certainty, "
                + "undoubtedly, doubtless, plausibly"
        ),
        results: set(
            "results, result, findings, finding, observations, observation, observing, measurements, data, evidence, "
                + "composition, compositions, difference, similarity, agreement, distance, observed, measured"
        ),
        origins: set(
            "comes from, come from, came from, coming from, originates, originate, originated, originating, is from, "
                + "are from, was from, were from, be from, been from, was mined, were mined, been mined, derives, derived, "
                + "stems, same mine, same source, same site, same origin, origin is, source is, was extracted, were extracted"
        ),
        conditions: set("if, given, assuming, provided, under, when, whether"),
        hedges: set(
            "proposition, propositions, hypothesis, hypotheses, support, supports, supported, supporting, if, whether, "
                + "declared, declares, declaration, alleged, question, assuming, not, cannot, neither, nor, stated, according, "
                + "reference, references, population, differ, differs"
        ),
        materials: set(
            "sample, samples, lot, lots, ore, material, concentrate, grains, shipment, bag, bags, mineral, it, they"
        ),
        places: set("mine, mines, site, source, origin, deposit, pit, same")
    )

    private static let french = StatementWords(
        chances: set(
            "probabilite, vraisemblance, chance, chances, probable, probables, probablement, vraisemblable, vraisemblablement, "
                + "certain, certaine, certainement, certitude, doute"
        ),
        results: set(
            "resultats, resultat, observations, observation, observer, mesures, mesure, donnees, constatations, indices, "
                + "composition, compositions, difference, similitude, accord, distance, observes, mesures"
        ),
        origins: set(
            "provient, proviennent, provienne, proviennent, provenait, provenir, vient, viennent, vienne, venir, est issu, "
                + "est issue, sont issus, soit issu, soit issue, originaire, originaires, meme mine, meme source, meme site, "
                + "meme origine, origine est, a ete extrait, ait ete extrait, extrait de, extraits de"
        ),
        conditions: set("si, sachant, supposant, sous, lorsque, quand"),
        hedges: set(
            "proposition, propositions, hypothese, hypotheses, soutien, soutiennent, soutient, appuie, appuient, si, declare, "
                + "declaree, declaration, allegue, question, supposant, pas, ne, ni, selon, reference, population, different"
        ),
        materials: set(
            "echantillon, echantillons, lot, lots, minerai, materiau, concentre, grains, cargaison, sac, sacs, il, elle, ils"
        ),
        places: set("mine, mines, site, source, origine, gisement, puits, meme")
    )

    private static let portuguese = StatementWords(
        chances: set(
            "probabilidade, verosimilhanca, chance, chances, provavel, provaveis, provavelmente, certo, certamente, certeza, "
                + "duvida, verosimil"
        ),
        results: set(
            "resultados, resultado, observacoes, observacao, observar, medicoes, medicao, dados, achados, evidencia, "
                + "evidencias, composicao, diferenca, semelhanca, concordancia, distancia, observados, medidos"
        ),
        origins: set(
            "provem, provenha, provenham, veio, vem, venha, venham, vir, tem origem, tenha origem, e originaria, e originario, "
                + "seja originaria, seja originario, procede, proceda, e proveniente, seja proveniente, mesma mina, mesma fonte, "
                + "mesmo sitio, mesma origem, origem e, foi extraida, foi extraido, tenha sido extraida, tenha sido extraido"
        ),
        conditions: set("se, dado, supondo, sob, quando, caso"),
        hedges: set(
            "proposicao, proposicoes, hipotese, hipoteses, apoio, apoiam, apoia, sustentam, sustenta, se, declarada, declarado, "
                + "declaracao, alegada, questao, supondo, nao, nem, segundo, referencia, populacao, caso"
        ),
        materials: set(
            "amostra, amostras, lote, lotes, minerio, material, concentrado, graos, carga, saco, sacos, ela, ele"
        ),
        places: set("mina, minas, sitio, fonte, origem, deposito, jazida, mesma, mesmo")
    )

    private static let spanish = StatementWords(
        chances: set(
            "probabilidad, verosimilitud, posibilidad, posibilidades, probable, probables, probablemente, cierto, ciertamente, "
                + "certeza, duda, verosimil, seguramente"
        ),
        results: set(
            "resultados, resultado, observaciones, observacion, observar, mediciones, medicion, datos, hallazgos, evidencia, "
                + "composicion, diferencia, semejanza, concordancia, distancia, observados, medidos"
        ),
        origins: set(
            "proviene, provienen, provenga, provengan, provino, provenir, viene, vienen, venga, procede, proceden, proceda, "
                + "procedan, tiene origen, tenga origen, es originaria, es originario, sea originaria, sea originario, "
                + "misma mina, misma fuente, mismo sitio, mismo origen, origen es, fue extraida, fue extraido, haya sido extraida, "
                + "haya sido extraido"
        ),
        conditions: set("si, dado, suponiendo, bajo, cuando"),
        hedges: set(
            "proposicion, proposiciones, hipotesis, apoyo, apoyan, apoya, respaldan, respalda, si, declarada, declarado, "
                + "declaracion, alegada, cuestion, suponiendo, no, ni, segun, referencia, poblacion"
        ),
        materials: set(
            "muestra, muestras, lote, lotes, mineral, material, concentrado, granos, cargamento, saco, sacos, ella, el"
        ),
        places: set("mina, minas, sitio, fuente, origen, deposito, yacimiento, misma, mismo")
    )
}

extension Substring {
    /// Without blanks at the ends.
    fileprivate var trimmingBlanks: String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

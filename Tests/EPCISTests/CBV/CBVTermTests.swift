import EPCIS
import Formats
import Testing

@Suite struct CBVTermTests {
    @Test func everySpellingIsTheSameTerm() throws {
        for vocabulary in CBVVocabulary.allCases {
            #expect(!vocabulary.words.isEmpty)
            for word in vocabulary.words {
                let term = try #require(CBVTerm(word, in: vocabulary))
                #expect(term.word == word)
                #expect(CBVTerm(term.uri, in: vocabulary) == term)
                #expect(CBVTerm(term.curie, in: vocabulary) == term)
                if let urn = term.urn { #expect(CBVTerm(urn, in: vocabulary) == term) }
            }
        }
        #expect(CBVTerm("shipping", in: .bizStep)?.uri == "https://ref.gs1.org/cbv/BizStep-shipping")
        #expect(CBVTerm("shipping", in: .bizStep)?.urn == "urn:epcglobal:cbv:bizstep:shipping")
        #expect(CBVTerm("https://gs1.org/voc/Temperature", in: .measurementType)?.curie == "gs1:Temperature")
        #expect(CBVTerm("http://ns.gs1.org/cbv/Disp-active", in: .disposition)?.word == "active")
    }

    @Test func whatIsNoTerm() {
        let step = CBVVocabulary.bizStep
        #expect(step.recognise("transforming") == .unknownWord("transforming"))
        #expect(step.recognise("") == .unknownWord(""))
        #expect(step.recognise("Shipping") == .unknownWord("Shipping"))
        #expect(step.recognise("shippin") == .unknownWord("shippin"))
        #expect(step.recognise("shippings") == .unknownWord("shippings"))
        #expect(step.recognise("urn:epcglobal:cbv:bizstep:nope") == .unknownWord("nope"))
        #expect(step.recognise("urn:epcglobal:cbv:disp:active") == .otherVocabulary)
        #expect(step.recognise("cbv:Disp-active") == .otherVocabulary)
        #expect(step.recognise("https://ns.mines.example/steps/washing") == .foreign)
        #expect(step.recognise("urn:mines.example:step:washing") == .foreign)
        #expect(CBVVocabulary.measurementType.recognise("gs1:Nope") == .unknownWord("Nope"))
        #expect(CBVVocabulary.measurementType.recognise("example:Grade") == .foreign)
    }

    @Test func wordsOfOlderVersions() throws {
        let recalled = try #require(CBVTerm("recalled", in: .disposition))
        let old = CBVVocabulary.disposition.recognise("urn:epcglobal:cbv:disp:non_sellable_recalled")
        #expect(old == .retired(word: "non_sellable_recalled", successor: recalled))
    }

    /// GS1's own context has these words and no others.
    @Test(.enabled(if: SharedVectors.folder != nil, "\(SharedVectors.absence)"))
    func theWordsOfTheStandard() throws {
        let tape = try JSONTape(try SharedVectors.bytes("gs1-epcis/context/epcis-context.jsonld"))
        let context = try #require(tape.root["@context"])
        func words(_ value: JSONValue?) -> [String] {
            (value?["@context"]?.members ?? []).filter { $0.value.string != nil }.map(\.key).sorted()
        }
        #expect(words(context["bizStep"]) == CBVVocabulary.bizStep.words)
        #expect(words(context["disposition"]) == CBVVocabulary.disposition.words)
        let transactions = context["bizTransactionList"]?["@context"]?["type"]
        #expect(words(transactions) == CBVVocabulary.bizTransactionType.words)
        let sources = context["sourceList"]?["@context"]?["type"]
        #expect(words(sources) == CBVVocabulary.sourceDestinationType.words)
        let report = context["sensorElementList"]?["@context"]?["sensorReport"]?["@context"]
        #expect(words(report?["type"]) == CBVVocabulary.measurementType.words)
        #expect(words(report?["exception"]) == CBVVocabulary.sensorAlert.words)
        #expect(words(report?["component"]) == CBVVocabulary.component.words)
        #expect(words(context["errorDeclaration"]?["@context"]?["reason"]) == CBVVocabulary.errorReason.words)
    }
}

@Suite struct UnitOfMeasureTests {
    @Test(arguments: [
        ("TNE", 1.5, "KGM", 1_500.0), ("GRM", 250, "KGM", 0.25), ("CEL", 26, "KEL", 299.15), ("FAH", 212, "CEL", 100),
        ("KMH", 36, "MTS", 10), ("P1", 50, "C62", 0.5),
    ])
    func conversion(from: String, value: Double, to: String, expected: Double) throws {
        let source = try #require(UnitOfMeasure(code: from))
        let target = try #require(UnitOfMeasure(code: to))
        #expect(source.dimension == target.dimension)
        #expect(abs(target.value(ofBase: source.baseValue(of: value)) - expected) < 1e-9)
    }

    @Test func codes() {
        #expect(Set(UnitOfMeasure.all.map(\.code)).count == UnitOfMeasure.all.count)
        #expect(UnitOfMeasure(code: "kg") == nil)
        #expect(UnitOfMeasure.isWellFormed("KGM".utf8))
        #expect(!UnitOfMeasure.isWellFormed("kgm".utf8))
        #expect(!UnitOfMeasure.isWellFormed("KGMS".utf8))
        #expect(!UnitOfMeasure.isWellFormed("".utf8))
    }
}

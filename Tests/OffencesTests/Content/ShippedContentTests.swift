import Formats
import FoundationEssentials
import Offences
import Testing
import Vocabulary

@Suite("The shipped offences")
struct ShippedContentTests {
    private static func guidance(_ offence: OffenceChecklist) -> [OffenceChecklist.Guidance] {
        offence.explanations + offence.cooperation + offence.assets
    }

    @Test func everyOffenceOfTheVocabularyHasItsElements() throws {
        let catalogue = try Shelf.catalogue()
        #expect(catalogue.offences.map(\.id) == (try Shelf.lexicon()).offences.map(\.id))
        #expect(catalogue.offences.count == 18)
        for offence in catalogue.offences {
            #expect(offence.elements.count >= 3, "\(offence.id)")
            #expect(offence.explanations.count >= 2, "\(offence.id)")
            #expect(!offence.cooperation.isEmpty && !offence.assets.isEmpty, "\(offence.id)")
            #expect(offence.financial.contains(GuidanceID("benefit-list")) || offence.id == OffenceID("O17"))
            #expect(offence.protection.contains(GuidanceID("safety-first")), "\(offence.id)")
        }
    }

    @Test func idsAreUniqueOverAllOffences() throws {
        let offences = try Shelf.catalogue().offences
        let proofs = offences.flatMap(\.elements).flatMap(\.proofs).map(\.id)
        let guidance = offences.flatMap { Self.guidance($0) }.map(\.id)
        let elements = offences.flatMap(\.elements)
        #expect(Set(proofs).count == proofs.count && Set(guidance).count == guidance.count)
        #expect(Set(elements.map(\.id)).count == elements.count)
        for offence in offences { #expect(offence.elements.allSatisfy { $0.id.offence == offence.id }) }
    }

    @Test func everyTextIsTranslated() throws {
        let catalogue = try Shelf.catalogue()
        let guide = try Shelf.triage(catalogue)
        let assistance = try Shelf.assistance(catalogue)
        var texts: [LocalisedText] = [catalogue.status]
        for offence in catalogue.offences {
            texts += offence.elements.map(\.text)
            texts += offence.elements.flatMap(\.proofs).map(\.text)
            texts += Self.guidance(offence).map(\.text)
            if let note = offence.note { texts.append(note) }
        }
        texts += catalogue.steps.map(\.text)
        texts += catalogue.convergence.map(\.reason)
        for criterion in guide.criteria {
            texts += [criterion.question, criterion.why]
            if let first = criterion.first { texts.append(first) }
        }
        texts += guide.principles.map(\.text)
        texts += assistance.parts.map(\.label)
        texts += assistance.scope.map(\.question)
        #expect(texts.count > 400)
        for text in texts {
            // A word or two can be alike in two languages; a sentence that is stands untranslated.
            let long = text.all.filter { $0.utf8.count > 12 }
            #expect(Set(long).count == long.count, "\(text.en)")
            #expect(!text.all.contains { $0.hasSuffix(" ") || $0.hasPrefix(" ") || $0.contains("  ") }, "\(text.en)")
            // Where one language makes two sentences of it, the others do not leave one out.
            let lengths = text.all.map(\.count)
            #expect((lengths.max() ?? 0) <= 3 * (lengths.min() ?? 0) + 12, "\(text.en)")
        }
    }

    @Test func everyTechnologyIsOneOfTheMatrix() throws {
        let catalogue = try Shelf.catalogue()
        let matrix = try Shelf.lexicon().matrix
        let known = Set(catalogue.technologies.map(\.id))
        #expect(known.count == 48)
        let named = (matrix.vulnerabilities + matrix.concerns).flatMap(\.technologies)
        #expect(!named.isEmpty)
        for id in named { #expect(known.contains(TechnologyID(id)), "the vulnerability matrix names \(id)") }
        for offence in catalogue.offences {
            for row in offence.vulnerabilities { #expect(matrix[row] != nil, "\(offence.id) \(row)") }
        }
    }

    @Test func everySourceIsUsedAndEveryItemHasAnOwnerAndAReview() throws {
        let catalogue = try Shelf.catalogue()
        var used: [String] = []
        for offence in catalogue.offences {
            used += offence.basis.map(\.source)
            used += offence.elements.flatMap(\.sources)
            used += Self.guidance(offence).flatMap(\.sources)
        }
        used += catalogue.steps.flatMap(\.sources)
        used += catalogue.convergence.flatMap(\.sources)
        #expect(Set(used) == Set(catalogue.sources.map(\.id)))
        let guide = try Shelf.triage(catalogue)
        let named = guide.criteria.flatMap(\.sources) + guide.principles.flatMap(\.sources)
        #expect(Set(named) == Set(guide.sources.map(\.id)))
        let assistance = try Shelf.assistance(catalogue)
        let bases = assistance.parts.map(\.basis.source) + assistance.scope.map(\.basis.source)
        #expect(Set(bases) == Set(assistance.sources.map(\.id)))
        var kept: [Stewardship] = catalogue.offences.map(\.stewardship)
        kept += catalogue.steps.map(\.stewardship)
        kept += catalogue.convergence.map(\.stewardship)
        kept += guide.criteria.map(\.stewardship)
        kept += guide.principles.map(\.stewardship)
        kept += assistance.parts.map(\.stewardship)
        kept += assistance.scope.map(\.stewardship)
        // Content that nobody looks at for years misleads: a review lies within two years of the writing.
        for item in kept { #expect(item.review > day("2026-11-23") && !item.isOverdue(on: day("2026-11-23"))) }
        for item in kept { #expect(item.review < day("2028-11-23")) }
        for owner in catalogue.owners { #expect(kept.contains { $0.owner == owner.id }, "\(owner.id) keeps nothing") }
    }

    @Test func nothingSharedIsLeftUnused() throws {
        let catalogue = try Shelf.catalogue()
        let steps = Set(catalogue.offences.flatMap { $0.financial + $0.protection })
        for step in catalogue.steps { #expect(steps.contains(step.id), "\(step.id)") }
        let agencies = Set(catalogue.offences.flatMap(\.agencies))
        let guide = try Shelf.triage(catalogue)
        let asked = agencies.union(guide.criteria.flatMap(\.agencies))
        for agency in catalogue.agencies { #expect(asked.contains(agency.id), "\(agency.id)") }
        for offence in catalogue.offences {
            #expect(catalogue.convergence.contains { $0.from == offence.id || $0.to == offence.id }, "\(offence.id)")
        }
    }

    @Test(arguments: ["simulated", "pe"])
    func theLawOfPacksIsRead(_ pack: String) throws {
        let law = try Shelf.law(pack, Shelf.catalogue())
        #expect(!law.provisions.isEmpty)
        for provision in law.provisions {
            for version in provision.versions {
                #expect(version.penalty != nil)
                // Nobody has read the laws of real countries at their source yet, and the files say so.
                #expect((version.check == nil) == (pack != "simulated"), "\(provision.id)")
            }
        }
    }

    @Test(
        "Every word of the code has a text in every language, and no two of a group the same",
        arguments: Language.allCases
    )
    func words(language: Language) throws {
        let messages = try JSONNode(parsing: Shelf.bytes("Content/messages/\(language.rawValue).json"))
        let groups: [[String]] = [
            OffenceChecklist.Element.Kind.allCases.map(\.messageKey), Standing.allCases.map(\.messageKey),
            LegalGap.allCases.map(\.messageKey), SeriousCrime.allCases.map(\.messageKey),
            SeriousCrime.allCases.map { "\($0.messageKey).short" },
            EvidenceReference.Kind.allCases.map(\.messageKey), EvidenceWeight.allCases.map(\.messageKey),
            Bearing.allCases.map(\.messageKey), OpenPoint.words.map { "offences.open.\($0)" },
            ElementBoard.SetAside.Reason.allCases.map(\.messageKey),
            FinancialAnswer.Outcome.allCases.map(\.messageKey), TriageCard.Says.allCases.map(\.messageKey),
            TriageRefusal.Reason.allCases.map(\.messageKey), HypothesisTable.Consistency.allCases.map(\.messageKey),
            HypothesisTable.Diagnosticity.allCases.map(\.messageKey),
            [
                HypothesisTable.Fault.fewerThanTwoHypotheses, .noInnocentExplanation, .idTwice(""), .unknownID(""),
            ].map(\.messageKey),
            AgencyRequest.State.allCases.map(\.messageKey), RequestRefusal.allCases.map(\.messageKey),
            AssistanceTracker.State.allCases.map(\.messageKey),
            [
                AssistanceTracker.Refusal.notInThisState, .incomplete([]), .wordsMissing, .samePerson, .outOfOrder,
            ].map(\.messageKey),
            [
                AssistanceRequest.Missing.kind, .offence, .unknownKind(""), .part(""), .dualCriminality,
                .notAnOffenceThere, .scope(.group, .no), .scope(.group, .unknown),
            ].map(\.messageKey),
        ]
        for group in groups {
            let texts = group.map { messages[$0]?.string ?? "" }
            for (key, text) in zip(group, texts) { #expect(!text.isEmpty, "\(language.rawValue).json has no \(key)") }
            #expect(Set(texts).count == texts.count, "\(group)")
        }
    }

    @Test func theSeedOfTheContentIsKept() throws {
        let folder = Shelf.root.appending(path: "../shared/content/offence-checklists.json")
        guard let bytes = try? Shelf.bytes("../shared/content/offence-checklists.json") else {
            print("SKIPPED: \(folder.path) is absent, so the content was not compared with what it was made from")
            return
        }
        let seed = try JSONNode(parsing: bytes)
        let catalogue = try Shelf.catalogue()
        for entry in seed["offences"]?.elements ?? [] {
            let id = try #require(entry["id"]?.string)
            let offence = try #require(catalogue[OffenceID(id)])
            #expect(offence.elements.count >= (entry["elements"]?.elements ?? []).count)
            let technologies = Set((entry["technologies"]?.elements ?? []).compactMap(\.string))
            #expect(technologies.subtracting(offence.technologies.map(\.rawValue)).sorted() == [], "\(id)")
        }
        let links = Set(catalogue.convergence.map { "\($0.from) \($0.to)" })
        for pair in seed["convergencePrompts"]?.elements ?? [] {
            let ids = (pair.elements ?? []).compactMap(\.string)
            #expect(links.contains(ids.joined(separator: " ")), "\(ids)")
        }
    }
}

import Dossier
import Formats
import KernelSamples
import Testing

@Suite("CASE/UCO")
struct CaseTests {
    @Test func theOfficialSampleIsRead() throws {
        guard LedgerVectors.folder != nil else {
            print("SKIPPED: ../shared/vectors/ledger is absent; the official sample of CASE was not read")
            return
        }
        let sample = try CaseDocument(reading: try LedgerVectors.bytes("case/forensic_lifecycle.json"))
        #expect(sample.actions.count == 6)
        #expect(sample.provenance.count == 22)
        #expect(sample.provenance.count { $0.exhibit != nil } == 21)
        #expect(sample.provenance.contains { $0.exhibit == "DFL-20140712-001A" })
        #expect(sample.actions.allSatisfy { $0.name != nil && $0.performer != nil })
        let records = Set(sample.provenance.map(\.id))
        #expect(sample.actions.allSatisfy { !records.isDisjoint(with: $0.results) })
    }

    @Test func whatIsNoGraphIsRefused() {
        #expect(throws: CaseDocument.Fault.notJSON(offset: 0)) { try CaseDocument(reading: Array("x".utf8)) }
        #expect(throws: CaseDocument.Fault.form) { try CaseDocument(reading: Array("{}".utf8)) }
        #expect(throws: CaseDocument.Fault.form) {
            try CaseDocument(reading: Array(#"{"@context":"https://x.example","@graph":[]}"#.utf8))
        }
    }
}

import Foundation
import Ledger
import Notary
import Store
import Testing

@Suite("The ledger tells which entries speak of a thing")
struct LookupTests {
    @Test("an agency finds its lots by its key, and the answer is whole")
    func lots() async throws {
        let bench = try await NotaryBench()
        try await bench.commit()
        try await bench.handIn(11...12)
        try await bench.commit()
        let place = try #require(try await bench.notary().stateLookup())
        let book = try #require(try LookupBook(LedgerReader(bench.folder)))
        let keys = try await LookupKeys(bench.shelf.store)
        let answer = try book.answer(keys.key(.lot, Array("lot-11".utf8), owner: 1, marking: 2))
        #expect(answer.places.count == 1)
        #expect(answer.statementPlace == place)
        #expect(try answer.proof.check(answer.statement) == answer.places)
        let bundle = try await bench.bundle([11])
        #expect(bundle.items.map(\.index) == answer.places)
        #expect(try book.answer(keys.key(.lot, Array("lot-99".utf8), owner: 1, marking: 2)).places.isEmpty)
    }

    @Test("who knows only the name of what is not for everybody finds nothing")
    func guessing() async throws {
        let bench = try await NotaryBench()
        try await bench.commit()
        _ = try await bench.notary().stateLookup()
        let book = try #require(try LookupBook(LedgerReader(bench.folder)))
        #expect(try book.answer(LookupKeys.publicKey(.lot, Array("lot-1".utf8))).places.isEmpty)
        let keys = try await LookupKeys(bench.shelf.store)
        #expect(try book.answer(keys.key(.lot, Array("lot-1".utf8), owner: 2, marking: 2)).places.isEmpty)
        #expect(try await bench.shelf.store.lookupScopes(of: .everyone).isEmpty)
    }

    @Test("what is for everybody is found by its name")
    func everybody() async throws {
        let bench = try await NotaryBench()
        _ = try await bench.shelf.handIn([[("lot", ["id": "open-lot"])]], marking: .clear)
        try await bench.commit()
        _ = try await bench.notary().stateLookup()
        let book = try #require(try LookupBook(LedgerReader(bench.folder)))
        #expect(try book.answer(LookupKeys.publicKey(.lot, Array("open-lot".utf8))).places.count == 1)
    }

    @Test("what came after the statement is told apart, and a new statement covers it")
    func later() async throws {
        let bench = try await NotaryBench()
        try await bench.commit()
        let first = try await bench.notary().stateLookup()
        #expect(try await bench.notary().stateLookup() == first)
        try await bench.handIn(11...11)
        try await bench.commit()
        let keys = try await LookupKeys(bench.shelf.store)
        let key = keys.key(.lot, Array("lot-11".utf8), owner: 1, marking: 2)
        let before = try #require(try LookupBook(LedgerReader(bench.folder))).answer(key)
        #expect(before.places.isEmpty && before.later.count == 1)
        #expect(try await bench.notary().stateLookup() != first)
        let after = try #require(try LookupBook(LedgerReader(bench.folder))).answer(key)
        #expect(after.places == before.later && after.later.isEmpty)
    }

    @Test("a set of labels from which one was taken out is refused")
    func labelTakenOut() async throws {
        let bench = try await NotaryBench()
        try await bench.commit()
        _ = try await bench.notary().stateLookup()
        let labels = bench.folder.url(of: .ledger).appending(path: "labels")
        let name = try #require(
            try FileManager.default.subpathsOfDirectory(atPath: labels.path).first { $0.count > 10 }
        )
        let file = labels.appending(path: name)
        try Data(contentsOf: file).dropFirst(32).write(to: file)
        #expect(throws: LookupFault.self) { try LookupBook(LedgerReader(bench.folder)) }
    }
}

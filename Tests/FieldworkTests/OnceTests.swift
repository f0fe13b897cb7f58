import Fieldwork
import Forms
import Foundation
import KernelSamples
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("A submission is kept once")
struct OnceTests {
    /// A part of a submission, as a phone may send it.
    private struct Part {
        let instance: Int
        let files: [Int]
    }

    @Test("Replayed, in any order, doubled and half-sent: each submission once, each file once", arguments: 0..<12)
    func property(round: Int) async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var chance = Dice(seed: seed)
        let office = try FieldOffice()
        let form = try await office.add().added.form
        let count = 5
        // Which of its two pictures each submission names, and whether it names any.
        let named = (0..<count).map { _ in [1, 2].filter { _ in Bool.random(using: &chance) } }
        func xml(_ instance: Int) -> [UInt8] {
            FieldOffice.answers(
                "uuid:\(instance)",
                name: "Person \(instance)",
                photo: named[instance].contains(1) ? "1.png" : "",
                other: named[instance].contains(2) ? "2.png" : ""
            )
        }
        func picture(_ instance: Int, _ file: Int) -> [UInt8] { FieldOffice.picture(UInt8(instance * 10 + file)) }
        var parts: [Part] = []
        for instance in 0..<count {
            parts.append(Part(instance: instance, files: []))
            for file in named[instance] { parts.append(Part(instance: instance, files: [file])) }
            if Bool.random(using: &chance) { parts.append(Part(instance: instance, files: named[instance])) }
        }
        parts += parts.filter { _ in Bool.random(using: &chance) }
        parts.shuffle(using: &chance)
        // Half of what was to be sent is not: the rest comes on another day.
        let cut = Int.random(in: 0...parts.count, using: &chance)
        var arrived: [Int: Set<Int>] = [:]
        for (place, part) in parts.enumerated() {
            let files = Dictionary(uniqueKeysWithValues: part.files.map { ("\($0).png", picture(part.instance, $0)) })
            let receipt = try await office.send(xml(part.instance), files)
            #expect(receipt.kept.isNew == (arrived[part.instance] == nil), "seed \(seed)")
            arrived[part.instance, default: []].formUnion(part.files)
            let missing = named[part.instance].filter { arrived[part.instance]?.contains($0) != true }.map {
                "\($0).png"
            }
            #expect(receipt.kept.missing == missing, "seed \(seed), part \(place)")
            if place == cut {
                let kept = try await office.store.submissionCount(of: form, as: .local)
                #expect(kept == arrived.count, "seed \(seed)")
            }
        }
        let found = try await office.store.submissions(of: form, as: .local)
        #expect(found.count == count && Set(found.map(\.instanceID)).count == count, "seed \(seed)")
        #expect(found.allSatisfy { $0.missingFiles == 0 }, "seed \(seed)")
        let files = try office.shelf.rows("SELECT count(*) FROM submission_file WHERE state = 'kept'")
        #expect(files == [["\(named.map(\.count).reduce(0, +))"]], "seed \(seed)")
        #expect(try office.shelf.rows("SELECT count(*) FROM set_aside") == [["0"]], "seed \(seed)")
        let names = try await office.desk.tables(of: form, as: .local, noting: "test").tables[0].rows.map { $0[1] }
        #expect(Set(names) == Set((0..<count).map { "Person \($0)" }), "seed \(seed)")
    }

    @Test("At the same time from many phones: once")
    func together() async throws {
        let office = try FieldOffice()
        let form = try await office.add().added.form
        let xml = FieldOffice.answers("uuid:same")
        let kept = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 { group.addTask { try await office.send(xml).kept.isNew } }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(kept == 1)
        #expect(try await office.store.submissionCount(of: form, as: .local) == 1)
    }

    @Test("Other answers under the same id are set aside with their bytes, and told")
    func conflict() async throws {
        let office = try FieldOffice()
        let form = try await office.add().added.form
        try await office.send(FieldOffice.answers("uuid:1"))
        let other = FieldOffice.answers("uuid:1", name: "Somebody else")
        for _ in 0..<3 {
            let refusal = await #expect(throws: SubmissionRefusal.self) { try await office.send(other) }
            #expect(refusal?.reason == .conflict)
        }
        let aside = try await office.store.setAside(of: form, as: .local)
        #expect(aside.count == 1 && aside[0].reason == .conflict && aside[0].instanceID == "uuid:1")
        let bytes = try await office.store.setAsideBytes(aside[0].id, as: .local)?.bytes
        #expect(bytes == other)
        #expect(try await office.store.submissionCount(of: form, as: .local) == 1)
    }

    @Test("A correction takes the place of what it corrects, whichever comes first", arguments: [false, true])
    func correction(isLateFirst: Bool) async throws {
        let office = try FieldOffice()
        let form = try await office.add().added.form
        let first = FieldOffice.answers("uuid:1", name: "Before")
        let second = FieldOffice.answers("uuid:2", name: "After", corrects: "uuid:1")
        for xml in isLateFirst ? [second, first] : [first, second] { try await office.send(xml) }
        let tables = try await office.desk.tables(of: form, as: .local, noting: "test")
        #expect(tables.tables[0].rows.map { $0[1] } == ["After"])
        #expect(try await office.store.submissions(of: form, as: .local).count { $0.isCorrected } == 1)
    }
}

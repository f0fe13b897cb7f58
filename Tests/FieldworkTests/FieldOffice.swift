import Fieldwork
import Forms
import Foundation
import Store
import StoreSamples
import Testing
import Vocabulary

/// A store with a form in it, for tests.
struct FieldOffice {
    let shelf: Shelf
    let desk: FormDesk

    init() throws {
        shelf = try Shelf()
        desk = FormDesk(shelf.store)
    }

    var store: FactStore { shelf.store }

    /// A small form with two pictures, a repeat and a place.
    static func form(version: String = "1", id: String = "plain", title: String = "A plain form") -> [UInt8] {
        Array(
            """
            <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" \
            xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
            <h:head><h:title>\(title)</h:title><model><instance><data id="\(id)" version="\(version)">
            <name/><age/><photo/><other/><place/><sample><ph/></sample>
            <orx:meta><orx:instanceID/></orx:meta></data></instance>
            <bind nodeset="/data/name" type="string" required="true()"/>
            <bind nodeset="/data/age" type="int" constraint=". &lt; 150"/>
            <bind nodeset="/data/photo" type="binary"/>
            <bind nodeset="/data/other" type="binary"/>
            <bind nodeset="/data/place" type="geopoint"/>
            <bind nodeset="/data/sample/ph" type="decimal"/>
            <bind nodeset="/data/orx:meta/orx:instanceID" type="string" readonly="true()" jr:preload="uid"/>
            </model></h:head><h:body>
            <input ref="/data/name"><label>Name</label></input>
            <input ref="/data/age"><label>Age</label></input>
            <upload ref="/data/photo" mediatype="image/*"><label>Photo</label></upload>
            <upload ref="/data/other" mediatype="image/*"><label>Another</label></upload>
            <input ref="/data/place"><label>Place</label></input>
            <group ref="/data/sample"><label>Samples</label><repeat nodeset="/data/sample">
            <input ref="/data/sample/ph"><label>pH</label></input></repeat></group>
            </h:body></h:html>
            """.utf8
        )
    }

    /// Answers to it.
    static func answers(
        _ instance: String,
        name: String = "Ana",
        photo: String = "",
        other: String = "",
        version: String = "1",
        id: String = "plain",
        ph: [String] = ["6.5"],
        corrects: String? = nil
    ) -> [UInt8] {
        let samples = ph.map { "<sample><ph>\($0)</ph></sample>" }.joined()
        let earlier = corrects.map { "<orx:deprecatedID>\($0)</orx:deprecatedID>" } ?? ""
        return Array(
            """
            <data id="\(id)" version="\(version)" xmlns:orx="http://openrosa.org/xforms"><name>\(name)</name><age>30</age>\
            <photo>\(photo)</photo><other>\(other)</other><place>-12.5 39.25 0 5</place>\(samples)\
            <orx:meta>\(earlier)<orx:instanceID>\(instance)</orx:instanceID></orx:meta></data>
            """.utf8
        )
    }

    /// A picture of one pixel: PNG, its last byte before the end another for each number.
    static func picture(_ number: UInt8) -> [UInt8] {
        // A comment of its own kind (tEXt) carries the number; the cleaner leaves it out.
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
            let body = Array(type.utf8) + data
            return big(UInt32(data.count)) + body + big(checksum(body))
        }
        bytes += chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
        bytes += chunk("tEXt", Array("Comment".utf8) + [0] + Array("taken at 12.5 S".utf8))
        // One row: no filter, one grey pixel; stored, with its Adler-32.
        let adler = 1 + UInt32(number)
        bytes += chunk(
            "IDAT",
            [0x78, 0x01, 0x01, 0x02, 0x00, 0xFD, 0xFF, 0x00, number] + big((2 + UInt32(number)) << 16 | adler)
        )
        return bytes + chunk("IEND", [])
    }

    private static func big(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xEDB8_8320 }
        }
        return ~value
    }

    /// Adds a form, open.
    @discardableResult
    func add(_ xml: [UInt8] = Self.form()) async throws -> TakenForm {
        try await desk.add(
            FormFiles(name: "form.xml", bytes: xml),
            with: SpreadsheetConverter(home: URL(filePath: "/nonexistent")),
            isOpen: true,
            by: .local
        )
    }

    /// Hands something in.
    @discardableResult
    func send(
        _ xml: [UInt8],
        _ files: [String: [UInt8]] = [:],
        door: FormDoor = .account(.local)
    ) async throws
        -> SubmissionReceipt
    {
        let now = try #require(UTCInstant(milliseconds: 1_790_000_000_000))
        let sent = files.sorted { $0.key < $1.key }.map { IncomingSubmission.File(name: $0.key, bytes: $0.value) }
        return try await desk.receive(IncomingSubmission(xml: xml, files: sent, channel: .app), through: door, at: now)
    }
}

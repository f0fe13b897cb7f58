import Formats
import Forms
import Foundation
import Testing

/// The JSON for the phone page.
@Suite struct FormJSONTests {
    @Test("It is small enough for a slow line: 15 KB gzipped", arguments: ["community", "sites"])
    func size(name: String) throws {
        let bytes = FormJSON.bytes(of: try SampleForm.read(name))
        let file = FileManager.default.temporaryDirectory.appending(path: "forms-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(bytes).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-9", "-k", file.path]
        try process.run()
        process.waitUntilExit()
        let packed = file.appendingPathExtension("gz")
        defer { try? FileManager.default.removeItem(at: packed) }
        let size = try Data(contentsOf: packed).count
        #expect(size > 500 && size <= 15_000, "\(size) bytes")
    }

    @Test("It has the members that its documentation names, and is read back")
    func members() throws {
        let bytes = FormJSON.bytes(of: try SampleForm.read("community"))
        let node = try JSONNode(parsing: bytes)
        #expect(
            node.members?.map(\.name) == [
                "v", "id", "version", "title", "languages", "nodes", "binds", "names", "namespaces", "order", "initial",
                "templates",
                "instances",
                "texts", "body", "actions",
            ]
        )
        #expect(node["languages"]?.elements?.compactMap { $0["tag"]?.string } == ["en", "pt", "fr"])
        #expect(node["instances"]?["dist"]?["columns"]?.elements?.compactMap(\.string) == ["itextId", "name", "prov"])
        #expect(
            node["texts"]?["/data/prov:label"]?.elements?.compactMap(\.string) == ["Province", "Província", "Province"]
        )
    }

    @Test("Expressions keep their order of working out")
    func expressions() throws {
        let form = try SampleForm.made(
            nodes: "<a/><b/>",
            binds:
                "<bind nodeset='/data/b' calculate=\"-(/data/a[. > 1] + 2 - ../c div current()/../d) and instance('l')/root/@v = 'x'\"/>",
            model: "<instance id='l'><root v='x'/></instance>"
        )
        let json = FormJSON.node(of: form)
        let bind = try #require(json["binds"]?.members?.compactMap { $0.value["x"] }.first)
        #expect(
            bind.text()
                == #"["~",["-",["~",["/","data",["a",["~",[".",0],">",1]]],"+",2,"-",["~",[".",1,"c"],"div",["c",1,"d"]]]],"and",["~",["i","l","root","@v"],"=","x"]]"#
        )
    }
}

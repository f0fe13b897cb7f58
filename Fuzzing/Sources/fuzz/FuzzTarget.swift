import EPCIS
import Formats
import Geography
import Intake
import Rules

/// What is done with the fuzzer's bytes; a precondition that fails is a finding like a crash.
enum FuzzTarget {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    static func csv(_ bytes: Bytes) -> CInt {
        var fields: [CSVField] = []
        let scanner = CSVScanner()
        WindowCheck.run(bytes) {
            scanner
        } next: { scanner, window, from, isLast in
            let scan = scanner.next(in: window, from: from, isLast: isLast, fields: &fields)
            if case .record(let range, _) = scan {
                for field in fields {
                    precondition(field.start >= range.lowerBound && field.end <= range.upperBound)
                    _ = field.text(in: window)
                }
            }
            return scan
        }
        WindowCheck.run(bytes) {
            LineScanner()
        } next: {
            $0.next(in: $1, from: $2, isLast: $3)
        }
        return 0
    }

    static func json(_ bytes: Bytes) -> CInt {
        let targets = [["features"], ["epcisBody", "eventList"], []]
        for target in targets {
            WindowCheck.run(bytes) {
                JSONElementScanner(targets: [target])
            } next: {
                $0.next(in: $1, from: $2, isLast: $3)
            }
        }
        if let tape = try? JSONTape(Array(bytes)) { walk(tape.root) }
        return 0
    }

    /// Reads every value in every way; a text written and read again must be the same.
    private static func walk(_ value: JSONValue) {
        _ = (value.string, value.double, value.bool, value.scalarText, value.range)
        if let content = value.content {
            var written: [UInt8] = []
            JSONString.append(content, to: &written)
            precondition((try? JSONTape(written))?.root.content == content, "a text did not survive")
        }
        for (key, member) in value.members {
            precondition(value.member(key) != nil, "a key is not found again")
            walk(member)
        }
        for element in value.elements { walk(element) }
    }

    static func xml(_ bytes: Bytes) -> CInt {
        WindowCheck.run(bytes) {
            XMLElementScanner(names: ["INDIVIDUAL", "ENTITY", "a"])
        } next: {
            let scan = $0.next(in: $1, from: $2, isLast: $3)
            if case .record(let range, _) = scan, let element = try? XMLElement(parsing: $1.extracting(range)) {
                _ = (element.trimmedText, element.text(of: "b"))
            }
            return scan
        }
        if let element = try? XMLElement(parsing: Array(bytes).span) { _ = element.hashValue }
        return 0
    }

    static func epcis(_ bytes: Bytes) -> CInt {
        var trees = EventTreeReader()
        let span = Array(bytes)
        if let tree = try? trees.read(json: span.span) { _ = try? EventReader().read(tree) }
        return 0
    }

    static func geoJSON(_ bytes: Bytes) -> CInt {
        guard let tape = try? JSONTape(Array(bytes)), let shape = try? GeometryReader.read(tape.root, at: "$")
        else { return 0 }
        use(shape)
        return 0
    }

    static func wellKnownBinary(_ bytes: Bytes) -> CInt {
        guard let shape = try? WKB.decode(Array(bytes)) else { return 0 }
        use(shape)
        return 0
    }

    /// What an import and a map do with a shape.
    private static func use(_ shape: Geometry) {
        let written = WKB.encode(shape)
        // NaN differs from itself, so the bytes are compared.
        precondition((try? WKB.decode(written)).map(WKB.encode) == written, "a shape did not survive")
        let faults = shape.faults()
        guard !faults.contains(where: \.isRefusal) else { return }
        _ = Area.squareMetres(of: shape)
        _ = shape.simplified(toleranceMetres: 50)
        var text: [UInt8] = []
        GeoJSONWriter.append(shape, to: &text)
        precondition((try? JSONTape(text)) != nil, "the GeoJSON cannot be read")
        let layer = PolygonLayer([(7, shape)])
        var left = 100
        shape.forEachPosition { position in
            guard left > 0 else { return }
            left -= 1
            precondition(layer.covering(position) == [7], "a shape does not hold its own corner")
            precondition(shape.covers(position), "a shape does not cover its own corner")
            _ = layer.nearest(to: position, withinMetres: 1000)
        }
        if let inside = Area.interiorPoint(of: shape), faults.isEmpty {
            precondition(layer.covering(inside) == [7], "the interior point is outside")
        }
    }

    static func map(_ bytes: Bytes) -> CInt {
        _ = try? ColumnMapFile.read(String(decoding: bytes, as: UTF8.self), name: "fuzz")
        return 0
    }

    static func rule(_ bytes: Bytes) -> CInt {
        _ = RuleLoader().load(String(decoding: bytes, as: UTF8.self), file: "fuzz.yaml")
        return 0
    }
}

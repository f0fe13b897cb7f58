import Geography
import Testing

@Suite struct WKBTests {
    @Test func aPointIsTwentyOneBytes() throws {
        let bytes = WKB.encode(.point(Position(lon: 1, lat: 2)))
        #expect(bytes == [1, 1, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0xF0, 0x3F] + [0, 0, 0, 0, 0, 0, 0, 0x40])
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func everyShapeComesBack(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<500 {
            let shape = anyGeometry(&dice)
            #expect(try WKB.decode(WKB.encode(shape)) == shape, "seed \(seed)")
        }
    }

    @Test func bigEndianWithHeightAndReferenceSystemIsRead() throws {
        // EWKB POINT Z with SRID 4326, big-endian.
        var bytes: [UInt8] = [0, 0xA0, 0, 0, 1, 0, 0, 0x10, 0xE6]
        for value in [30.5, -2.25, 1400.0] {
            withUnsafeBytes(of: value.bitPattern.bigEndian) { bytes.append(contentsOf: $0) }
        }
        #expect(try WKB.decode(bytes) == .point(Position(lon: 30.5, lat: -2.25)))
        // ISO LINESTRING ZM: type 3002.
        var line: [UInt8] = [1, 0xBA, 0x0B, 0, 0, 1, 0, 0, 0]
        for value in [1.0, 2.0, 3.0, 4.0] {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { line.append(contentsOf: $0) }
        }
        #expect(try WKB.decode(line) == .lineString([Position(lon: 1, lat: 2)]))
    }

    @Test func faultsNameTheirKindAndPlace() {
        func code(_ bytes: [UInt8]) -> WKBError.Code? {
            do throws(WKBError) {
                _ = try WKB.decode(bytes)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code([]) == .truncated)
        #expect(code([2, 1, 0, 0, 0]) == .byteOrder)
        #expect(code([1, 9, 0, 0, 0]) == .unknownType)
        #expect(code([1, 2, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]) == .hugeCount)
        #expect(code([1, 3, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0]) == .hugeCount)
        #expect(code(WKB.encode(.point(Position(lon: 1, lat: 2))) + [0]) == .trailingBytes)
        #expect(code([1, 4, 0, 0, 0, 1, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0]) == .unexpectedMember)
        var nested: [UInt8] = []
        for _ in 0..<10_000 { nested += [1, 7, 0, 0, 0, 1, 0, 0, 0] }
        nested += [1, 7, 0, 0, 0, 0, 0, 0, 0]
        #expect(code(nested) == .tooDeep)
    }

    @Test(arguments: [11, 12, 13] as [UInt64])
    func brokenBytesNeverTrap(seed: UInt64) {
        var dice = Dice(seed: seed)
        var read = 0
        for _ in 0..<4000 {
            var bytes = WKB.encode(anyGeometry(&dice))
            for _ in 0..<Int.random(in: 1...4, using: &dice) where !bytes.isEmpty {
                switch Int.random(in: 0...2, using: &dice) {
                case 0: bytes[Int.random(in: bytes.indices, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
                case 1: bytes.removeLast(Int.random(in: 0...min(12, bytes.count), using: &dice))
                default: bytes.append(UInt8.random(in: 0...255, using: &dice))
                }
            }
            if let shape = try? WKB.decode(bytes) {
                read += 1
                // Whatever was read can be judged, measured and written.
                _ = shape.faults()
                _ = Area.squareMetres(of: shape)
                _ = Area.interiorPoint(of: shape)
                _ = shape.simplified(toleranceMetres: 100)
                let layer = PolygonLayer([(id: 1, geometry: shape)])
                _ = layer.covering(Position(lon: 0, lat: 0))
                _ = layer.within(distanceMetres: 1e6, of: Position(lon: 0, lat: 0))
                var json: [UInt8] = []
                GeoJSONWriter.append(shape, to: &json)
            }
        }
        #expect(read > 100, "seed \(seed)")
    }
}

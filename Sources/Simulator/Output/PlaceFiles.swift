/// The GeoJSON files (RFC 7946), one feature a line.
enum PlaceFiles {
    static func outlines(_ country: Country) -> OutputFile {
        let land = country.land
        var features: [JSONValue] = []
        func add(_ kind: String, _ number: Int, _ name: String, _ geometry: JSONValue) {
            features.append(
                feature(
                    [
                        ("id", .text("outline-" + kind + "-" + String(number + 1))), ("kind", .text(kind)),
                        ("name", .text(name)),
                        ("country", .text(Land.country)),
                    ],
                    geometry
                )
            )
        }
        add("country", 0, Land.countryName, shape("MultiPolygon", .list(land.coast.map { .list([closed($0)]) })))
        for (index, province) in land.provinces.enumerated() {
            let polygons = JSONValue.list(province.rings.map { .list([closed($0)]) })
            features.append(
                feature(
                    [
                        ("id", .text(province.id)), ("kind", .text("province")), ("name", .text(province.name)),
                        ("country", .text(Land.country)),
                    ],
                    shape("MultiPolygon", polygons)
                )
            )
            _ = index
        }
        for (index, lake) in land.lakes.enumerated() {
            add("lake", index, "Lagoa " + String(index + 1), shape("Polygon", .list([closed(Array(lake.reversed()))])))
        }
        for (index, river) in land.rivers.enumerated() {
            add("river", index, PlaceNames.rivers[index % PlaceNames.rivers.count], shape("LineString", line(river)))
        }
        for (index, road) in land.roads.enumerated() {
            add("road", index, "N" + String(index + 1), shape("LineString", line(road)))
        }
        for (index, town) in land.towns.enumerated() {
            add("place", index, town.name, shape("Point", point(town.position)))
        }
        return file("outlines.geojson", features, broken: 0)
    }

    static func sites(_ country: Country) -> OutputFile {
        var features: [JSONValue] = []
        for site in country.sites {
            features.append(
                feature(
                    [
                        ("id", .text(site.id)), ("kind", .text(site.kind.rawValue)), ("name", .text(site.name)),
                        ("operator", .optional(site.operator.map { country.parties[$0].id })),
                        ("licence", .optional(site.licence.map { country.licences[$0].code })),
                        ("minerals", .text(words(site.minerals))), ("status", .text(site.status)),
                        ("artisanal", site.isArtisanal.map { .truth($0) } ?? .null),
                        ("workers", site.workers.map { .number(String($0)) } ?? .null),
                        ("visited", .text(site.visited.text)),
                        ("country", .text(Land.country)), ("region", .text(country.land.provinces[site.province].id)),
                        ("uncertainty_m", .number(String(site.uncertainty))),
                    ],
                    shape("Point", point(site.position))
                )
            )
        }
        features += BrokenRecords.sites
        return file("sites.geojson", features, broken: BrokenRecords.sites.count)
    }

    static func licences(_ country: Country) -> OutputFile {
        var features: [JSONValue] = []
        for licence in country.licences {
            let ring = licence.outline.map { Cadastre.corner($0) }.map { corner in
                JSONValue.list([
                    .number(Decimals.short(corner.lon, places: 6)), .number(Decimals.short(corner.lat, places: 6)),
                ])
            }
            let geometry = ring.isEmpty ? JSONValue.null : shape("Polygon", .list([.list(ring + ring.prefix(1))]))
            features.append(
                feature(
                    [
                        ("id", .text(licence.code)), ("code", .text(licence.code)),
                        ("activity", .text(licence.activity)),
                        ("type_text", .text(licence.typeText)), ("status", .text(licence.status)),
                        ("status_text", .text(licence.statusText)),
                        ("holder", .text(country.parties[licence.holder].id)),
                        ("holder_name", .text(country.parties[licence.holder].name)),
                        ("minerals", licence.minerals.isEmpty ? .null : .text(words(licence.minerals))),
                        ("applied", .text(licence.applied.text)), ("granted", .text(licence.granted.text)),
                        ("expires", .text(licence.expires.text)), ("vintage", .text(Period.last.text)),
                        ("official", .optional(licence.official.map { country.parties[$0].id })),
                        ("consent", .text(licence.consent)), ("impact_study", .text(licence.impactStudy)),
                        ("country", .text(Land.country)),
                        ("region", .optional(licence.province.map { country.land.provinces[$0].id })),
                    ],
                    geometry
                )
            )
        }
        features += BrokenRecords.licences
        return file("licences.geojson", features, broken: BrokenRecords.licences.count)
    }

    static func detections(_ country: Country) -> OutputFile {
        var features: [JSONValue] = []
        for detection in country.detections {
            // A square of the area seen, for those that come with an outline.
            let side = Double(detection.area).squareRoot() * 10
            var geometry = shape("Point", point(detection.position))
            if detection.isOutlined {
                let half = side / 2
                let corners = [(-half, -half), (half, -half), (half, half), (-half, half)].map {
                    detection.position.moved(east: $0.0, north: $0.1)
                }
                geometry = shape("Polygon", .list([closed(corners)]))
            }
            features.append(
                feature(
                    [
                        ("id", .text(detection.id)), ("date", .text(detection.date.text)),
                        ("provider", .text(detection.provider)),
                        ("kind", .text(detection.kind)),
                        ("confidence", .number(Decimals.fixed(detection.confidence, places: 2))),
                        ("uncertainty_m", .number(String(detection.uncertainty))),
                        ("area_ha", .number(Decimals.fixed(detection.area, places: 2))),
                    ],
                    geometry
                )
            )
        }
        features += BrokenRecords.detections
        return file("detections.geojson", features, broken: BrokenRecords.detections.count)
    }

    // MARK: Pieces

    static func words(_ minerals: [Mineral]) -> String {
        minerals.map(\.word).joined(separator: " ")
    }

    static func feature(_ properties: [(String, JSONValue)], _ geometry: JSONValue) -> JSONValue {
        .object([("type", .text("Feature")), ("properties", .object(properties)), ("geometry", geometry)])
    }

    static func shape(_ type: String, _ coordinates: JSONValue) -> JSONValue {
        .object([("type", .text(type)), ("coordinates", coordinates)])
    }

    static func point(_ position: Position) -> JSONValue {
        .list([.number(Decimals.degrees(position.lon)), .number(Decimals.degrees(position.lat))])
    }

    private static func line(_ points: [Position]) -> JSONValue { .list(points.map { point($0) }) }

    private static func closed(_ ring: [Position]) -> JSONValue { .list((ring + ring.prefix(1)).map { point($0) }) }

    private static func file(_ name: String, _ features: [JSONValue], broken: Int) -> OutputFile {
        var bytes = Array("{\"type\":\"FeatureCollection\",\"features\":[\n".utf8)
        for (index, feature) in features.enumerated() {
            feature.write(to: &bytes)
            bytes += Array((index < features.count - 1 ? ",\n" : "\n").utf8)
        }
        bytes += Array("]}\n".utf8)
        return OutputFile(name: name, bytes: bytes, records: features.count, broken: broken)
    }
}

/// One row of a list as the API and the exports give it.
struct ListItem {
    let definition: ListDefinition
    let row: ListRow
    /// In which sentences are given; codes are the same in every language.
    let words: Words

    private var position: (lon: Double, lat: Double)? {
        guard definition.position != nil, let lon = row.double("lon"), let lat = row.double("lat") else { return nil }
        return (lon, lat)
    }

    func value(_ id: String) -> JSONValue {
        switch id {
        case "lon": position.map { .number($0.lon) } ?? .null
        case "lat": position.map { .number($0.lat) } ?? .null
        case "details":
            .object(
                JSONValue.members(of: row.text("details") ?? "{}").sorted { $0.key < $1.key }.map {
                    .init(name: $0.key, value: $0.value)
                }
            )
        default: sentence(id).map { .string($0) } ?? row.json(id)
        }
    }

    private func sentence(_ id: String) -> String? {
        guard let column = definition.columns.first(where: { $0.id == id }), case .refusal = column.format else {
            return nil
        }
        return row.text(id).map(words.refusal)
    }

    private var members: [JSONValue.Member] {
        definition.columns.map { JSONValue.Member(name: $0.id, value: value($0.id)) }
    }

    var json: JSONValue {
        var members = members
        if definition.position != nil {
            members += ["lon", "lat"].map { JSONValue.Member(name: $0, value: value($0)) }
        }
        return .object(members)
    }

    /// The row as a GeoJSON feature (RFC 7946), with a null geometry where it has no place.
    var feature: JSONValue {
        let geometry: JSONValue =
            position.map {
                .object(["type": .string("Point"), "coordinates": .array([.number($0.lon), .number($0.lat)])])
            } ?? .null
        return .object([
            "type": .string("Feature"),
            "id": row.json("id"),
            "geometry": geometry,
            "properties": .object(members),
        ])
    }
}

import ArgumentParser
import Fingerprint
import Formats
import Foundation

/// How samples become coordinates, and where chance begins: the same options for every comparison.
struct FingerprintOptions: ParsableArguments {
    /// What is done with values below the detection limit.
    enum Below: String, ExpressibleByArgument, CaseIterable {
        case refuse, half, multiplicative

        var rule: CensoredRule {
            switch self {
            case .refuse: .refuse
            case .half: .halfLimit
            case .multiplicative: .multiplicative(share: 0.65)
            }
        }
    }

    /// The coordinates.
    enum Coordinates: String, ExpressibleByArgument, CaseIterable {
        case ilr, alr, clr, log10
    }

    @Option(
        help: ArgumentHelp(
            "The header of the reference population, JSON; its samples lie beside it.",
            valueName: "file"
        )
    )
    var population: String

    @Option(help: ArgumentHelp("The analytes used, with commas between them. (default: all)", valueName: "names"))
    var elements: String?

    @Option(help: ArgumentHelp("ilr, alr, clr or log10. (default: ilr)", valueName: "name"))
    var coordinates: Coordinates?

    @Option(
        help: ArgumentHelp(
            "Values below the detection limit: refuse, half of the limit, or multiplicative. (default: refuse)",
            valueName: "rule"
        )
    )
    var below: Below?

    /// The header file and all that came of it.
    func read() throws -> FingerprintInput { try FingerprintInput(self) }

    func recipe(of analytes: [Analyte]) throws -> CoordinateTable.Recipe {
        var recipe = CoordinateTable.Recipe()
        recipe.analytes = elements?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } ?? []
        let parts = recipe.analytes.isEmpty ? analytes.count : recipe.analytes.count
        recipe.logRatio = LogRatio((coordinates ?? .ilr).rawValue, parts: parts) ?? .isometric
        recipe.censored = (below ?? .refuse).rule
        return recipe
    }
}

/// Where the calculation begins with chance.
struct SeedOption: ParsableArguments {
    @Option(help: "Where chance begins; the same number gives the same digits. (default: 1)")
    var seed: UInt64?

    var number: UInt64 { seed ?? 1 }
}

/// A population that was read, with what was set aside told on standard error.
struct FingerprintInput {
    let population: ReferencePopulation
    let recipe: CoordinateTable.Recipe
    let reference: CoordinateTable

    init(_ options: FingerprintOptions) throws {
        let read = try Self.population(options.population)
        let analytes = read.header.analytes
        let chosen = try options.recipe(of: analytes)
        reference = try Self.explained { try CoordinateTable(read.table.samples, of: analytes, chosen) }
        (population, recipe) = (read, chosen)
    }

    /// The analytes used, in their order.
    var analytes: [Analyte] {
        let all = population.header.analytes
        return recipe.analytes.isEmpty ? all : recipe.analytes.compactMap { name in all.first { $0.name == name } }
    }

    /// The bags of a source.
    func bags(of source: String) throws -> [CoordinateTable.Bag] {
        let found = reference.bags.filter { $0.source == source }
        guard !found.isEmpty else {
            throw CommandFailure(
                "There is no source “\(source)” in the population. It has \(population.sources.joined(separator: ", "))."
            )
        }
        return found
    }

    /// The reference grains of a source.
    func group(_ source: String) throws -> MixtureEstimator.Group {
        MixtureEstimator.Group(source, bags: try bags(of: source).map(\.grains))
    }

    /// The questioned samples, in coordinates.
    func questioned(_ file: String) throws -> (bytes: [UInt8], table: SampleTable, coordinates: CoordinateTable) {
        let bytes = try Self.bytes(file)
        let table = try Self.located {
            try SampleTable(bytes, named: file, analytes: population.header.analytes, needsSource: false)
        }
        Self.tell(table.quarantined)
        guard !table.samples.isEmpty else { throw CommandFailure("\(file) holds no sample that could be taken.") }
        let samples = table.samples.map { Sample(questioned: $0) }
        return (
            bytes, table, try Self.explained { try CoordinateTable(samples, of: population.header.analytes, recipe) }
        )
    }

    static func population(_ file: String) throws -> ReferencePopulation {
        let header = try located { try ReferencePopulation.Header(try bytes(file), named: file) }
        guard !header.data.contains("/"), header.data != ".." else {
            throw CommandFailure("\(file): the samples must lie beside the header; “\(header.data)” does not.")
        }
        let data = URL(filePath: file).deletingLastPathComponent().appending(path: header.data)
        let population = try located {
            try ReferencePopulation(header, data: try bytes(data.path), named: header.data)
        }
        tell(population.table.quarantined)
        return population
    }

    static func bytes(_ file: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(Printable.text("\(file) cannot be read. Is the name right?"))
        }
        return Array(data)
    }

    static func explained<Result>(_ work: () throws -> Result) throws -> Result {
        do { return try work() } catch let error as FingerprintError {
            throw CommandFailure(Printable.text("\(error)"))
        }
    }

    private static func located<Result>(_ work: () throws -> Result) throws -> Result {
        do { return try work() } catch let error as PopulationFault { throw CommandFailure(error.description) }
    }

    private static func tell(_ rows: [QuarantinedRow]) {
        for row in rows.prefix(20) { StandardStreams.remark(row.fault.description) }
        if rows.count > 20 { StandardStreams.remark("… and \(rows.count - 20) more rows.") }
    }
}

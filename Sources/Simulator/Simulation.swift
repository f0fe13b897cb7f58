/// A country that does not exist, grown from a seed: for the demonstration, for training and for measuring detection.
///
/// The same seed and scale give the same bytes on every machine.
///
/// ```swift
/// let summary = try Simulation(seed: 7, scale: 1).write { name, bytes in
///     try Data(bytes).write(to: folder.appending(path: name))
/// }
/// ```
public struct Simulation: Sendable, Hashable {
    /// The largest scale; the island has no room for more.
    public static let largestScale = 8

    /// What the country grows from.
    public let seed: UInt64
    /// How many times the ordinary number of mines, dealers, people and crimes; 1 gives about 20,000 records.
    public let scale: Int

    /// Prepares a simulation; a scale outside 1…``largestScale`` is brought to the nearest end.
    public init(seed: UInt64, scale: Int = 1) {
        self.seed = seed
        self.scale = min(max(scale, 1), Self.largestScale)
    }

    /// How far a run has come.
    public struct Progress: Sendable, Hashable {
        /// What is being done, a short English phrase.
        public let step: String
        /// Steps done.
        public let done: Int
        /// Steps in all.
        public let total: Int
    }

    /// Makes the country and hands over each file as soon as it is ready.
    ///
    /// - Parameters:
    ///   - sink: Takes a file's name and its bytes; what it throws ends the run.
    ///   - progress: Told before each step.
    /// - Returns: What was written and planted.
    public func write(
        to sink: (_ fileName: String, _ bytes: [UInt8]) throws -> Void,
        progress: (Progress) throws -> Void = { _ in }
    ) throws -> SimulationSummary {
        let makers: [(Country) -> OutputFile] = [
            PlaceFiles.outlines, PlaceFiles.sites, PlaceFiles.licences, PartyFiles.parties, PartyFiles.watchlist,
            TableFiles.prices,
            TableFiles.lots, EventFile.make, TableFiles.declarations, TableFiles.payments, PlaceFiles.detections,
            TableFiles.reports,
            TableFiles.incidents, TableFiles.samples, TruthFile.make, TruthFile.readme,
        ]
        let total = 5 + Period.months + makers.count
        var done = 0
        func tell(_ step: String) throws {
            try progress(Progress(step: step, done: done, total: total))
            done += 1
        }

        try tell("raising the island")
        var country = Country(seed: seed, scale: scale)
        try tell("settling people")
        PeopleBuilder.populate(&country)
        try tell("granting licences")
        SiteBuilder.settle(&country)
        PriceYear.fill(&country)
        AwardCrimes.plant(&country)
        LicenceHistories.plant(&country)
        let plan = try TradeYear.run(&country) { month in try tell("trading, month \(month + 1) of \(Period.months)") }
        try tell("moving money")
        HouseholdYear.run(&country)
        CustodyCrimes.plant(&country, plan: plan)
        MoneyCrimes.plant(&country)
        CustomsCrimes.plant(&country)
        BalanceCrimes.plant(&country)
        try tell("watching from above and on the ground")
        DetectionYear.run(&country)
        FieldYear.run(&country)

        var files: [SimulationSummary.File] = []
        for make in makers {
            let file = make(country)
            try tell("writing " + file.name)
            try sink(file.name, file.bytes)
            files.append(
                SimulationSummary.File(
                    name: file.name,
                    byteCount: file.bytes.count,
                    records: file.records,
                    brokenRecords: file.broken
                )
            )
        }
        let plants = (1...9).map { number in
            let rows = country.truth.filter { $0.vulnerability == "V" + String(number) }
            return SimulationSummary.Plants(
                vulnerability: "V" + String(number),
                crimes: rows.filter { !$0.isInnocent }.count,
                innocents: rows.filter(\.isInnocent).count
            )
        }
        return SimulationSummary(files: files, plants: plants)
    }
}

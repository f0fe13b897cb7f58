import ArgumentParser
import Foundation
import Simulator

/// The command `touchstone simulate`.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Makes a country that does not exist: records to import, with crimes planted in them.",
        discussion: """
            The same seed and scale give the same files, byte for byte. What was planted stands in truth.json, which \
            is for measuring detection and is not to be imported.

                touchstone simulate --out country --seed 7
            """
    )

    @Option(help: ArgumentHelp("The folder to write the files to; it is made if need be.", valueName: "folder"))
    var out: String

    @Option(help: "What the country grows from: any whole number from 0.")
    var seed: UInt64 = 1

    @Option(
        help: "How many times the ordinary number of mines, dealers and crimes, from 1 to \(Simulation.largestScale)."
    )
    var scale = 1

    func validate() throws {
        guard (1...Simulation.largestScale).contains(scale) else {
            throw ValidationError("--scale is \(scale); it must be from 1 to \(Simulation.largestScale).")
        }
    }

    func run() async throws {
        let folder = URL(filePath: out, directoryHint: .isDirectory)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(
                "The folder \(folder.path) cannot be made: \(error.localizedDescription) Name another with --out."
            )
        }
        let line = ProgressLine()
        let began = ContinuousClock.now
        defer { line.clear() }
        let summary = try Simulation(seed: seed, scale: scale).write(
            to: { name, bytes in try Self.write(bytes, to: name, in: folder) },
            progress: { line.show("\(ProgressLine.bar($0.done, of: $0.total))  \($0.step)") }
        )
        line.clear()
        try report(summary, seconds: (ContinuousClock.now - began) / .seconds(1))
    }

    /// Writes under a temporary name and renames: a file that is there is whole.
    private static func write(_ bytes: [UInt8], to name: String, in folder: URL) throws {
        let file = folder.appending(path: name)
        let temporary = folder.appending(path: ".\(name).part")
        do {
            try Data(bytes).write(to: temporary)
            guard rename(temporary.path, file.path) == 0 else {
                throw CommandFailure(String(cString: strerror(errno)))
            }
        } catch {
            try? FileManager.default.removeItem(at: temporary)
            let reason = (error as? CommandFailure)?.description ?? error.localizedDescription
            throw CommandFailure("\(file.path) cannot be written: \(reason). Is the disk full?")
        }
    }

    private func report(_ summary: SimulationSummary, seconds: Double) throws {
        var files = TextTable([.words("file"), .number("records"), .number("broken on purpose"), .number("size")])
        for file in summary.files {
            files.append([
                file.name, NumberText.grouped(file.records), NumberText.grouped(file.brokenRecords),
                NumberText.bytes(file.byteCount),
            ])
        }
        var plants = TextTable([.words("planted"), .number("crimes"), .number("innocent look-alikes")])
        for plant in summary.plants {
            plants.append([plant.vulnerability, "\(plant.crimes)", "\(plant.innocents)"])
        }
        try StandardStreams.answer(
            """
            \(files.text)

            \(plants.text)

            \(NumberText.grouped(summary.records)) records in \(out), seed \(seed), scale \(scale): \
            \(NumberText.seconds(seconds)) s
            """
        )
    }
}

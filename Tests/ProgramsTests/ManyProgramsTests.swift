import Foundation
import Glibc
import Programs
import Testing

@Suite("Many programs, many descriptors, and programs that nobody wants any more")
struct ManyProgramsTests {
    private static func shell(_ script: String, seconds: Int = 300) -> Program {
        Program("/bin/sh", ["-c", script], within: .init(seconds: seconds), environment: ["PATH": "/usr/bin:/bin"])
    }

    @Test("Fifty at once each give their own answer")
    func fifty() async throws {
        let answers = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for number in 0..<50 {
                group.addTask {
                    let folder = try PrivateFolder("test")
                    defer { folder.remove() }
                    let script = "echo \(number) > own; cat own -; sleep 0.0\(number % 7)"
                    return (number, try await Self.shell(script).run(in: folder, reading: [UInt8(number)]).output)
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for number in 0..<50 { #expect(answers[number] == Array("\(number)\n".utf8) + [UInt8(number)]) }
    }

    @Test("Whoever is cancelled gets an end at once, whether the program runs or waits for its turn")
    func cancelled() async throws {
        let folder = try PrivateFolder("test")
        defer { folder.remove() }
        let tasks = (0..<60).map { number in
            Task { () -> ProgramFault.Reason? in
                do throws(ProgramFault) {
                    _ = try await Self.shell("echo $$ > \(number); exec sleep 1000").run(in: folder)
                    return nil
                } catch { return error.reason }
            }
        }
        // Some run by then.
        while try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty {
            try await Task.sleep(for: .milliseconds(5))
        }
        for task in tasks.reversed() { task.cancel() }
        for task in tasks { #expect(await task.value == .cancelled) }
        let started = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(started.count < 60, "all ran at once")
        for name in started {
            let text = String(decoding: folder.read(name) ?? [], as: UTF8.self)
            // It was fetched: its number is nobody's.
            if let process = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) {
                #expect(kill(process, 0) == -1 && errno == ESRCH)
            }
        }
        let before = Task { try await Self.shell("echo ran > ran").run(in: folder) }
        before.cancel()
        await #expect(throws: ProgramFault.self) { try await before.value }
    }

    @Test("A program runs where 1,100 descriptors are open, and gets none of them")
    func descriptors() async {
        await #expect(processExitsWith: .success) {
            var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
            guard setrlimit(__rlimit_resource_t(7), &limit) == 0 else { exit(2) }
            // Without the flag that closes them in children.
            for _ in 0..<1100 { guard open("/dev/null", O_RDONLY) >= 0 else { exit(3) } }
            guard let folder = try? PrivateFolder("test") else { exit(4) }
            let program = Program("/bin/ls", ["/proc/self/fd"])
            let first = try? await program.run(in: folder)
            let count = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
            for _ in 0..<100 { _ = try? await program.run(in: folder) }
            let after = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
            folder.remove()
            guard first?.output == Array("0\n1\n2\n3\n".utf8), let count, count > 1100 else { exit(5) }
            // None stays open; those of the last run may close a moment later, on another thread.
            guard let after else { exit(6) }
            exit(after < count + 10 ? 0 : 7)
        }
    }

    @Test("Where no descriptor is left, the program is not started and the fault says so")
    func exhausted() async {
        await #expect(processExitsWith: .success) {
            guard let folder = try? PrivateFolder("test") else { exit(2) }
            var limit = rlimit(rlim_cur: 64, rlim_max: 64)
            guard setrlimit(__rlimit_resource_t(7), &limit) == 0 else { exit(3) }
            while open("/dev/null", O_RDONLY | O_CLOEXEC) >= 0 {}
            do throws(ProgramFault) {
                _ = try await Program("/bin/true").run(in: folder)
                exit(4)
            } catch {
                folder.remove()
                exit(error.reason == .notStarted("Too many open files") && error.isOfMachine ? 0 : 5)
            }
        }
    }

    @Test("A folder is its owner's alone; one that nobody works in any more is removed, one in use stays")
    func folders() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "programs-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: place) }
        let folder = try PrivateFolder("test")
        var status = stat()
        #expect(stat(folder.path, &status) == 0 && status.st_mode & 0o777 == 0o700)
        let name = try #require(folder.path.split(separator: "/").last)
        try folder.write([1, 2, 3], to: "file")
        #expect(folder.read("file") == [1, 2, 3] && folder.read("other") == nil)
        #expect(throws: ProgramFault.self) { try folder.write([4], to: "file") }
        // What was left behind, what is no folder of ours, and one that is in use.
        for left in ["touchstone-run-left-1", "other"] {
            try FileManager.default.createDirectory(atPath: "\(place)/\(left)/deep", withIntermediateDirectories: true)
        }
        PrivateFolder.clear(place, olderThan: 3600)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: place).sorted() == ["other", "touchstone-run-left-1"]
        )
        PrivateFolder.clear(place, olderThan: -1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place) == ["other"])
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 0)],
            ofItemAtPath: folder.path
        )
        PrivateFolder.clear(String(folder.path.dropLast(name.count + 1)))
        #expect(folder.read("file") == [1, 2, 3])
        folder.remove()
        #expect(stat(folder.path, &status) == -1 && errno == ENOENT)
    }
}

public import Foundation
import Store

/// Looks at a store without changing it.
public struct StoreDoctor: Sendable {
    private let folder: URL
    private let minimumFree: Int
    private let now: Date

    /// Prepares to look at the store in a folder.
    public init(_ folder: URL, minimumFree: Int, now: Date = Date()) {
        self.folder = folder
        self.minimumFree = minimumFree
        self.now = now
    }

    private var database: URL { FactStore.databaseURL(in: folder) }

    /// Everything about the store, its disk, SQLite and the clock.
    public func checks() -> [DoctorCheck] {
        var checks = [sqlite()]
        guard FileManager.default.fileExists(atPath: database.path) else {
            checks.append(
                DoctorCheck(
                    "store",
                    .attention,
                    "there is none in \(folder.path)",
                    advice: "`touchstone import FILE…` makes one; --store names another folder."
                )
            )
            checks.append(clock(newest: nil))
            return checks
        }
        checks.append(permissions())
        checks.append(disk())
        do {
            let survey = try StoreSurvey(of: folder)
            checks.append(integrity(survey))
            checks.append(try migrations())
            checks.append(received(survey))
            checks.append(lastBackup(survey))
            checks.append(clock(newest: survey.receivedAt))
        } catch {
            checks.append(
                DoctorCheck(
                    "store",
                    .broken,
                    "\(database.path) cannot be read: \(error)",
                    advice:
                        "Restore a backup (`touchstone restore`), and keep the broken file for whoever looks into it."
                )
            )
        }
        return checks
    }

    private func sqlite() -> DoctorCheck {
        do {
            let library = try StoreSurvey.library()
            let (version, threads) = (library.version, library.threads)
            let parts = version.split(separator: ".").compactMap { Int($0) }
            let isOld = parts.lexicographicallyPrecedes([3, 38])
            if threads == "THREADSAFE=0" || isOld {
                return DoctorCheck(
                    "SQLite",
                    .broken,
                    "version \(version), \(threads)",
                    advice: "Install SQLite 3.38 or later, built with threads."
                )
            }
            return DoctorCheck("SQLite", .ok, "version \(version), \(threads)")
        } catch {
            return DoctorCheck("SQLite", .broken, "\(error)", advice: "Install SQLite 3.38 or later.")
        }
    }

    private func permissions() -> DoctorCheck {
        let files = FileManager.default
        for path in [folder.path, database.path, folder.appending(path: "received").path] {
            guard files.isReadableFile(atPath: path), files.isWritableFile(atPath: path) else {
                return DoctorCheck(
                    "permissions",
                    .broken,
                    "\(path) cannot be read and written by this user",
                    advice: "Run as the user that the store belongs to, or give it to this one with chown."
                )
            }
        }
        let mode = (try? files.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int) ?? 0
        guard mode & 0o007 == 0 else {
            return DoctorCheck(
                "permissions",
                .attention,
                "everybody on this machine may look into \(folder.path)",
                advice: "chmod o-rwx '\(folder.path)'"
            )
        }
        return DoctorCheck("permissions", .ok, "\(folder.path) is for its owner")
    }

    private func disk() -> DoctorCheck {
        guard let free = DiskSpace.free(at: folder) else {
            return DoctorCheck("disk", .attention, "the system does not say how much is free")
        }
        let size = (try? FileManager.default.attributesOfItem(atPath: database.path)[.size] as? Int) ?? 0
        let found = "\(free >> 20) MiB free, the database has \(size >> 20) MiB"
        if free < minimumFree {
            return DoctorCheck("disk", .broken, found, advice: "Make room: imports will fail, and backups too.")
        }
        // An upgrade is tried on a copy, and a backup begins with one.
        if free < size / 10 * 23 {
            return DoctorCheck(
                "disk",
                .attention,
                found,
                advice: "An upgrade needs \(size / 10 * 23 >> 20) MiB, a backup \(size >> 20) MiB beside the store."
            )
        }
        return DoctorCheck("disk", .ok, found)
    }

    private func integrity(_ survey: StoreSurvey) -> DoctorCheck {
        guard survey.faults.isEmpty else {
            return DoctorCheck(
                "store",
                .broken,
                "the database is damaged: \(survey.faults.joined(separator: "; "))",
                advice: "Stop touchstone, keep the file as it is, and restore a backup."
            )
        }
        return DoctorCheck("store", .ok, "the database is whole (`touchstone verify-store` checks every digest)")
    }

    private func migrations() throws -> DoctorCheck {
        let pending = try FactStore.pendingMigrations(in: folder)
        guard !pending.isEmpty else { return DoctorCheck("schema", .ok, "up to date") }
        return DoctorCheck(
            "schema",
            .attention,
            "of an older version (\(pending.joined(separator: ", ")))",
            advice: "The next command upgrades it, on a copy first. Make a backup before."
        )
    }

    private func received(_ survey: StoreSurvey) -> DoctorCheck {
        let files = survey.newestFiles
        let missing = files.filter { file in
            let path = folder.appending(path: "received/\(file.sha256.prefix(2))/\(file.sha256)").path
            return (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) != file.byteCount
        }
        guard missing.isEmpty else {
            return DoctorCheck(
                "received files",
                .broken,
                "\(missing.count) of the newest \(files.count) are missing or have another length",
                advice: "`touchstone verify-store` names them; take them from a backup."
            )
        }
        return DoctorCheck("received files", .ok, "the newest \(files.count) are there")
    }

    private func lastBackup(_ survey: StoreSurvey) -> DoctorCheck {
        let advice = "`touchstone backup create --to PLACE` (docs/backup.md)."
        guard let time = survey.backedUpAt else {
            return DoctorCheck("backup", .attention, "none was made yet", advice: advice)
        }
        let days = Int(max(now.timeIntervalSince1970 - time, 0) / 86_400)
        let found = days == 0 ? "made today" : "made \(days) days ago"
        return days > 7
            ? DoctorCheck("backup", .attention, found, advice: advice) : DoctorCheck("backup", .ok, found)
    }

    /// 2025: no Touchstone was built before.
    private static let earliest = 1_735_689_600.0

    private func clock(newest: Double?) -> DoctorCheck {
        let time = now.timeIntervalSince1970
        if time < Self.earliest {
            return DoctorCheck(
                "clock",
                .broken,
                "it says \(FactStore.timestamp(now))",
                advice: "Set it, and let it be kept (timedatectl set-ntp true)."
            )
        }
        if let newest, newest > time + 300 {
            return DoctorCheck(
                "clock",
                .attention,
                "it is behind the newest import by \(Int((newest - time) / 60)) minutes",
                advice: "Set it, and let it be kept (timedatectl set-ntp true)."
            )
        }
        return DoctorCheck("clock", .ok, "\(FactStore.timestamp(now)), not before the newest import")
    }
}

internal import Foundation
internal import GRDB
internal import Intake
internal import Store

/// What a log may say of an error: its kind, and nothing of the data that it came from.
enum FailureWords {
    static func words(_ error: any Error) -> String {
        switch error {
        case let error as DatabaseError: "DatabaseError \(error.extendedResultCode.rawValue)"
        case let error as StoreError: "StoreError \(error.code.rawValue)"
        case let error as IntakeError: "IntakeError \(error.code)"
        default: String(reflecting: type(of: error))
        }
    }
}

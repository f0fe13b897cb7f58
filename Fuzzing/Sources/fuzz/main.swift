// fuzz TARGET [libFuzzer's own arguments]: throws bytes at one reader until something gives way.
import Glibc

/// libFuzzer's loop, from `libclang_rt.fuzzer_no_main` (llvm.org/docs/LibFuzzer.html, "Using libFuzzer as a library").
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

let bodies: [String: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt] = [
    "bundle": { FuzzTarget.bundle(UnsafeBufferPointer(start: $0, count: $1)) },
    "convert": { FuzzTarget.convert(UnsafeBufferPointer(start: $0, count: $1)) },
    "credential": { FuzzTarget.credential(UnsafeBufferPointer(start: $0, count: $1)) },
    "csv": { FuzzTarget.csv(UnsafeBufferPointer(start: $0, count: $1)) },
    "document-json": { FuzzTarget.documentJSON(UnsafeBufferPointer(start: $0, count: $1)) },
    "document-xml": { FuzzTarget.documentXML(UnsafeBufferPointer(start: $0, count: $1)) },
    "epcis": { FuzzTarget.epcis(UnsafeBufferPointer(start: $0, count: $1)) },
    "event-hash": { FuzzTarget.eventHash(UnsafeBufferPointer(start: $0, count: $1)) },
    "expression": { FuzzTarget.expression(UnsafeBufferPointer(start: $0, count: $1)) },
    "form": { FuzzTarget.form(UnsafeBufferPointer(start: $0, count: $1)) },
    "geojson": { FuzzTarget.geoJSON(UnsafeBufferPointer(start: $0, count: $1)) },
    "json": { FuzzTarget.json(UnsafeBufferPointer(start: $0, count: $1)) },
    "log-proof": { FuzzTarget.logProof(UnsafeBufferPointer(start: $0, count: $1)) },
    "map": { FuzzTarget.map(UnsafeBufferPointer(start: $0, count: $1)) },
    "media": { FuzzTarget.media(UnsafeBufferPointer(start: $0, count: $1)) },
    "mining": { FuzzTarget.mining(UnsafeBufferPointer(start: $0, count: $1)) },
    "note": { FuzzTarget.note(UnsafeBufferPointer(start: $0, count: $1)) },
    "policy": { FuzzTarget.policy(UnsafeBufferPointer(start: $0, count: $1)) },
    "query": { FuzzTarget.query(UnsafeBufferPointer(start: $0, count: $1)) },
    "receipt": { FuzzTarget.receipt(UnsafeBufferPointer(start: $0, count: $1)) },
    "rule": { FuzzTarget.rule(UnsafeBufferPointer(start: $0, count: $1)) },
    "sealed": { FuzzTarget.sealed(UnsafeBufferPointer(start: $0, count: $1)) },
    "submission": { FuzzTarget.submission(UnsafeBufferPointer(start: $0, count: $1)) },
    "tile": { FuzzTarget.tile(UnsafeBufferPointer(start: $0, count: $1)) },
    "time-stamp": { FuzzTarget.timeStamp(UnsafeBufferPointer(start: $0, count: $1)) },
    "token": { FuzzTarget.token(UnsafeBufferPointer(start: $0, count: $1)) },
    "transparency": { FuzzTarget.transparency(UnsafeBufferPointer(start: $0, count: $1)) },
    "witness": { FuzzTarget.witness(UnsafeBufferPointer(start: $0, count: $1)) },
    "wkb": { FuzzTarget.wellKnownBinary(UnsafeBufferPointer(start: $0, count: $1)) },
    "xml": { FuzzTarget.xml(UnsafeBufferPointer(start: $0, count: $1)) },
]

guard CommandLine.argc > 1, let body = bodies[CommandLine.arguments[1]] else {
    print(bodies.keys.sorted().joined(separator: "\n"))
    exit(CommandLine.argc > 1 ? 2 : 0)
}
// The name of the target goes; the program's name stays before the rest.
var count = CommandLine.argc - 1
CommandLine.unsafeArgv[1] = CommandLine.unsafeArgv[0]
var arguments = CommandLine.unsafeArgv + 1
exit(runFuzzer(&count, &arguments, body))

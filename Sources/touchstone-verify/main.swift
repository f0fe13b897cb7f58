import Glibc
import Verifier

// The check alone, in a program of a few megabytes that needs nothing beside it: for a stick, a court, another machine.
exit(VerifyArguments.answer(Array(CommandLine.arguments.dropFirst())))

// The module is written in the next change.

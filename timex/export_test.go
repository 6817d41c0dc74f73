package timex

// SpanishDoc reads a Spanish text without an engine.
var SpanishDoc docOf = spanish

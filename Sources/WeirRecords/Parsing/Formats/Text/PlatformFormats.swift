/// What the platform's own roles write.
enum PlatformFormats {
    static let all: [LineFormat] = [
        LineFormat("kasm-text", begins: .digits) { line, _ in KasmTextParser.head(line) },
        // A session container's standard output.
        LineFormat("kasm-session-text", #"{time} {level} \({application}\): {message}"#, begins: .digits),
        LineFormat("guacd", #"guacd[{#}]: {level}: {message}"#, application: "guacd"),
    ]
}

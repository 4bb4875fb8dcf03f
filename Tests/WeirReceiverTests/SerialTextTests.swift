import Testing

@testable import WeirReceiver

@Suite struct SerialTextTests {
    @Test(
        "the serial is found in each format",
        arguments: [
            (#"{"message": "m", "weir_serial": 123, "timestamp": "2023-01-31T15:05:01.896185+00:00"}"#, 123),
            (#"{"uri": "/", "weir_serial": "7"}"#, 7),
            ("2024-10-29 23:35:31,324 [INFO] __main__.handler: message weir_serial=300000", 300_000),
            ("weir_serial=1", 1),
            ("said weir_serial=5 and meant weir_serial=6", 6),
        ])
    func finds(line: String, serial: UInt64) { #expect(find(line) == serial) }

    @Test(
        "what is no serial is none",
        arguments: ["", "weir_serial", "weir_serial=", "weir_serial=x", "weir_seria=1", "weir_serial=99999999999999999999"])
    func refuses(line: String) { #expect(find(line) == nil) }

    private func find(_ line: String) -> UInt64? { Array(line.utf8).withUnsafeBytes { SerialText.find(in: $0) } }
}

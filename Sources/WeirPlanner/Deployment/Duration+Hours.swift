extension Duration {
    package var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
    package var inHours: Double { inSeconds / 3600 }
}

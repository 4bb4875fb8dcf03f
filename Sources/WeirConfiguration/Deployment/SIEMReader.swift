import WeirPlanner

/// Reads `siem`.
struct SIEMReader {
    let root: Section<DeploymentKey>
    let zones: Zones

    func read() -> SIEMPlan? {
        guard let section = root.section(.siem, SIEMKey.self) else { return nil }
        return SIEMPlan(
            retention: section.section(.retention, SIEMRetentionKey.self).flatMap(retention),
            longestOutage: section.optional(.longestOutage, .duration()), zone: zones.optionalName(.zone, in: section),
            ingestPrice: section.section(.ingestPrice, PriceKey.self).flatMap(price))
    }

    private func retention(_ section: Section<SIEMRetentionKey>) -> SIEMPlan.Retention? {
        let online = section.optional(.online, .duration())
        guard let declared = section.required(.declared, .duration()) else { return nil }
        if let online, online > declared {
            section.error(.online, "is longer than `declared`", wayOut: "what is online is a part of what is kept")
        }
        return SIEMPlan.Retention(declared: declared, online: online)
    }

    private func price(_ section: Section<PriceKey>) -> SIEMPlan.Price? {
        let (least, most) = DeploymentRanges.pricePerGigabyte
        let amount = section.required(.perGigabyte, .number(from: least, to: most))
        let currency = section.required(.currency, .currency)
        let day = section.required(.asOf, .date)
        guard let amount, let currency, let day else { return nil }
        return SIEMPlan.Price(perGigabyte: amount, currency: currency, asOf: day)
    }
}

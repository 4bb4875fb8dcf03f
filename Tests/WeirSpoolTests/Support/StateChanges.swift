import WeirRecords
import WeirSpool

func fold(_ sink: String, _ records: Range<UInt64>) -> LedgerFold {
    LedgerFold(sink: sink, records: numbers(records), rows: [.sample(.committed, UInt64(records.count))])
}

func receipt(_ sink: String, _ records: Range<UInt64>, _ outcome: LedgerOutcome) -> Receipt {
    Receipt(sink: sink, records: numbers(records), rows: [.sample(outcome, UInt64(records.count))])
}

private func numbers(_ records: Range<UInt64>) -> Range<RecordNumber> {
    RecordNumber(records.lowerBound)..<RecordNumber(records.upperBound)
}

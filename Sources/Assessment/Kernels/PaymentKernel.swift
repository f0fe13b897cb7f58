import GRDB
import Trade
import Vocabulary

/// Finds money that comes back to where it set out.
struct PaymentKernel: DerivedKernel {
    let name = "payments"
    let inputs = ["payment"]
    let outputs = ["payment_cycle"]

    func rows(_ db: Database) throws -> [DerivedRows] {
        var parties = Numbering()
        var currencies = Numbering()
        var ids: [String] = []
        var payments: [PaymentCycles.Payment] = []
        let cursor = try Row.fetchCursor(
            db,
            sql: "SELECT id, payer, payee, date, amount_minor, currency FROM payment ORDER BY date, id"
        )
        while let row = try cursor.next() {
            guard let day = CalendarDay(row[3] as String) else { continue }
            payments.append(
                PaymentCycles.Payment(
                    id: ids.count,
                    payer: parties.number(row[1]),
                    payee: parties.number(row[2]),
                    day: day.number,
                    amountMinor: row[4],
                    currency: currencies.number(row[5])
                )
            )
            ids.append(row[0])
        }
        var rows = DerivedRows("payment_cycle")
        for cycle in PaymentCycles().cycles(in: payments) {
            let name = "cycle-\(cycle.first.map { ids[$0.id] } ?? "")"
            for (hop, payment) in cycle.enumerated() {
                rows.append(name, hop + 1, parties.texts[payment.payer], ids[payment.id])
            }
        }
        return [rows]
    }
}

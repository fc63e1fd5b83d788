package org.accountimport.cli;

import java.io.PrintWriter;
import org.accountimport.wave.Reconciliation;

/** A reconciliation as a person reads it. */
record ReconciliationText(PrintWriter out) {

    void printResult(Reconciliation result) {
        String signed = result.signOff() == null
                ? ""
                : ", signed off by " + result.signOff().by();
        out.printf(
                "%nReconciliation %d of %s: %s%s%n",
                result.id(),
                result.wave(),
                result.agreed()
                        ? "payloads and accounts agree"
                        : Text.number(result.differenceCount()) + " differences between payloads and accounts",
                signed);
    }

    void printTotals(Reconciliation result) {
        Columns columns = new Columns("control total", "payloads", "accounts", "");
        for (Reconciliation.ControlTotal total : result.totals()) {
            columns.add(
                    total.name(),
                    total.payloads().toPlainString(),
                    total.accounts().toPlainString(),
                    total.payloads().compareTo(total.accounts()) == 0 ? "" : "differs");
        }
        columns.print(out, "There is nothing to add up.");
    }

    void printDifferences(Reconciliation result) {
        if (result.agreed()) {
            return;
        }
        out.println();
        Columns columns = new Columns("account", "control total", "payload", "account has");
        result.differences()
                .forEach(difference -> columns.add(
                        difference.externalAccountNumber(),
                        difference.name(),
                        difference.payloads().toPlainString(),
                        difference.accounts().toPlainString()));
        columns.print(out, "");
        if (result.unlistedDifferences() > 0) {
            out.printf("and %s more%n", Text.number(result.unlistedDifferences()));
        }
    }
}

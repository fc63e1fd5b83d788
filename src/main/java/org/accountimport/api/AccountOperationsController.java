package org.accountimport.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.accountimport.importprocess.Withdrawals;
import org.accountimport.payload.PayloadKeyReader;
import org.accountimport.security.Caller;
import org.accountimport.wave.AccountHistory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be done with a single account beyond the public contract. Source: HTTP contract, "Operations". */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Accounts", description = "One account at a time.")
class AccountOperationsController {

    private final Withdrawals withdrawals;
    private final AccountHistory history;

    private final Times times;

    AccountOperationsController(Withdrawals withdrawals, AccountHistory history, Times times) {
        this.withdrawals = withdrawals;
        this.history = history;
        this.times = times;
    }

    @Operation(
            operationId = "accountHistory",
            summary = "Everything that ever happened to an account, the oldest first")
    @GetMapping(AccountsController.ACCOUNT + "/history")
    PageBody<HistoryEntry> history(@PathVariable String supplier, @PathVariable String number) {
        return new PageBody<>(
                known(supplier, number).stream()
                        .map(entry -> HistoryEntry.of(entry, times))
                        .toList(),
                null);
    }

    @Operation(operationId = "cancelAccount", summary = "Withdraws an account, unless it is imported")
    @PostMapping(AccountsController.ACCOUNT + "/cancel")
    Cancelled cancel(@PathVariable String supplier, @PathVariable String number) {
        known(supplier, number);
        boolean cancelled = withdrawals.cancelAccount(
                supplier, PayloadKeyReader.cleaned(number), Caller.current().name());
        return new Cancelled(cancelled ? 1 : 0);
    }

    /** The database knows no U+0000, so no account has one in its number. */
    private List<AccountHistory.Entry> known(String supplier, String number) {
        String cleaned = PayloadKeyReader.cleaned(number);
        List<AccountHistory.Entry> entries =
                supplier.indexOf(0) >= 0 || cleaned.indexOf(0) >= 0 ? List.of() : history.of(supplier, cleaned);
        if (entries.isEmpty()) {
            throw Refusal.of(ErrorKind.NOT_FOUND);
        }
        return entries;
    }
}

package org.accountimport.console;

import java.util.List;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.WaveName;
import org.accountimport.payload.Violation;
import org.accountimport.validation.MaskedDetails;
import org.accountimport.wave.WaveAccounts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The accounts of a wave, page by page, by status and by what is wrong with them. */
@Controller
class WaveAccountsPage {

    private static final int ACCOUNTS_A_PAGE = 50;
    private static final int LISTED_VIOLATIONS = 3;

    private final WaveAccounts accounts;

    WaveAccountsPage(WaveAccounts accounts) {
        this.accounts = accounts;
    }

    /** An account's row: no details, for they may quote the payload. */
    record Row(WaveAccounts.Account account, List<Violation> violations, int unlisted) {

        static Row of(WaveAccounts.Account account) {
            int listed = Math.min(LISTED_VIOLATIONS, account.violations().size());
            return new Row(
                    account,
                    account.violations().subList(0, listed).stream()
                            .map(MaskedDetails::violation)
                            .toList(),
                    account.violations().size() - listed);
        }

        public String status() {
            return StatusBar.label(account.status());
        }

        public String look() {
            return StatusBar.look(account.status());
        }
    }

    /** A choice of the filter. */
    record Choice(String value, String label) {}

    @GetMapping(WaveAddress.PATH + "/accounts")
    String accounts(
            @PathVariable String supplier,
            @PathVariable String wave,
            @RequestParam(required = false) @Nullable ImportStatus status,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String attr,
            @RequestParam(required = false) @Nullable Long after,
            Model model) {
        WaveName name = WaveAddress.of(supplier, wave);
        String chosenCode = textOrNull(code);
        String chosenAttr = chosenCode == null ? null : textOrNull(attr);
        WaveAccounts.Page page =
                accounts.page(name, new WaveAccounts.Filter(status, chosenCode, chosenAttr), after, ACCOUNTS_A_PAGE);
        model.addAttribute("wave", name);
        model.addAttribute("rows", page.accounts().stream().map(Row::of).toList());
        model.addAttribute("next", page.next());
        model.addAttribute("after", after);
        model.addAttribute("status", status == null ? null : status.name());
        model.addAttribute("code", chosenCode);
        model.addAttribute("attr", chosenAttr);
        model.addAttribute(
                "statuses",
                List.of(ImportStatus.values()).stream()
                        .map(choice -> new Choice(choice.name(), StatusBar.label(choice)))
                        .toList());
        return "console/accounts";
    }

    private static @Nullable String textOrNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.replace("\0", "").strip();
    }
}

package org.accountimport.console;

import java.util.Arrays;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What can be done with a wave. */
enum WaveAction {
    DRY_RUN("Dry run"),
    CANARY("Canary"),
    IMPORT("Import"),
    CANCEL("Withdraw accounts"),
    ROLL_BACK("Roll back");

    private final String label;

    WaveAction(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** As it stands in addresses. */
    String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws ResponseStatusException when there is none of this name */
    static WaveAction of(String path) {
        return Arrays.stream(values())
                .filter(action -> action.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}

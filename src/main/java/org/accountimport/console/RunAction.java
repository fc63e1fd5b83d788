package org.accountimport.console;

import java.util.Arrays;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What can be done with a run. */
enum RunAction {
    STOP,
    RESTART,
    ABANDON;

    /** As it stands in addresses. */
    String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws ResponseStatusException when there is none of this name */
    static RunAction of(String path) {
        return Arrays.stream(values())
                .filter(action -> action.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}

package org.accountimport.console;

import org.springframework.stereotype.Component;

/**
 * Says who is acting: the one place that knows. Nobody signs in, so everything that is done here is done by the console, and
 * whoever answers for something gives their name with it.
 */
@Component
class ActingPerson {

    private static final String CONSOLE = "console";

    /** For histories, run reports and records of what was shown. */
    String name() {
        return CONSOLE;
    }

    /** The same for what a person answers for by name. */
    String answeringAs(String givenName) {
        return givenName.strip();
    }
}

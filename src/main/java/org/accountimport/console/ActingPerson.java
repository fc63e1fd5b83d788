package org.accountimport.console;

import org.accountimport.security.Caller;
import org.springframework.stereotype.Component;

/** Says who is acting: the one place that knows. It is the holder of the key that the session was opened with. */
@Component
class ActingPerson {

    /** For histories, run reports and records of what was shown. */
    String name() {
        return Caller.current().name();
    }

    /** The same for what a person answers for by name. */
    String answeringAs(String givenName) {
        return Caller.current().answeringAs(givenName);
    }
}

package org.accountimport.console;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.accountimport.security.AccessRefusals.Reason;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Shows why a request was refused before it came to any page. Reached from inside only. */
@Controller
class RefusedRequests {

    static final String PATH = "/console/refused";

    private final ConsoleErrors errors;

    RefusedRequests(ConsoleErrors errors) {
        this.errors = errors;
    }

    @RequestMapping(PATH)
    ModelAndView refused(HttpServletRequest request) throws Exception {
        Object refused = request.getAttribute(ConsoleAccess.REFUSED);
        if (request.getDispatcherType() == DispatcherType.FORWARD && refused instanceof Reason reason) {
            return errors.refused(reason, request);
        }
        if (request.getDispatcherType() == DispatcherType.FORWARD && refused instanceof Exception failure) {
            throw failure;
        }
        throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}

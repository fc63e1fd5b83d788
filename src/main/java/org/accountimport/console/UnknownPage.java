package org.accountimport.console;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/** Answers below {@code /console} where there is no page; the API answers everywhere else. */
@Controller
class UnknownPage {

    @GetMapping("/console/{page:^(?!assets$).*$}/**")
    void nothing() {
        throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}

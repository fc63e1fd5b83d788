package org.accountimport.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.accountimport.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page knows. */
@ControllerAdvice(basePackageClasses = PageFrame.class)
class PageFrame {

    private final ConsoleProperties properties;

    PageFrame(ConsoleProperties properties) {
        this.properties = properties;
    }

    /** Who is signed in; null where nobody has to be. */
    @ModelAttribute("caller")
    @Nullable
    Caller caller() {
        return Caller.currentOrNull();
    }

    @ModelAttribute("show")
    Forms forms(HttpServletRequest request) {
        return Forms.of(Collections.list(request.getLocales()), properties.zone());
    }
}

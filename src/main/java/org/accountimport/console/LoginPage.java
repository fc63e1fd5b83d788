package org.accountimport.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.accountimport.security.ConsoleSessions;
import org.accountimport.security.FirstKey;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Signing in with a key, and out again. */
@Controller
class LoginPage {

    static final String PATH = "/login";

    private static final String START = "/console/waves";
    /** Pages of this server only, whatever a link to this page says. */
    private static final Pattern OWN_PAGE =
            Pattern.compile("/console/[^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*|/swagger-ui\\.html");

    private final ObjectProvider<ConsoleSessions> sessions;
    private final ObjectProvider<FirstKey> firstKey;

    /** Of both only a server has one. */
    LoginPage(ObjectProvider<ConsoleSessions> sessions, ObjectProvider<FirstKey> firstKey) {
        this.sessions = sessions;
        this.firstKey = firstKey;
    }

    @GetMapping(PATH)
    String ask(
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String wrong,
            Model model) {
        model.addAttribute("to", own(to));
        model.addAttribute("wrong", wrong != null);
        model.addAttribute("keyFile", firstKey.getObject().file().orElse(null));
        return "console/login";
    }

    @PostMapping(PATH)
    ModelAndView signIn(
            @RequestParam(defaultValue = "") String key,
            @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        return sessions.getObject().signIn(key, request, response)
                ? new ModelAndView(Links.seeOther(own(to), Map.of()))
                : new ModelAndView(Links.seeOther(PATH, Map.of("wrong", "1")));
    }

    @PostMapping("/logout")
    ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) {
        sessions.getObject().signOut(request, response);
        return new ModelAndView(Links.seeOther(PATH, Map.of()));
    }

    private static String own(@Nullable String to) {
        return to != null && OWN_PAGE.matcher(to).matches() ? to : START;
    }
}

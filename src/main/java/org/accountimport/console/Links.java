package org.accountimport.console;

import java.util.Map;
import org.accountimport.importprocess.WaveName;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;

/** Where pages are, for what is sent on to them. Names may hold anything, slashes too. */
final class Links {

    private Links() {}

    static String wave(WaveName wave) {
        return path("console", "waves", wave.importSupplier(), wave.name());
    }

    static String action(WaveName wave, WaveAction action) {
        return path("console", "waves", wave.importSupplier(), wave.name(), "actions", action.path());
    }

    static String run(long jobExecutionId) {
        return path("console", "runs", Long.toString(jobExecutionId));
    }

    static String account(String importSupplier, String externalAccountNumber) {
        return path("console", "accounts", importSupplier, externalAccountNumber);
    }

    /** After something was done: the browser asks for the page anew, and a reload does not do it again. */
    static RedirectView seeOther(String path, Map<String, Object> parameters) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromUriString(path);
        parameters.forEach(uri::queryParam);
        RedirectView view = new RedirectView(uri.build(true).toUriString());
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExpandUriTemplateVariables(false);
        view.setExposeModelAttributes(false);
        return view;
    }

    private static String path(String... segments) {
        UriComponentsBuilder builder = UriComponentsBuilder.newInstance();
        String[] names = new String[segments.length];
        for (int i = 0; i < segments.length; i++) {
            names[i] = "{" + i + "}";
        }
        return builder.pathSegment(names)
                .encode()
                .buildAndExpand((Object[]) segments)
                .toUriString();
    }
}

package org.accountimport.console;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.accountimport.security.AccessRefusals;
import org.accountimport.security.Endpoint.Door;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** How the console refuses: whoever is not signed in is sent to sign in, everybody else sees a page that says why. */
@Component
class ConsoleAccess implements AccessRefusals {

    /** Where a refusal or failure is kept for the page that shows it. */
    static final String REFUSED = ConsoleAccess.class.getName() + ".REFUSED";

    @Override
    public boolean answersFor(Door door) {
        return door == Door.CONSOLE || door == Door.DOCS;
    }

    @Override
    public void refuse(Reason reason, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (reason == Reason.NOT_AUTHENTICATED && request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            signIn(request, response);
        } else {
            show(reason, request, response);
        }
    }

    @Override
    public void fail(Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        show(failure, request, response);
    }

    /** A part of a page cannot show another page in its place: htmx has the browser go there. */
    private static void signIn(HttpServletRequest request, HttpServletResponse response) {
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", LoginPage.PATH);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Token");
            return;
        }
        UriComponentsBuilder login = UriComponentsBuilder.fromPath(LoginPage.PATH);
        if (request.getMethod().equals("GET") && !request.getRequestURI().equals("/")) {
            login.queryParam("to", "{to}");
        }
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(
                HttpHeaders.LOCATION,
                login.encode().buildAndExpand(request.getRequestURI()).toUriString());
    }

    private static void show(Object refused, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        request.setAttribute(REFUSED, refused);
        RequestDispatcher dispatcher = request.getRequestDispatcher(RefusedRequests.PATH);
        Objects.requireNonNull(dispatcher).forward(request, response);
    }
}

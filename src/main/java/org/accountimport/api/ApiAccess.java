package org.accountimport.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.accountimport.security.AccessRefusals;
import org.accountimport.security.Endpoint.Door;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** How the API refuses: with the error body that every other refusal has. */
@Component
class ApiAccess implements AccessRefusals {

    private final ObjectProvider<HandlerExceptionResolver> answers;

    /** @param answers which only a server has */
    ApiAccess(@Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> answers) {
        this.answers = answers;
    }

    @Override
    public boolean answersFor(Door door) {
        return door == Door.API;
    }

    @Override
    public void refuse(Reason reason, HttpServletRequest request, HttpServletResponse response) {
        fail(
                switch (reason) {
                    case NOT_AUTHENTICATED -> Refusal.notAuthenticated();
                    case PERMISSION_DENIED, FORGED -> Refusal.of(ErrorKind.PERMISSION_DENIED);
                    case NOT_THERE -> Refusal.of(ErrorKind.NOT_FOUND);
                },
                request,
                response);
    }

    @Override
    public void fail(Exception failure, HttpServletRequest request, HttpServletResponse response) {
        answers.getObject().resolveException(request, response, null, failure);
    }
}

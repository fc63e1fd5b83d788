package org.accountimport.api;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what ended in the container before or after Spring MVC: a filter that failed, a status set by the container. */
@Hidden
@RestController
class ContainerErrors implements ErrorController {

    private final ErrorAnswers answers;

    ContainerErrors(ErrorAnswers answers) {
        this.answers = answers;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    @Nullable
    ResponseEntity<Object> error(HttpServletRequest request) {
        if (request.getAttribute(ErrorAnswers.REFUSAL) instanceof Refusal refusal) {
            return answers.refused(refusal, request);
        }
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            return answers.unexpected(failure, request);
        }
        if (!(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status)) {
            return answers.refused(Refusal.of(ErrorKind.NOT_FOUND), request); // called from outside
        }
        return status >= 500
                ? answers.unexpected(new IllegalStateException("The container set status " + status), request)
                : answers.refused(Refusal.of(ErrorKind.ofStatus(status)), request);
    }
}

package org.accountimport.schedule;

import java.util.List;
import java.util.stream.Collectors;

/** Job definitions are wrong. The message names every problem on a line of its own, with file, line and what would be right. */
public final class InvalidDefinitionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidDefinitionsException(List<Problem> problems) {
        super(problems.stream()
                .sorted(Problem.IN_ORDER)
                .map(Problem::toString)
                .collect(Collectors.joining("\n  ", "Job definitions are wrong:\n  ", "")));
    }
}

package org.accountimport.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Passes tests over where there is no Chromium, and says so. Where it has to be there (environment variable
 * {@code CHROMIUM_REQUIRED}), they fail instead.
 */
final class NeedsChromium implements ExecutionCondition {

    static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER)) {
            return ConditionEvaluationResult.enabled("Chromium is here");
        }
        String reason = "BROWSER TESTS SKIPPED: there is no " + CHROMIUM + " with " + DRIVER
                + "; apt-get install chromium chromium-driver";
        if (System.getenv("CHROMIUM_REQUIRED") != null) {
            throw new IllegalStateException(reason);
        }
        if (!SAID.getAndSet(true)) {
            System.err.println(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}

package org.accountimport.generator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One generated account. Immutable as long as nobody edits {@link #content}. */
public final class GeneratedAccount {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final long sequence;
    private final ObjectNode content;
    private final List<ExpectedViolation> violations;

    GeneratedAccount(long sequence, ObjectNode content, List<ExpectedViolation> violations) {
        this.sequence = sequence;
        this.content = content;
        this.violations = violations;
    }

    /** Its number in the book: the first account of the settings has {@link GeneratorSettings#first()}. */
    public long sequence() {
        return sequence;
    }

    public String externalAccountNumber() {
        return content.path("external_account_number").asString();
    }

    /** What the validation must report, in the rulebook's order; empty for a right account. */
    public List<ExpectedViolation> violations() {
        return violations;
    }

    /** The bare payload object in UTF-8, without a line break inside or at the end. A new array at every call. */
    public byte[] json() {
        return JSON.writeValueAsBytes(content);
    }

    /** As {@link #json}, as text. */
    public String jsonText() {
        return new String(json(), StandardCharsets.UTF_8);
    }

    ObjectNode content() {
        return content;
    }
}

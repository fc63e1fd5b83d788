package org.accountimport.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.accountimport.payload.Field;
import org.accountimport.payload.Violation;

/** What violations say, without what they quote of the payload. Safe for use by several threads. */
public final class MaskedDetails {

    public static final String MASK = "••••••";

    /** Errors that no payload is quoted in. */
    private static final Set<String> OF_THE_PROGRAM =
            Set.of("unexpected_error", "job_execution_failed", "account_failed_validation");

    private static final String BETWEEN_ATTR_AND_DETAIL = ": ";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");
    /** What the rules themselves fill in. */
    private static final Set<String> OF_THE_RULE = Set.of("type", "max", "min", "n", "sum", "country");

    /** Codes are those of the rules: a few dozen. */
    private static final Map<String, List<Template>> BY_CODE = new ConcurrentHashMap<>();

    private MaskedDetails() {}

    private record Template(Pattern pattern, List<String> words) {

        static Template of(String text) {
            List<String> words = new ArrayList<>();
            StringBuilder pattern = new StringBuilder();
            Matcher placeholders = PLACEHOLDER.matcher(text);
            int from = 0;
            while (placeholders.find()) {
                pattern.append(Pattern.quote(text.substring(from, placeholders.start())))
                        .append("(.*)");
                words.add(placeholders.group(1));
                from = placeholders.end();
            }
            pattern.append(Pattern.quote(text.substring(from)));
            return new Template(Pattern.compile(pattern.toString(), Pattern.DOTALL), words);
        }
    }

    /** The violation as it may be shown to anybody. */
    public static Violation violation(Violation violation) {
        return new Violation(MaskedAttrs.of(violation.attr()), violation.code(), of(violation));
    }

    /** The detail with a mask for every quoted value that may be personal. */
    public static String of(Violation violation) {
        if (OF_THE_PROGRAM.contains(violation.code())) {
            return violation.detail();
        }
        Field<?> field = PersonalFields.at(violation.attr()).orElse(null);
        for (Template template : templates(violation.code())) {
            Matcher matcher = template.pattern().matcher(violation.detail());
            if (matcher.matches()) {
                StringBuilder masked = new StringBuilder();
                int from = 0;
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    boolean shown = OF_THE_RULE.contains(template.words().get(group - 1))
                            || PersonalFields.isHarmless(field, matcher.group(group));
                    masked.append(violation.detail(), from, matcher.start(group))
                            .append(shown ? matcher.group(group) : MASK);
                    from = matcher.end(group);
                }
                return masked.append(violation.detail().substring(from)).toString();
            }
        }
        return MASK;
    }

    /** What an account's latest error says, which is {@code attr: detail} where one thing is wrong, without what it quotes. */
    public static String ofError(String code, String detail) {
        int end = detail.indexOf(BETWEEN_ATTR_AND_DETAIL);
        if (end < 0 || OF_THE_PROGRAM.contains(code)) {
            return of(new Violation("", code, detail));
        }
        Violation masked = violation(new Violation(
                detail.substring(0, end), code, detail.substring(end + BETWEEN_ATTR_AND_DETAIL.length())));
        return masked.attr() + BETWEEN_ATTR_AND_DETAIL + masked.detail();
    }

    private static List<Template> templates(String code) {
        return BY_CODE.computeIfAbsent(
                code,
                asked -> DetailTemplates.of(asked).stream().map(Template::of).toList());
    }
}

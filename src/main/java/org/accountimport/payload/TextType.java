package org.accountimport.payload;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Text, and what is text first: e-mail addresses, phone numbers, countries. Values are cleaned. */
final class TextType extends ValueType<String> {

    static final int UNLIMITED = Integer.MAX_VALUE;

    /** What a text may say, judged last: after its characters, its emptiness and its length. */
    enum Content {
        ANY,
        NO_CONTROL_CHARACTERS,
        EMAIL,
        COUNTRY
    }

    private final int max;
    private final boolean orBlank;
    private final Content content;
    private final Flaw invalid;
    private final Flaw tooLong;

    private TextType(String name, int max, boolean orBlank, Content content) {
        super(name);
        this.max = max;
        this.orBlank = orBlank;
        this.content = content;
        this.invalid = Flaw.invalid(name);
        this.tooLong = StructuralCode.MAX_LENGTH.flaw(max);
    }

    static TextType of(String name, int max, Content content) {
        return new TextType(name, max, false, content);
    }

    /** Accepts empty text too. */
    TextType orBlank() {
        return new TextType(name(), max, true, content);
    }

    /** A control character (Unicode Cc) left after cleaning is {@code invalid}. */
    TextType withoutControlCharacters() {
        return new TextType(name(), max, orBlank, Content.NO_CONTROL_CHARACTERS);
    }

    @Override
    public String limits() {
        return max == UNLIMITED ? "" : "max " + max;
    }

    @Override
    public boolean acceptsBlank() {
        return orBlank;
    }

    @Override
    Flaw invalid() {
        return invalid;
    }

    @Override
    Object read(JsonToken token, JsonSource source, PayloadObject owner, int position) {
        if (token != JsonToken.VALUE_STRING) {
            return wrongKind(token, source);
        }
        return judge(source.string());
    }

    /** The cleaned text or the first flaw. */
    Object judge(String received) {
        String text = CleanText.of(received);
        int codePoints = CleanText.codePoints(text);
        if (codePoints < 0) {
            return text.indexOf(0) >= 0 ? Flaw.NULL_CHARACTERS : Flaw.BROKEN_CHARACTERS;
        }
        if (codePoints == 0) {
            return orBlank ? text : Flaw.BLANK;
        }
        if (codePoints > max) {
            return tooLong;
        }
        Flaw flaw = contentFlaw(text);
        return flaw == null ? text : flaw;
    }

    private @Nullable Flaw contentFlaw(String text) {
        return switch (content) {
            case ANY -> null;
            case NO_CONTROL_CHARACTERS -> text.chars().anyMatch(Character::isISOControl) ? invalid : null;
            case EMAIL -> EmailAddress.isWellFormed(text) ? null : invalid;
            case COUNTRY -> Enumerations.COUNTRIES.find(text) == null ? Flaw.invalidChoice(text) : null;
        };
    }

    @Override
    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.putAll(TextSchema.of(content, max, orBlank));
        return schema;
    }
}

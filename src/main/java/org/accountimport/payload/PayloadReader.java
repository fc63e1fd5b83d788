package org.accountimport.payload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.accountimport.payload.ChoiceType.Unjudged;

/**
 * Reads payload bytes against the field definitions: one pass, all structural violations (rulebook, sections 2 to 4).
 * Immutable, safe for any number of threads; never throws for bad data.
 */
public final class PayloadReader {

    private static final Envelope ENVELOPE = Envelope.around(AccountFields.SHAPE);

    private final Choices suppliers;
    private final Map<String, Choices> consentTypes = new LinkedHashMap<>();

    /**
     * Reads for these suppliers.
     *
     * @param consentTypesBySupplier the codes that {@code import_supplier} may have, each with its setting
     *     {@code consent_types}
     */
    public PayloadReader(Map<String, ? extends Set<String>> consentTypesBySupplier) {
        suppliers = Choices.of(consentTypesBySupplier.keySet());
        consentTypesBySupplier.forEach((supplier, types) -> consentTypes.put(supplier, Choices.of(types)));
    }

    /**
     * Reads one body. The reading keeps a reference to it, so it must not be changed afterwards.
     *
     * @param body one JSON document in UTF-8, with or without a byte order mark
     */
    public PayloadReading read(byte[] body, Framing framing) {
        byte[] text = JsonText.withoutByteOrderMark(body);
        try {
            JsonText.requireUtf8(text);
            return reading(ENVELOPE.open(text, framing, suppliers));
        } catch (UnreadableBody unreadable) {
            return PayloadReading.unreadable(unreadable.in(text));
        }
    }

    private PayloadReading reading(Envelope.Contents contents) {
        PayloadObject account = contents.payload();
        if (account == null) {
            return PayloadReading.withoutPayload(contents.refusal());
        }
        judgeConsentTypes(account, contents.source());
        if (!contents.source().isFlawed()) {
            return new PayloadReading(account, List.of(), 0, null);
        }
        StructuralViolations found = StructuralViolations.of(account, contents.envelope());
        return new PayloadReading(account, found.listed(), found.unlisted(), null);
    }

    private void judgeConsentTypes(PayloadObject account, JsonSource source) {
        if (source.awaitingSupplier().isEmpty()) {
            return;
        }
        String supplier = account.get(AccountFields.IMPORT_SUPPLIER);
        Choices choices = supplier == null ? null : consentTypes.get(supplier);
        int position = ConsentFields.TYPE.position();
        for (PayloadObject consent : source.awaitingSupplier()) {
            if (consent.slot(position) instanceof Unjudged type) {
                consent.put(position, type.judge(choices), source);
            }
        }
    }
}

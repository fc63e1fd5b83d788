package org.accountimport.payload;

import java.util.Set;

/**
 * Reads only what intake has to know of a payload: that the whole document is well-formed, and whose account it is. No other
 * field is judged. Takes payloads bare or in their envelope. Immutable, safe for any number of threads; never throws for bad
 * data.
 */
public final class PayloadKeyReader {

    private static final Shape.Table TABLE = Shape.table("payload key", "4.1", "payload");
    private static final Field<String> IMPORT_SUPPLIER = TABLE.copyOf(AccountFields.IMPORT_SUPPLIER);
    private static final Field<String> EXTERNAL_ACCOUNT_NUMBER = TABLE.copyOf(AccountFields.EXTERNAL_ACCOUNT_NUMBER);
    private static final Envelope ENVELOPE = Envelope.around(TABLE.shape());

    private final Set<String> codes;
    private final Choices suppliers;

    /**
     * Reads for these suppliers.
     *
     * @param supplierCodes the codes that {@code import_supplier} may have
     */
    public PayloadKeyReader(Set<String> supplierCodes) {
        codes = Set.copyOf(supplierCodes);
        suppliers = Choices.of(supplierCodes);
    }

    /** Whether there is a supplier of this code. */
    public boolean knows(String supplierCode) {
        return codes.contains(supplierCode);
    }

    /** A reader to which every other supplier is as unknown as one that does not exist. */
    public PayloadKeyReader only(String supplierCode) {
        return new PayloadKeyReader(Set.of(supplierCode));
    }

    /**
     * Reads one body.
     *
     * @param body one JSON document in UTF-8, with or without a byte order mark
     */
    public PayloadKey read(byte[] body) {
        byte[] text = JsonText.withoutByteOrderMark(body);
        try {
            JsonText.requireUtf8(text);
            return key(ENVELOPE.open(text, Framing.EITHER, suppliers));
        } catch (UnreadableBody unreadable) {
            ParseError error = unreadable.in(text);
            return new PayloadKey.Refused(error.violation(), error);
        }
    }

    /** An external account number as it is kept, whatever form a client has it in: what a payload's is cleaned to. */
    public static String cleaned(String externalAccountNumber) {
        return CleanText.of(externalAccountNumber);
    }

    private static PayloadKey key(Envelope.Contents contents) {
        PayloadObject payload = contents.payload();
        if (payload == null) {
            return refused(contents.refusal());
        }
        String supplier = payload.get(IMPORT_SUPPLIER);
        if (supplier == null) {
            return refused(payload, IMPORT_SUPPLIER);
        }
        String number = payload.get(EXTERNAL_ACCOUNT_NUMBER);
        return number == null ? refused(payload, EXTERNAL_ACCOUNT_NUMBER) : new PayloadKey.Found(supplier, number);
    }

    private static PayloadKey refused(PayloadObject payload, Field<?> field) {
        return refused(payload.flaw(field).at(field.name()));
    }

    private static PayloadKey refused(Violation violation) {
        return new PayloadKey.Refused(violation, null);
    }
}

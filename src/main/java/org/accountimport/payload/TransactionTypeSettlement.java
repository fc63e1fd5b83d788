package org.accountimport.payload;

import org.accountimport.payload.ChoiceType.Unjudged;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction's {@code type} decides about its other fields (the text beneath the table of rulebook section 4.12).
 * The type may stand anywhere among the keys, so this is settled when the whole transaction has been read.
 */
final class TransactionTypeSettlement {

    private TransactionTypeSettlement() {}

    static void settle(PayloadObject transaction, JsonSource source) {
        String type = transaction.get(TransactionFields.TYPE);
        if (type == null) {
            transaction.leaveUnchecked(TransactionFields.REASON);
            transaction.leaveUnchecked(TransactionFields.PAYMENT_TYPE);
            transaction.leaveUnchecked(TransactionFields.REFERENCE);
            transaction.leaveUnchecked(TransactionFields.TAX_ITEMS);
            return;
        }
        disownUnlessKnown(transaction, type, TransactionFields.PAYMENT_TYPE, source);
        disownUnlessKnown(transaction, type, TransactionFields.REFERENCE, source);
        disownUnlessKnown(transaction, type, TransactionFields.TAX_ITEMS, source);
        if (needsReason(type) && !transaction.present(TransactionFields.REASON)) {
            transaction.put(TransactionFields.REASON.position(), Flaw.REQUIRED, source);
        }
        judge(transaction, TransactionFields.REASON, Enumerations.REASONS.get(type), source);
        judge(transaction, TransactionFields.PAYMENT_TYPE, Enumerations.PAYMENT_TYPES.get(type), source);
    }

    /** Whether transactions of this type have this field. */
    static boolean knows(String type, Field<?> field) {
        if (field == TransactionFields.PAYMENT_TYPE || field == TransactionFields.REFERENCE) {
            return type.equals("PAYMENT") || type.equals("REPAYMENT");
        }
        return field != TransactionFields.TAX_ITEMS || type.equals("CHARGE");
    }

    static boolean needsReason(String type) {
        return type.equals("CREDIT") || type.equals("CHARGE");
    }

    private static void disownUnlessKnown(PayloadObject transaction, String type, Field<?> field, JsonSource source) {
        if (transaction.present(field) && !knows(type, field)) {
            transaction.disown(field, source);
        }
    }

    private static void judge(
            PayloadObject transaction, Field<String> field, @Nullable Choices choices, JsonSource source) {
        if (transaction.slot(field.position()) instanceof Unjudged value) {
            transaction.put(field.position(), value.judge(choices), source);
        }
    }
}

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
        boolean moved = type.equals("PAYMENT") || type.equals("REPAYMENT");
        boolean charge = type.equals("CHARGE");
        if (!moved) {
            disown(transaction, TransactionFields.PAYMENT_TYPE, source);
            disown(transaction, TransactionFields.REFERENCE, source);
            if (!transaction.present(TransactionFields.REASON)) {
                transaction.put(TransactionFields.REASON.position(), Flaw.REQUIRED, source);
            }
        }
        if (!charge) {
            disown(transaction, TransactionFields.TAX_ITEMS, source);
        }
        judge(transaction, TransactionFields.REASON, Enumerations.REASONS.get(type), source);
        judge(transaction, TransactionFields.PAYMENT_TYPE, Enumerations.PAYMENT_TYPES.get(type), source);
    }

    private static void disown(PayloadObject transaction, Field<?> field, JsonSource source) {
        if (transaction.present(field)) {
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

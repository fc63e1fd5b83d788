package org.accountimport.account;

import java.time.Instant;
import java.util.List;
import org.accountimport.payload.Field;
import org.accountimport.payload.PayloadObject;
import org.accountimport.supplier.ImportSupplierSettings;
import org.accountimport.validation.PhoneNumbers;
import org.jspecify.annotations.Nullable;

/**
 * An account that is about to be created.
 *
 * @param number  its id and account number
 * @param importSupplier its code
 * @param payload judged and found right
 * @param now     the time of import: the default of times that the payload leaves open
 */
public record NewAccount(
        AccountNumbers.Allocated number,
        long importProcessId,
        String importSupplier,
        PayloadObject payload,
        ImportSupplierSettings settings,
        Instant now) {

    long id() {
        return number.id();
    }

    <T> List<T> list(Field<List<T>> field) {
        return list(payload, field);
    }

    static <T> List<T> list(PayloadObject object, Field<List<T>> field) {
        List<T> items = object.get(field);
        return items == null ? List.of() : items;
    }

    Instant timeOrNow(@Nullable Instant time) {
        return time == null ? now : time;
    }

    /** E.164; null where no number is given. Source: rulebook, section 7. */
    @Nullable
    String phoneNumber(@Nullable String number) {
        String given = Normalised.text(number);
        return given == null ? null : PhoneNumbers.e164(given, settings.defaultPhoneRegion());
    }
}

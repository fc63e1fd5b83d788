package org.accountimport.baseline;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import org.accountimport.bench.Bound;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

/** Binds with Jackson, validates with Bean Validation, and parses phone numbers with libphonenumber. */
final class AccountProcessor implements ItemProcessor<QueuedAccount, JudgedAccount> {

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    private final ObjectReader reader;
    private final Validator validator;

    AccountProcessor(ObjectReader reader, Validator validator) {
        this.reader = reader;
        this.validator = validator;
    }

    @Override
    public JudgedAccount process(QueuedAccount queued) {
        Bound.Account account;
        try {
            account = reader.readValue(queued.body());
        } catch (JacksonException e) {
            return new JudgedAccount(
                    queued.id(), null, List.of(new JudgedAccount.Error("", "invalid", "The payload cannot be read.")));
        }
        List<JudgedAccount.Error> errors = new ArrayList<>();
        validator
                .validate(account)
                .forEach(violation -> errors.add(new JudgedAccount.Error(
                        violation.getPropertyPath().toString(), "invalid", violation.getMessage())));
        if (errors.isEmpty()) {
            checkPhones(account, errors);
        }
        return new JudgedAccount(queued.id(), account, errors);
    }

    private static void checkPhones(Bound.Account account, List<JudgedAccount.Error> errors) {
        if (account.customers() == null) {
            return;
        }
        for (Bound.Customer customer : account.customers()) {
            checkPhone(customer.mobile(), "mobile", errors);
            checkPhone(customer.landline(), "landline", errors);
            if (customer.alternativePhoneNumbers() != null) {
                customer.alternativePhoneNumbers()
                        .forEach(number -> checkPhone(number.phoneNumber(), "alternative_phone_numbers", errors));
            }
        }
    }

    private static void checkPhone(String number, String attr, List<JudgedAccount.Error> errors) {
        if (number == null || number.isEmpty()) {
            return;
        }
        try {
            if (PHONES.isValidNumber(PHONES.parse(number, "DK"))) {
                return;
            }
        } catch (NumberParseException e) {
            // Wrong too.
        }
        errors.add(new JudgedAccount.Error(attr, "invalid_phone_number", "This is not a valid phone number."));
    }

    static String e164(String number) {
        if (number == null || number.isEmpty()) {
            return null;
        }
        try {
            return PHONES.format(PHONES.parse(number, "DK"), PhoneNumberUtil.PhoneNumberFormat.E164);
        } catch (NumberParseException e) {
            throw new IllegalStateException("Only right numbers get here", e);
        }
    }
}

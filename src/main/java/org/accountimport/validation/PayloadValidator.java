package org.accountimport.validation;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.Framing;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.PayloadReader;
import org.accountimport.payload.PayloadReading;
import org.accountimport.supplier.ImportSuppliers;

/**
 * Judges one payload: bytes in, verdict out. Structure and meaning in one go; never throws for bad data. Immutable, safe for
 * any number of threads.
 */
public final class PayloadValidator {

    private final PayloadReader reader;
    private final ImportSuppliers suppliers;
    private final FileStore fileStore;
    private final Clock clock;

    /**
     * Judges by these suppliers' settings.
     *
     * @param fileStore asked for suppliers whose setting {@code check_file_store} is on
     * @param clock gives "now" once per validation; its zone does not matter
     * @throws IllegalArgumentException when a supplier's default sales channel is none that a payload could name
     */
    public PayloadValidator(ImportSuppliers suppliers, FileStore fileStore, Clock clock) {
        Map<String, Set<String>> consentTypes = new LinkedHashMap<>();
        suppliers
                .codes()
                .forEach(code -> consentTypes.put(code, suppliers.get(code).consentTypes()));
        requireKnownSalesChannels(suppliers);
        this.reader = new PayloadReader(consentTypes);
        this.suppliers = suppliers;
        this.fileStore = fileStore;
        this.clock = clock;
    }

    private static void requireKnownSalesChannels(ImportSuppliers suppliers) {
        for (String code : suppliers.codes()) {
            String channel = suppliers.get(code).defaultSalesChannel();
            if (!AccountFields.isSalesChannel(channel)) {
                throw new IllegalArgumentException("account-import.suppliers." + code + ".default-sales-channel is "
                        + channel + "; it must be one of "
                        + AccountFields.SALES_CHANNEL.type().limits().replace("`", ""));
            }
        }
    }

    /**
     * Everything but S61, which needs the database: the verdict's references can be looked up for many payloads at once.
     *
     * @param body one JSON document in UTF-8; must not be changed afterwards, the verdict refers to it
     */
    public Verdict validate(byte[] body, Framing framing) {
        PayloadReading reading = reader.read(body, framing);
        PayloadObject account = reading.account();
        String supplier = account == null ? null : account.get(AccountFields.IMPORT_SUPPLIER);
        if (account == null || supplier == null) {
            ViolationList structural = new ViolationList(reading.violations(), reading.unlisted(), List.of(), 0);
            return new Rejected(account, reading.parseError(), structural, List.of());
        }
        Facts facts = new Facts(account, supplier, suppliers.get(supplier), fileStore, clock.instant());
        Report report = new Report(facts);
        Rules.check(facts, report);
        ViolationList found =
                new ViolationList(reading.violations(), reading.unlisted(), report.findings(), report.unlisted());
        return found.isEmpty()
                ? new Accepted(account, report.lookUps())
                : new Rejected(account, null, found, report.lookUps());
    }

    /** Everything, S61 included: one look-up, and none for a payload without references. */
    public Verdict validate(byte[] body, Framing framing, ReferenceRegistry references) {
        Verdict verdict = validate(body, framing);
        Set<AccountReference> asked = verdict.references();
        return asked.isEmpty() ? verdict : verdict.withTaken(references.taken(asked));
    }
}

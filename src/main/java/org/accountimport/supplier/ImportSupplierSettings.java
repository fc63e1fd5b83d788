package org.accountimport.supplier;

import java.time.ZoneId;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How one import supplier's payloads are judged and normalised: rulebook section 6, with the defaults of {@code NORLYS}.
 * Settings that are left out have their default.
 *
 * @param timeZone whose date is "today"
 * @param defaultPhoneRegion ISO 3166-1 alpha-2 code of phone numbers written without a country code
 * @param defaultCountry ISO 3166-1 alpha-2 code of addresses that name no country
 * @param internalEmailDomains lower-case; addresses in them, or beneath them, are the supplier's own
 * @param internalEmailAddresses lower-case
 * @param sendRegistrationFlows customers of business accounts need a given name
 * @param consentTypes what the type of a consent may be
 * @param autoAllocateOperationsTeam teams are allocated, so payloads must not name one
 * @param operationsTeams the teams that may be named
 * @param referenceNamespaces what the namespace of a reference may be
 * @param ledgerCodes what the code of a ledger may be
 * @param unbillableLedgerCodes those of {@code ledgerCodes} that are never billed
 * @param historicalBillingDocuments historical transactions carry the document that billed them
 * @param importSupplyAddressHistory former supply addresses must be billed to their end
 * @param checkFileStore documents and statements must lie in the file store
 * @param defaultSalesChannel of accounts that name none
 * @param overrideSalesSubchannel the supplier's code replaces what was sent
 */
public record ImportSupplierSettings(
        @DefaultValue("Europe/Copenhagen") ZoneId timeZone,
        @DefaultValue("DK") String defaultPhoneRegion,
        @DefaultValue("DK") String defaultCountry,
        @DefaultValue({"kraken.info", "norlys-internal.dk"}) Set<String> internalEmailDomains,
        @DefaultValue("migration@norlys.dk") Set<String> internalEmailAddresses,
        @DefaultValue("false") boolean sendRegistrationFlows,
        @DefaultValue("false") boolean allowManagedAccounts,
        @DefaultValue("true") boolean allowDomesticBillingOptions,
        @DefaultValue("true") boolean consentsEnabled,

        @DefaultValue({"MARKETING_EMAIL", "MARKETING_SMS", "MARKETING_PHONE", "DATA_SHARING"})
        Set<String> consentTypes,

        @DefaultValue("false") boolean autoAllocateOperationsTeam,
        @DefaultValue({"Team A", "Team B"}) Set<String> operationsTeams,

        @DefaultValue({"norlys.legacy-account-number", "norlys.crm-id"})
        Set<String> referenceNamespaces,

        @DefaultValue({
            "DENMARK_ELECTRICITY_LEDGER",
            "DENMARK_GAS_LEDGER",
            "DENMARK_SERVICES_LEDGER",
            "DENMARK_ARCHIVE_LEDGER"
        })
        Set<String> ledgerCodes,

        @DefaultValue("DENMARK_ARCHIVE_LEDGER") Set<String> unbillableLedgerCodes,
        @DefaultValue("false") boolean historicalBillingDocuments,
        @DefaultValue("false") boolean importSupplyAddressHistory,
        @DefaultValue("false") boolean checkFileStore,
        @DefaultValue("DIRECT") String defaultSalesChannel,
        @DefaultValue("false") boolean overrideSalesSubchannel) {}

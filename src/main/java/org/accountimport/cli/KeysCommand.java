package org.accountimport.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.accountimport.security.ApiKey;
import org.accountimport.security.ApiKeys;
import org.accountimport.security.KeyNameTakenException;
import org.accountimport.security.Role;
import org.accountimport.supplier.ImportSuppliers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys}: who may call the server. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Makes, lists and revokes the API keys that callers of the server show.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeysCommand.Create.class, KeysCommand.ListAll.class, KeysCommand.Revoke.class})
final class KeysCommand {

    private static final Pattern DAYS = Pattern.compile("([0-9]{1,5})d");

    private KeysCommand() {}

    /** {@code keys create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a key and shows it, this once: only its hash is stored.",
            footer = {
                "",
                "Roles, each of which may do what those before it may:",
                "  viewer    reads; personal data is masked",
                "  importer  validates, schedules and loads",
                "  operator  launches, stops, restarts, withdraws, rolls back, signs off, sees personal data",
                "  admin     everything"
            })
    static final class Create extends DatabaseCommand {

        @Parameters(paramLabel = "NAME", description = "Stands in histories as the one who acted.")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "viewer, importer, operator or admin.")
        @SuppressWarnings("NullAway.Init")
        private Role role;

        @Option(
                names = "--supplier",
                paramLabel = "CODE",
                description = "Only for this import supplier; again for several. Left out: for all.")
        private List<String> suppliers = new ArrayList<>();

        @Option(
                names = "--expires",
                paramLabel = "WHEN",
                description = "The last day on which it holds, as 2027-01-31, or for how long, as 90d.")
        private @Nullable String expires;

        @Override
        int execute() {
            OffsetDateTime expiresAt = expires == null ? null : end(expires);
            ImportSuppliers known = get(ImportSuppliers.class);
            for (String code : suppliers) {
                if (known.find(code).isEmpty()) {
                    throw CommandFailedException.badUsage(
                            "There is no import supplier " + code + "; configured are " + known.codes());
                }
            }
            try {
                ApiKeys.Created created =
                        get(ApiKeys.class).create(name, role, suppliers, expiresAt, Actor.commandLine());
                out().println("Key " + name + ": " + described(created.key()));
                out().println("It is shown this once; keep it where secrets are kept:");
                out().println(created.secret());
            } catch (KeyNameTakenException | IllegalArgumentException e) {
                throw CommandFailedException.badUsage(String.valueOf(e.getMessage()));
            }
            return ExitCode.DONE;
        }
    }

    /** {@code keys list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists every key there ever was.")
    static final class ListAll extends DatabaseCommand {

        @Override
        int execute() {
            Columns columns =
                    new Columns("name", "prefix", "role", "suppliers", "state", "created", "expires", "last used");
            OffsetDateTime now = OffsetDateTime.now(ZoneId.systemDefault());
            for (ApiKey key : get(ApiKeys.class).list()) {
                columns.add(
                        key.name(),
                        key.prefix(),
                        word(key.role()),
                        suppliersOf(key),
                        key.revokedAt() != null ? "revoked" : key.holdsAt(now) ? "holds" : "expired",
                        Text.time(key.createdAt(), ZoneId.systemDefault()),
                        timeOr(key.expiresAt(), "never"),
                        timeOr(key.lastUsedAt(), "never"));
            }
            columns.print(out(), "There is no key; make one with 'account-import keys create NAME --role admin'.");
            return ExitCode.DONE;
        }
    }

    /** {@code keys revoke}. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends a key, and every session in the console that was opened with it, at once.")
    static final class Revoke extends DatabaseCommand {

        @Parameters(paramLabel = "NAME", description = "The key's name or prefix, as 'keys list' shows it.")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Override
        int execute() {
            ApiKey revoked = get(ApiKeys.class)
                    .revoke(name, Actor.commandLine())
                    .orElseThrow(() -> CommandFailedException.badUsage("There is no key named " + name
                            + " that is not revoked; 'keys list' shows those there are"));
            out().println("Key " + revoked.name() + " (" + revoked.prefix() + ") is revoked.");
            return ExitCode.DONE;
        }
    }

    private static OffsetDateTime end(String expires) {
        Matcher days = DAYS.matcher(expires);
        OffsetDateTime now = OffsetDateTime.now(ZoneId.systemDefault());
        try {
            OffsetDateTime end = days.matches()
                    ? now.plus(Duration.ofDays(Long.parseLong(days.group(1))))
                    : LocalDate.parse(expires)
                            .plusDays(1)
                            .atStartOfDay(ZoneId.systemDefault())
                            .toOffsetDateTime();
            if (end.isAfter(now)) {
                return end;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw CommandFailedException.badUsage(
                "--expires must be a day from today on, as 2027-01-31, or a number of days," + " as 90d, but is "
                        + expires);
    }

    private static String described(ApiKey key) {
        return word(key.role()) + " for " + (key.suppliers().isEmpty() ? "all suppliers" : suppliersOf(key))
                + ", expires " + timeOr(key.expiresAt(), "never");
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static String suppliersOf(ApiKey key) {
        return key.suppliers().isEmpty()
                ? "all"
                : String.join(",", key.suppliers().stream().sorted().toList());
    }

    private static String timeOr(@Nullable OffsetDateTime time, String none) {
        return time == null ? none : Text.time(time, ZoneId.systemDefault());
    }
}

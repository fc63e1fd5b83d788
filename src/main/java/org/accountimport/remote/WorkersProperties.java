package org.accountimport.remote;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.validation.annotation.Validated;

/**
 * Worker processes that execute partitions. Read by {@code serve} and {@code worker}; every other command executes its
 * partitions itself.
 *
 * @param broker   {@code embedded}: the server starts a broker and workers connect to it; a URL such as
 *                 {@code tcp://broker:61616}: an Artemis broker elsewhere; empty: no workers, and nothing of it starts
 * @param host     where the embedded broker listens; anything but a loopback address needs user and password
 * @param port     where the embedded broker listens
 * @param user     whom the broker admits; empty: everybody
 * @param password of that user
 * @param threads  partitions that this process executes at the same time; null: as many as {@code account-import.job.threads}
 *                 says; 0: none, for a server that leaves all work to its workers
 * @param silence  a process that was not heard of for this long is taken for dead, and its partitions go to others; 2 to 30
 *                 seconds
 * @param lostAfter when no partition of a run has moved for this long, and none waits in the queue, the server asks for them
 *                  again; longer than {@code silence} and than any chunk takes
 */
@Validated
@ConfigurationProperties("account-import.workers")
public record WorkersProperties(
        @DefaultValue("") String broker,
        @DefaultValue("127.0.0.1") @NotBlank String host,
        @DefaultValue("61616") @Min(1) @Max(65_535) int port,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @Nullable @Min(0) @Max(64) Integer threads,
        @DefaultValue("10s") Duration silence,
        @DefaultValue("1m") Duration lostAfter) {

    static final String EMBEDDED = "embedded";

    /** Name of the setting that says where the broker is. */
    public static final String BROKER = "account-import.workers.broker";

    boolean isEmbedded() {
        return broker.equals(EMBEDDED);
    }

    boolean hasUser() {
        return StringUtils.hasText(user);
    }

    @AssertTrue(
            message = "user and password must both be set where the embedded broker listens on anything but loopback")
    boolean isClosedToStrangers() {
        return !isEmbedded() || (hasUser() && StringUtils.hasText(password)) || (!hasUser() && isLoopback());
    }

    @AssertTrue(message = "silence must lie between 2 and 30 seconds")
    boolean isSilenceReasonable() {
        return silence.compareTo(Duration.ofSeconds(2)) >= 0 && silence.compareTo(Duration.ofSeconds(30)) <= 0;
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "WorkersProperties[broker=" + broker + ", host=" + host + ", port=" + port + ", user=" + user
                + ", threads=" + threads + ", silence=" + silence + ", lostAfter=" + lostAfter + "]";
    }
}

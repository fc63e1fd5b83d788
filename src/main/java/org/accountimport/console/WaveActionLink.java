package org.accountimport.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.security.Caller;
import org.accountimport.security.Role;
import org.accountimport.wave.WaveOverview;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be done with a wave, or the reason why it cannot be done now.
 *
 * @param path    where it is confirmed
 * @param refusal null when it can be done
 */
record WaveActionLink(
        String label, String path, String look, @Nullable String refusal) {

    private static final String TAKES_AN_OPERATOR = "This takes the key of an operator.";

    /** Things that cannot be done now, all for the same reason. */
    record Refused(String reason, List<String> labels) {}

    /**
     * What there is to do; whoever may do none of it is told so.
     *
     * @param attention what has to be seen to: what is to be done about the most urgent of it stands out
     */
    static List<WaveActionLink> of(
            WaveOverview wave, @Nullable RunView newest, List<Attention> attention, Caller caller) {
        List<WaveActionLink> links = of(wave, newest, attention);
        return caller.may(Role.OPERATOR)
                ? links
                : links.stream()
                        .map(link -> new WaveActionLink(link.label(), link.path(), link.look(), TAKES_AN_OPERATOR))
                        .toList();
    }

    private static List<WaveActionLink> of(WaveOverview wave, @Nullable RunView newest, List<Attention> attention) {
        long total = wave.total();
        long imported = wave.counts().getOrDefault(ImportStatus.PROCESSED, 0L);
        long withdrawn = wave.counts().getOrDefault(ImportStatus.CANCELLED, 0L);
        String busy = newest != null && newest.isLive()
                ? "Job execution " + newest.id() + " is under way; wait for it or stop it."
                : null;
        String nothingLeft = total - imported - withdrawn == 0 ? "No account is waiting." : null;
        String cannotRun = busy == null ? nothingLeft : busy;
        List<WaveActionLink> links = new ArrayList<>();
        links.add(ofWave(wave, WaveAction.DRY_RUN, "plain", cannotRun));
        links.add(ofWave(wave, WaveAction.CANARY, "plain", cannotRun));
        links.add(ofWave(wave, WaveAction.IMPORT, "plain", cannotRun));
        if (newest != null && newest.isLive()) {
            links.add(new WaveActionLink(
                    "Stop",
                    actionOfRun(newest, RunAction.STOP),
                    "plain",
                    newest.isStoppable() ? null : "It is stopping already."));
        }
        if (newest != null && newest.isRestartable()) {
            links.add(new WaveActionLink("Restart", actionOfRun(newest, RunAction.RESTART), "plain", null));
        }
        links.add(ofWave(wave, WaveAction.CANCEL, "danger", nothingLeft));
        links.add(ofWave(
                wave,
                WaveAction.ROLL_BACK,
                "danger",
                busy != null ? busy : imported == 0 ? "No account is imported." : null));
        return standingOut(links, attention);
    }

    /** Those that cannot be done, by reason, in their order. */
    static List<Refused> refused(List<WaveActionLink> links) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (WaveActionLink link : links) {
            if (link.refusal() != null) {
                byReason.computeIfAbsent(link.refusal(), reason -> new ArrayList<>())
                        .add(link.label());
            }
        }
        return byReason.entrySet().stream()
                .map(group -> new Refused(group.getKey(), group.getValue()))
                .toList();
    }

    private static List<WaveActionLink> standingOut(List<WaveActionLink> links, List<Attention> attention) {
        String first = attention.stream()
                .map(Attention::path)
                .filter(path -> links.stream().anyMatch(link -> link.path().equals(path)))
                .findFirst()
                .orElse(null);
        return links.stream()
                .map(link -> link.path().equals(first)
                        ? new WaveActionLink(link.label(), link.path(), "primary", link.refusal())
                        : link)
                .toList();
    }

    private static WaveActionLink ofWave(WaveOverview wave, WaveAction action, String look, @Nullable String refusal) {
        return new WaveActionLink(action.label(), Links.action(wave.wave(), action), look, refusal);
    }

    private static String actionOfRun(RunView run, RunAction action) {
        return Links.run(run.id()) + "/actions/" + action.path();
    }
}

package org.accountimport.job;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.accountimport.importprocess.Decision;
import org.accountimport.importprocess.RunKind;
import org.accountimport.validation.AccountReference;
import org.accountimport.validation.ReferenceRegistry;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Stores the verdicts of a dry run. Creates nothing. */
final class DryRunWriter implements ItemWriter<JudgedPayload> {

    private final DecisionWriter decisions;
    private final ReferenceRegistry references;

    DryRunWriter(DecisionWriter decisions, ReferenceRegistry references) {
        this.decisions = decisions;
        this.references = references;
    }

    @Override
    public void write(Chunk<? extends JudgedPayload> chunk) {
        Set<AccountReference> asked = new HashSet<>();
        chunk.forEach(judged -> asked.addAll(judged.verdict().references()));
        Set<AccountReference> taken = references.taken(asked);
        List<Decision> decided = new ArrayList<>(chunk.size());
        for (JudgedPayload judged : chunk) {
            decided.add(decision(judged.with(judged.verdict().withTaken(taken))));
        }
        List<Decision> counted = decisions.decide(decided);
        decisions.record(counted, decided.size() - counted.size());
    }

    private static Decision decision(JudgedPayload judged) {
        long processId = judged.payload().processId();
        int version = judged.payload().version();
        return judged.verdict().violations().isEmpty()
                ? Decision.dryRunSucceeded(processId, version)
                : Decision.rejected(
                        RunKind.DRY_RUN, processId, version, judged.verdict().violations());
    }
}

package org.accountimport.job;

import java.util.ArrayList;
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
        Set<AccountReference> taken = references.taken(ChunkReferences.of(chunk.getItems()));
        List<Decision> decided = new ArrayList<>(chunk.size());
        for (JudgedPayload item : chunk) {
            decided.add(decision(item, taken));
        }
        List<Decision> counted = decisions.decide(decided);
        decisions.record(counted, decided.size() - counted.size());
    }

    private static Decision decision(JudgedPayload item, Set<AccountReference> taken) {
        if (item instanceof JudgedPayload.Judged judged) {
            JudgedPayload.Judged checked = judged.withTaken(taken);
            return checked.isAccepted()
                    ? Decision.dryRunSucceeded(
                            checked.payload().processId(), checked.payload().version())
                    : checked.rejected(RunKind.DRY_RUN);
        }
        return ((JudgedPayload.Failed) item).decision(RunKind.DRY_RUN);
    }
}

package org.accountimport.job;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.accountimport.validation.AccountReference;

/** The references that a chunk's payloads carry: what S61 asks the database about, once for the whole chunk. */
final class ChunkReferences {

    private ChunkReferences() {}

    static Set<AccountReference> of(List<? extends JudgedPayload> chunk) {
        Set<AccountReference> references = new HashSet<>();
        for (JudgedPayload item : chunk) {
            if (item instanceof JudgedPayload.Judged judged) {
                references.addAll(judged.verdict().references());
            }
        }
        return references;
    }
}

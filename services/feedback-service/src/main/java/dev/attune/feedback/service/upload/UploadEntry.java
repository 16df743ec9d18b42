package dev.attune.feedback.service.upload;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Account;
import dev.attune.feedback.Entered;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Rejection;
import dev.attune.feedback.service.Conversations;
import dev.attune.feedback.service.PreferenceImport;
import dev.attune.feedback.service.Prompts;
import dev.attune.feedback.service.answer.JudgedAnswers;
import dev.attune.feedback.service.imported.ImportedDetails;
import dev.attune.feedback.store.upload.UploadStore;
import dev.attune.feedback.upload.Findings;
import dev.attune.feedback.upload.Findings.BadRow;
import dev.attune.feedback.upload.Upload;
import dev.attune.preference.pair.LabelledAnswer;

/** Enters a few lines of an upload and notes how far it is, both or neither. */
@ApplicationScoped
class UploadEntry {

    private static final int REFUSALS = 500;

    private final PreferenceImport preferences;
    private final Prompts prompts;
    private final JudgedAnswers answers;
    private final Conversations conversations;
    private final UploadStore store;

    UploadEntry(
            PreferenceImport preferences,
            Prompts prompts,
            JudgedAnswers answers,
            Conversations conversations,
            UploadStore store) {
        this.preferences = preferences;
        this.prompts = prompts;
        this.answers = answers;
        this.conversations = conversations;
        this.store = store;
    }

    /** What a line breaks that every project asks for; null when nothing. */
    @Nullable
    String fault(UploadLine line) {
        try {
            switch (line) {
                case UploadLine.Pair pair -> {
                    conversations.checkPrompt(pair.pair().prompt());
                    conversations.checkAnswers(pair.pair().chosen(), pair.pair().rejected());
                    ImportedDetails.check(pair.pair());
                }
                case UploadLine.Answer answer -> {
                    conversations.checkPrompt(answer.answer().prompt());
                    conversations.checkAnswer(answer.answer().text());
                }
                case UploadLine.Prompt prompt ->
                    conversations.checkPrompt(prompt.prompt().messages());
            }
            return null;
        } catch (FeedbackException e) {
            return e.sentence();
        }
    }

    /** Enters the lines; those that the project refuses are noted. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void enter(Upload upload, Account actor, List<UploadLine> lines) {
        Upload before = store.locked(upload.id()).orElseThrow();
        Findings findings = before.findings();
        String format = findings == null || findings.form().isEmpty() ? "file" : findings.form();
        boolean publish = store.order(upload.id()).publish();
        List<BadRow> refused = new ArrayList<>();
        PreferenceImport.Origin origin = new PreferenceImport.Origin(upload.projectId(), actor, format, publish);
        long entered = some(
                lines,
                UploadLine.Pair.class,
                refused,
                pairs -> preferences.enter(
                        origin, pairs.stream().map(UploadLine.Pair::pair).toList()));
        entered += some(
                lines,
                UploadLine.Prompt.class,
                refused,
                some -> prompts.add(
                        actor,
                        upload.projectId(),
                        some.stream().map(UploadLine.Prompt::prompt).toList()));
        entered += lines.stream()
                .filter(line -> line instanceof UploadLine.Answer answer && isNew(upload, actor, format, answer))
                .count();
        List<BadRow> refusals = new ArrayList<>(before.refusals());
        refused.stream().limit(Math.max(0, REFUSALS - refusals.size())).forEach(refusals::add);
        store.progress(
                upload.id(),
                before.done() + lines.size(),
                before.entered() + entered,
                refusals,
                before.refused() + lines.size() - entered);
    }

    private boolean isNew(Upload upload, Account actor, String format, UploadLine.Answer line) {
        LabelledAnswer answer = line.answer();
        return answers.keep(
                        upload.projectId(),
                        new JudgedAnswers.Given(
                                answer.prompt(),
                                answer.text(),
                                answer.good(),
                                actor.pseudonym(),
                                null,
                                "import:" + format))
                .isNew();
    }

    private static <L extends UploadLine> long some(
            List<UploadLine> lines, Class<L> type, List<BadRow> refused, Function<List<L>, Entered> enter) {
        List<L> mine = lines.stream().filter(type::isInstance).map(type::cast).toList();
        if (mine.isEmpty()) {
            return 0;
        }
        Entered entered = enter.apply(mine);
        for (Rejection rejection : entered.rejected()) {
            refused.add(new BadRow(mine.get(rejection.index()).line(), rejection.detail()));
        }
        return entered.ids().size();
    }
}

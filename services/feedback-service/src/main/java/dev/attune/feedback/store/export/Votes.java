package dev.attune.feedback.store.export;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.export.RatedItem;
import dev.attune.feedback.export.RatedItem.Vote;
import dev.attune.feedback.form.Details;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.export.ExportStore.Sink;
import dev.attune.feedback.store.review.AdjudicationStore;
import dev.attune.feedback.trust.Believed;

/** Rows of ratings, those of one item behind each other, as items. */
final class Votes {

    private final Sink<RatedItem> sink;
    private final List<Vote> votes = new ArrayList<>();
    private @Nullable Item item;
    private @Nullable Prompt prompt;
    private @Nullable Vote adjudication;
    private @Nullable Believed believed;

    Votes(Sink<RatedItem> sink) {
        this.sink = sink;
    }

    void add(ResultSet row) throws IOException, SQLException {
        UUID id = row.getObject(1, UUID.class);
        if (item == null || !item.id().equals(id)) {
            end();
            begin(row, id);
        }
        votes.add(vote(row, id));
    }

    /** Hands on the item under way. */
    void end() throws IOException {
        if (item != null && prompt != null) {
            sink.accept(new RatedItem(item, prompt, votes, adjudication, believed));
        }
        item = null;
        votes.clear();
    }

    private void begin(ResultSet row, UUID id) throws SQLException {
        UUID project = row.getObject(2, UUID.class);
        UUID promptId = row.getObject(3, UUID.class);
        item = new Item(
                id, project, promptId, answers(row), JsonText.form(row.getString(23)), row.getInt(6), row.getInt(7));
        prompt = new Prompt(
                promptId,
                project,
                JsonText.messages(row.getString(8)),
                row.getString(9),
                Split.valueOf(row.getString(10)));
        adjudication = adjudication(row, item);
        believed = believed(row);
    }

    private static @Nullable Believed believed(ResultSet row) throws SQLException {
        UUID fit = row.getObject(39, UUID.class);
        return fit == null
                ? null
                : new Believed(row.getDouble(40), row.getDouble(41), row.getDouble(42), row.getDouble(43), fit);
    }

    /** A reviewer's verdict; one that accepts a written answer is said by the answers themselves. */
    private static @Nullable Vote adjudication(ResultSet row, Item item) throws SQLException {
        UUID id = row.getObject(30, UUID.class);
        if (id == null || item.form().task() == Task.DEMONSTRATE) {
            return null;
        }
        Judgement judgement = new Judgement(
                id,
                item.id(),
                item.projectId(),
                row.getObject(31, UUID.class),
                null,
                Verdict.valueOf(row.getString(32)),
                row.getInt(33),
                row.getBoolean(34),
                0,
                AdjudicationStore.SOURCE,
                row.getTimestamp(35).toInstant(),
                row.getString(36),
                new Details(List.of(), JsonText.ranking(row.getString(37)), List.of(), null, null, null));
        return new Vote(judgement, row.getString(38), true);
    }

    private static List<Candidate> answers(ResultSet row) throws SQLException {
        String several = row.getString(22);
        return several != null
                ? JsonText.candidates(several)
                : List.of(JsonText.candidate(row.getString(4)), JsonText.candidate(row.getString(5)));
    }

    private static Details details(ResultSet row) throws SQLException {
        String corrected = row.getString(27);
        int guidelines = row.getInt(29);
        boolean known = !row.wasNull();
        return new Details(
                List.of(),
                JsonText.ranking(row.getString(24)),
                JsonText.remarks(row.getString(25)),
                corrected == null ? null : new Details.Correction(row.getInt(26), corrected),
                row.getString(28),
                known ? guidelines : null);
    }

    private static Vote vote(ResultSet row, UUID item) throws SQLException {
        Judgement judgement = new Judgement(
                row.getObject(11, UUID.class),
                item,
                row.getObject(2, UUID.class),
                row.getObject(12, UUID.class),
                row.getObject(13, UUID.class),
                Verdict.valueOf(row.getString(14)),
                row.getInt(15),
                row.getBoolean(16),
                row.getLong(17),
                row.getString(18),
                row.getTimestamp(19).toInstant(),
                row.getString(20),
                details(row));
        return new Vote(judgement, row.getString(21), !row.getBoolean(44));
    }
}

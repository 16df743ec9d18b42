package dev.attune.feedback.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Rating.Highlight;
import dev.attune.contracts.event.Rating.Remarks;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Item;
import dev.attune.feedback.form.Axis;
import dev.attune.feedback.form.Details;
import dev.attune.feedback.form.Form;
import dev.attune.feedback.form.Said;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.service.Ratings.Opinion;

/** Checks what a rater says against what was asked, and counts answers as the item holds them instead of by their place. */
@ApplicationScoped
public class Opinions {

    private static final int MOST_HIGHLIGHTS = 100;

    private final Conversations conversations;

    Opinions(Conversations conversations) {
        this.conversations = conversations;
    }

    /**
     * What is kept of an opinion beside verdict and comment.
     *
     * @param order which answer of the item stood at each position
     * @throws FeedbackException {@link Fault#NOT_ASKED}, {@link Fault#INVALID_REQUEST} or what an answer may not be
     */
    public Details details(Item item, List<Integer> order, @Nullable Integer guidelinesVersion, Opinion opinion) {
        Form form = item.form();
        Said said = opinion.said();
        checkVerdict(form, opinion);
        Fault.NOT_ASKED.when(
                opinion.comment() != null && !form.comment(), "This project asks for no comment; leave it out.");
        return new Details(
                form.task() == Task.RANK ? order : List.of(),
                ranking(form, order, said.ranking()),
                remarks(item, order, said.remarks()),
                correction(item, order, said.correction()),
                demonstration(said.demonstration()),
                guidelinesVersion);
    }

    private static void checkVerdict(Form form, Opinion opinion) {
        Verdict verdict = opinion.verdict();
        Said said = opinion.said();
        boolean skipped = verdict == Verdict.SKIP;
        boolean fits = skipped
                || switch (form.task()) {
                    case COMPARE -> verdict != Verdict.RANKED && verdict != Verdict.WRITTEN;
                    case RANK -> verdict == Verdict.RANKED && !said.ranking().isEmpty();
                    case DEMONSTRATE -> verdict == Verdict.WRITTEN && said.demonstration() != null;
                };
        Fault.INVALID_REQUEST.when(
                !fits,
                switch (form.task()) {
                    case COMPARE -> "Two answers are to be compared; send verdict LEFT, RIGHT, TIE, BOTH_BAD or SKIP.";
                    case RANK -> "The answers are to be ranked; send ranking, or verdict SKIP.";
                    case DEMONSTRATE -> "The answer is to be written; send demonstration, or verdict SKIP.";
                });
        boolean ranks = form.task() == Task.RANK && !skipped;
        Fault.NOT_ASKED.when(
                !said.ranking().isEmpty() && !ranks,
                skipped ? "Who skips does not rank; leave ranking out." : "No ranking is asked for; leave it out.");
        boolean writes = form.task() == Task.DEMONSTRATE && !skipped;
        Fault.NOT_ASKED.when(
                said.demonstration() != null && !writes,
                skipped ? "Who skips writes no answer; leave demonstration out." : "No demonstration is asked for.");
        Fault.NOT_ASKED.when(
                said.correction() != null && (skipped || !form.correction()),
                skipped ? "Who skips corrects nothing; leave correction out." : "This project asks for no correction.");
    }

    private static List<List<Integer>> ranking(Form form, List<Integer> order, List<List<Integer>> positions) {
        if (positions.isEmpty()) {
            return List.of();
        }
        Set<Integer> ranked = new HashSet<>();
        List<List<Integer>> answers = new ArrayList<>();
        for (List<Integer> group : positions) {
            Fault.INVALID_REQUEST.when(group.isEmpty(), "A group of the ranking is empty; leave it out.");
            List<Integer> places = new ArrayList<>();
            for (int position : group) {
                checkPosition("ranking", position, order.size());
                Fault.INVALID_REQUEST.when(!ranked.add(position), "The ranking names position " + position + " twice.");
                places.add(order.get(position));
            }
            // Within a group there is no order; one way to write it keeps equal rankings equal.
            Collections.sort(places);
            answers.add(places);
        }
        int must = form.mustRank(order.size());
        Fault.INVALID_REQUEST.when(
                ranked.size() < must,
                ranked.size() + " of the " + order.size() + " answers are ranked; rank "
                        + (must == order.size() ? "all of them." : "the best " + must + " at least."));
        return answers;
    }

    private static List<Remarks> remarks(Item item, List<Integer> order, List<Remarks> said) {
        if (said.stream().allMatch(Remarks.NONE::equals)) {
            return List.of();
        }
        Fault.INVALID_REQUEST.when(
                said.size() != order.size(),
                "answers must have one entry for each of the " + order.size() + " answers, but has " + said.size()
                        + ".");
        List<Remarks> remarks = new ArrayList<>(Collections.nCopies(order.size(), Remarks.NONE));
        for (int position = 0; position < order.size(); position++) {
            int answer = order.get(position);
            remarks.set(answer, checked(item.form(), item.answers().get(answer), said.get(position)));
        }
        return remarks;
    }

    private static Remarks checked(Form form, Candidate answer, Remarks said) {
        said.scores().forEach((name, score) -> checkScore(form, name, score));
        for (String flag : said.flags()) {
            Fault.NOT_ASKED.when(
                    !form.flags().contains(flag), "There is no flag " + flag + "; there " + listed(form.flags()) + ".");
        }
        Fault.INVALID_REQUEST.when(
                new HashSet<>(said.flags()).size() < said.flags().size(), "A flag is set twice on one answer.");
        Fault.INVALID_REQUEST.when(
                said.highlights().size() > MOST_HIGHLIGHTS,
                "At most " + MOST_HIGHLIGHTS + " parts of an answer can be marked.");
        int length = answer.text().codePointCount(0, answer.text().length());
        List<Highlight> highlights = said.highlights().stream()
                .map(highlight -> checked(form, length, highlight))
                .toList();
        return new Remarks(Map.copyOf(said.scores()), said.flags(), highlights);
    }

    private static void checkScore(Form form, String name, @Nullable Integer score) {
        Axis axis = form.axes().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Fault.NOT_ASKED.because("There is no axis " + name + "; there "
                        + listed(form.axes().stream().map(Axis::name).toList()) + "."));
        Fault.INVALID_REQUEST.when(
                score == null || score < axis.lowest() || score > axis.highest(),
                "The score on " + name + " must lie between " + axis.lowest() + " and " + axis.highest() + " but is "
                        + score + ".");
    }

    private static Highlight checked(Form form, int length, Highlight highlight) {
        Fault.NOT_ASKED.when(
                !form.highlights().contains(highlight.reason()),
                "There is no reason " + highlight.reason() + " to mark a part of an answer; there "
                        + listed(form.highlights()) + ".");
        Fault.INVALID_REQUEST.when(
                highlight.end() > length,
                "A marked part ends at " + highlight.end() + ", but the answer has " + length + " characters.");
        return new Highlight(
                highlight.start(), highlight.end(), highlight.reason(), Comments.tidy(highlight.comment()));
    }

    private Details.@Nullable Correction correction(
            Item item, List<Integer> order, Said.@Nullable Correction correction) {
        if (correction == null) {
            return null;
        }
        checkPosition("correction", correction.position(), order.size());
        conversations.checkAnswer(correction.text());
        Fault.IDENTICAL_ANSWERS.when(
                item.answers().stream()
                        .anyMatch(answer ->
                                answer.text().strip().equals(correction.text().strip())),
                "The corrected answer is the same as one of the answers; change it, or leave correction out.");
        return new Details.Correction(order.get(correction.position()), correction.text());
    }

    private @Nullable String demonstration(@Nullable String text) {
        if (text != null) {
            conversations.checkAnswer(text);
        }
        return text;
    }

    private static void checkPosition(String field, int position, int answers) {
        Fault.INVALID_REQUEST.when(
                position < 0 || position >= answers,
                field + " names position " + position + ", but there are the positions 0 to " + (answers - 1) + ".");
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "are none" : "are " + String.join(", ", names);
    }
}

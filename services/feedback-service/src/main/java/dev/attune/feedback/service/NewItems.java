package dev.attune.feedback.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.event.Candidate;
import dev.attune.feedback.Item;
import dev.attune.feedback.Project;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.form.Form;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.service.trust.Overlaps;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.ProjectStore;

/** Makes items of the candidates of a prompt, as the project's form has it. */
@ApplicationScoped
class NewItems {

    private final ItemStore items;
    private final ProjectStore projects;
    private final Overlaps overlaps;

    NewItems(ItemStore items, ProjectStore projects, Overlaps overlaps) {
        this.overlaps = overlaps;
        this.items = items;
        this.projects = projects;
    }

    /**
     * To compare, every pair of candidates becomes an item; to rank, all of them together, as many as the form asks for. What
     * the project has already is not added again, and equal answers are counted instead.
     */
    void add(Project project, Prompt prompt, List<Candidate> candidates) {
        switch (project.form().task()) {
            case COMPARE -> items.addAll(pairs(project, prompt, candidates));
            case RANK -> rank(project, prompt, candidates);
            case DEMONSTRATE -> throw new IllegalArgumentException("nobody rates candidates where answers are written");
        }
    }

    /**
     * The item of two answers that people are to compare in an arena, as in all other items of the project; nothing is written in their place.
     *
     * @return nothing where both say the same
     */
    Optional<UUID> toJudge(Project project, Prompt prompt, List<Candidate> pair, int ratings) {
        Candidate one = pair.getFirst();
        Candidate other = pair.get(1);
        if (sameText(one, other)) {
            return Optional.empty();
        }
        Form form = project.form().task() == Task.COMPARE ? project.form().withoutCorrection() : Form.PLAIN;
        Item item =
                Pairs.item(project.id(), prompt.id(), one, other, ratings, 0).with(form);
        items.addAll(List.of(item));
        return Optional.of(item.id());
    }

    /** An item for each of these prompts, whose answer is to be written. */
    void toWrite(Project project, List<Prompt> prompts) {
        items.addAll(prompts.stream()
                .map(prompt -> item(project, prompt, List.of(), project.form()))
                .toList());
    }

    private List<Item> pairs(Project project, Prompt prompt, List<Candidate> candidates) {
        Set<ItemStore.Pair> present = items.pairs(List.of(prompt.id()));
        List<Item> added = new ArrayList<>();
        int ratings = overlaps.first(project);
        for (int i = 0; i < candidates.size(); i++) {
            for (int j = i + 1; j < candidates.size(); j++) {
                Candidate one = candidates.get(i);
                Candidate other = candidates.get(j);
                Item item = Pairs.item(project.id(), prompt.id(), one, other, ratings, 0)
                        .with(project.form());
                if (present.add(Pairs.key(item)) && rateable(project, one, other)) {
                    added.add(item);
                }
            }
        }
        return added;
    }

    private boolean rateable(Project project, Candidate one, Candidate other) {
        if (sameText(one, other)) {
            projects.countIdenticalAnswers(project.id());
            return false;
        }
        return true;
    }

    /** Of answers that are the same only the first is ranked, with at least one other. */
    private void rank(Project project, Prompt prompt, List<Candidate> candidates) {
        List<Candidate> different = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (different.stream().anyMatch(known -> sameText(known, candidate))) {
                projects.countIdenticalAnswers(project.id());
            } else if (different.size() < project.form().answers()) {
                different.add(candidate);
            }
        }
        Item item = item(project, prompt, different, project.form());
        if (different.size() > 1 && !items.has(item)) {
            items.addAll(List.of(item));
        }
    }

    private static Item item(Project project, Prompt prompt, List<Candidate> candidates, Form form) {
        List<Candidate> inOrder = candidates.stream()
                .sorted(Comparator.comparing(Candidate::candidateId))
                .toList();
        return new Item(UUID.randomUUID(), project.id(), prompt.id(), inOrder, form, project.ratingsPerItem(), 0);
    }

    private static boolean sameText(Candidate one, Candidate other) {
        return one.text().strip().equals(other.text().strip()) && one.images().equals(other.images());
    }
}

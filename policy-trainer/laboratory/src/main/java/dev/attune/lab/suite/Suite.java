package dev.attune.lab.suite;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Prompts, who answers them, and cases.
 *
 * @param repeat how often each case is asked
 * @param outputPath where the suite wants its result, too
 * @param notes what of the file has no effect here
 */
public record Suite(
        String name,
        List<SuitePrompt> prompts,
        List<Provider> providers,
        List<Case> cases,
        int repeat,
        Optional<String> outputPath,
        List<String> notes) {

    public Suite {
        prompts = List.copyOf(prompts);
        providers = List.copyOf(providers);
        cases = List.copyOf(cases);
        notes = List.copyOf(notes);
    }

    /** Refuses, before any work, what cannot give a result. */
    void check() {
        if (cases.isEmpty()) {
            throw SuiteErrors.invalid("The suite " + name + " has no cases; give tests: [{vars: …, assert: …}].");
        }
        if (cases.stream().allMatch(one -> one.checks().isEmpty())) {
            throw SuiteErrors.invalid(
                    "No case of the suite " + name + " has a check, so every answer would pass; give assert: […].");
        }
        TreeSet<String> given = new TreeSet<>();
        cases.forEach(one -> given.addAll(one.variables().keySet()));
        prompts.forEach(prompt -> prompt.turns().forEach(turn -> turn.content().requireKnown(given)));
    }

    public Suite with(Provider only) {
        return new Suite(name, prompts, List.of(only), cases, repeat, outputPath, notes);
    }

    /** The same cases with other prompts. */
    public Suite withPrompts(List<SuitePrompt> others) {
        return new Suite(name, others, providers, cases, repeat, outputPath, notes);
    }

    public Suite withRepeat(int times) {
        return new Suite(name, prompts, providers, cases, times, outputPath, notes);
    }
}

package dev.attune.feedback.need;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a member has, and how much is wanted of the member.
 *
 * @param languages BCP 47 tags; {@code de} is German of any country
 * @param skills names
 * @param perDay ratings on a day (of UTC) at most; absent: any number
 * @param inAll ratings at most
 */
public record Profile(
        List<String> languages,
        List<String> skills,
        @Nullable Integer perDay,
        @Nullable Integer inAll) {

    /** Of somebody of whom nothing was said: items that ask for nothing, in any number. */
    public static final Profile NONE = new Profile(List.of(), List.of(), null, null);

    public Profile {
        languages = List.copyOf(languages);
        skills = skills.stream().distinct().sorted().toList();
    }
}

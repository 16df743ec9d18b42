package dev.attune.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What documents point to is there: a page that leads nowhere is worse than none. */
class DocumentsTest {

    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern FULL_NAME = Pattern.compile("\\bdev\\.attune((?:\\.[a-z][a-z0-9]*)+\\.[A-Z]\\w*)");

    /** A class with the end of its package, as tables say it: {@code `run.Runs`}. */
    private static final Pattern SHORT_NAME = Pattern.compile("`((?:[a-z][a-z0-9]*\\.)+[A-Z]\\w*)");

    private final List<Path> documents = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();

    DocumentsTest() throws IOException {
        Files.walkFileTree(REPOSITORY, new Tree());
    }

    @Test
    void everyLinkLeadsToAFile() {
        assertThat(documents).hasSizeGreaterThan(30);
        assertThat(documents.stream()
                        .flatMap(document -> links(document).stream()
                                .filter(link -> !Files.exists(document.resolveSibling(link)))
                                .map(link -> REPOSITORY.relativize(document) + ": " + link)))
                .as("correct the link, or take it out")
                .isEmpty();
    }

    @Test
    void everyClassThatIsNamedHasASource() {
        assertThat(sources).hasSizeGreaterThan(800);
        assertThat(documents.stream()
                        .flatMap(document -> classes(document).stream()
                                .filter(name -> sources.stream().noneMatch(source -> source.endsWith(asPath(name))))
                                .map(name -> REPOSITORY.relativize(document) + ": " + name)))
                .as("say where the class is now")
                .isEmpty();
    }

    private static List<String> links(Path document) {
        String prose = CODE_BLOCK.matcher(read(document)).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://"))
                .toList();
    }

    /** The ends of their packages with their names. */
    private static Set<String> classes(Path document) {
        String text = read(document);
        return Stream.of(FULL_NAME, SHORT_NAME)
                .flatMap(pattern -> pattern.matcher(text).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
    }

    private static String asPath(String name) {
        return (name.startsWith(".") ? "dev.attune" : "/").concat(name).replace('.', '/') + ".java";
    }

    private static String read(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents and sources of the repository, without what is built, fetched or kept by a platform. */
    private final class Tree extends SimpleFileVisitor<Path> {

        private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".attune", "out");

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(folder.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.toString();
            if (name.endsWith(".md")) {
                documents.add(file);
            } else if (name.endsWith(".java")) {
                sources.add(REPOSITORY.relativize(file).toString().replace('\\', '/'));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}

package dev.attune.feedback;

import java.util.stream.Stream;

import jakarta.persistence.Entity;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class ArchitectureTest {

    private static final String ROOM = "dev.attune.feedback";
    private static final String[] DOMAIN = {ROOM, ROOM + ".form", ROOM + ".choice", ROOM + ".need", ROOM + ".setting"};
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOM);

    @Test
    void restAndMessagingKnowNeitherEachOtherNorTheStore() {
        noClasses()
                .that()
                .resideInAPackage(ROOM + ".rest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOM + ".messaging..", ROOM + ".store..")
                .because("a resource calls a use case in the service package")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOM + ".messaging..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOM + ".rest..", ROOM + ".store..")
                .because("a consumer calls a use case in the service package")
                .check(CLASSES);
    }

    @Test
    void storeKnowsNobodyAboveIt() {
        noClasses()
                .that()
                .resideInAPackage(ROOM + ".store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOM + ".rest..", ROOM + ".messaging..", ROOM + ".service..")
                .because("the service package calls the store, never the other way round")
                .check(CLASSES);
    }

    @Test
    void domainKnowsJavaAndContractsOnly() {
        classes()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Stream.concat(
                                Stream.of("java..", "dev.attune.contracts..", "org.jspecify.."), Stream.of(DOMAIN))
                        .toArray(String[]::new))
                .because("domain records are plain; move framework code into a package below")
                .check(CLASSES);
    }

    @Test
    void entitiesStayInsideTheStore() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .bePackagePrivate()
                .because("the store hands out domain records")
                .check(CLASSES);
    }

    @Test
    void nobodyWritesToKafkaPastTheOutbox() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.clients.producer..")
                .because("an event leaves through the outbox; add it with Outbox.add")
                .check(CLASSES);
    }

    @Test
    void fieldsAreNotInjected() {
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(CLASSES);
    }
}

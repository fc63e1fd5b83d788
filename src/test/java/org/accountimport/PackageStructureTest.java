package org.accountimport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the packages to the table in docs/architecture.md. */
@AnalyzeClasses(packages = "org.accountimport", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageStructureTest {

    private static final String ROOT = "org.accountimport.";

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule supplierUsesNothing = mayUse("supplier");

    @ArchTest
    static final ArchRule payloadUsesNothing = mayUse("payload");

    @ArchTest
    static final ArchRule validationUsesPayloadAndSuppliers = mayUse("validation", "payload", "supplier");

    @ArchTest
    static final ArchRule databaseUsesNothing = mayUse("database");

    @ArchTest
    static final ArchRule securityKnowsNothingOfWhatItGuards = mayUse("security", "database");

    @ArchTest
    static final ArchRule generatorUsesPayloadsFieldOrderOnly = mayUse("generator", "payload");

    @ArchTest
    static final ArchRule theQueueKnowsPayloadsOnly =
            mayUse("importprocess", "payload", "validation", "supplier", "database");

    @ArchTest
    static final ArchRule accountsKnowNoQueue = mayUse("account", "payload", "validation", "supplier", "database");

    @ArchTest
    static final ArchRule wavesKnowNoJobs =
            mayUse("wave", "importprocess", "account", "payload", "validation", "supplier", "database");

    @ArchTest
    static final ArchRule workersTakeRequestsToJobsOnly = mayUse("remote", "job");

    @ArchTest
    static final ArchRule schedulesKnowNoDoors = mayUse("schedule", "job", "wave", "importprocess", "supplier");

    @ArchTest
    static final ArchRule jobsKnowNoSchedules = mayUse(
            "job", "wave", "importprocess", "account", "payload", "validation", "supplier", "database", "generator");

    @ArchTest
    static final ArchRule nobodyUsesTheDoors = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "api..", ROOT + "console..", ROOT + "cli..", "org.accountimport")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "api..", ROOT + "console..", ROOT + "cli..");

    @ArchTest
    static final ArchRule theConsoleUsesNoOtherDoor = noClasses()
            .that()
            .resideInAPackage(ROOT + "console..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "api..", ROOT + "cli..");

    @ArchTest
    static final ArchRule onlyJobsKnowBatch = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "job..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.batch..");

    @ArchTest
    static final ArchRule rulesArePlainJava = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "validation..", ROOT + "payload..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..", "jakarta..");

    @ArchTest
    static final ArchRule jsonIsJackson3 = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .that()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith("org.jspecify.annotations.NullMarked");

    private static ArchRule mayUse(String name, String... others) {
        String[] allowed = new String[others.length + 1];
        allowed[0] = ROOT + name + "..";
        for (int i = 0; i < others.length; i++) {
            allowed[i + 1] = ROOT + others[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are of another package of this project than " + String.join(", ", others),
                        type -> type.getPackageName().startsWith(ROOT)
                                && java.util.Arrays.stream(allowed)
                                        .noneMatch(pattern ->
                                                (type.getPackageName() + ".").startsWith(pattern.replace("..", ".")))))
                .allowEmptyShould(true);
    }
}

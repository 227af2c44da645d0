package net.korax.ams;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.ApplicationException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.card.Grants;
import net.korax.ams.card.Pan;
import net.korax.ams.identity.LiveTrust;
import net.korax.ams.identity.Roles;
import net.korax.ams.outbound.WaysOut;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.Mail;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;
import net.korax.ams.vault.Dek;
import net.korax.ams.vault.KeyRing;
import net.korax.ams.vault.WrappedDek;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What may reach what. Each rule here is a promise of the design that a reader may rely on; who needs to break one
 * changes the design first (docs/adr).
 */
class ArchitectureTest {

    private static final String BASE = "net.korax.ams.";

    /** A package may import packages of lower levels. A package without a level fails the build. */
    private static final Map<String, Integer> LEVELS = Map.ofEntries(
            Map.entry("shared", 0),
            Map.entry("persistence", 1),
            Map.entry("logging", 1),
            Map.entry("operations", 1),
            Map.entry("audit", 1),
            Map.entry("vault", 1),
            Map.entry("outbound", 2),
            Map.entry("person", 2),
            Map.entry("identity", 2),
            Map.entry("account", 3),
            Map.entry("card", 4),
            Map.entry("catalogue", 4),
            Map.entry("charge", 4),
            Map.entry("consent", 4),
            Map.entry("contact", 4),
            Map.entry("disclosure", 4),
            Map.entry("export", 4),
            Map.entry("preference", 4),
            Map.entry("request", 4),
            Map.entry("erasure", 5),
            Map.entry("house", 5),
            Map.entry("notification", 5),
            Map.entry("ordering", 5),
            Map.entry("retention", 5),
            Map.entry("signup", 5),
            Map.entry("demo", 6));

    /** Imports within one level: "from -> to". */
    private static final Set<String> WITHIN_LEVEL = Set.of(
            "audit -> persistence",
            "audit -> vault",
            "charge -> card",
            "disclosure -> consent",
            "export -> card",
            "house -> erasure",
            "identity -> outbound",
            "notification -> erasure",
            "retention -> erasure");

    /** The classes outside of {@code card} that reach into the vault. */
    private static final Set<String> SEALS = Set.of(
            "person.PersonSeal",
            "person.PersonKey",
            "identity.CredentialSeal",
            "audit.AuditCheckpoint",
            "erasure.CertificateSeal",
            "house.KeyCheck");

    /** Session beans whose class as a whole is open to everybody. */
    private static final Set<String> OPEN_CLASSES = Set.of();

    /** Session beans with single methods that work before anybody has logged in. */
    private static final Set<String> OPEN_METHODS = Set.of(
            "audit.RefusalLog",
            "catalogue.CatalogueService",
            "contact.ContactService",
            "erasure.ErasureReplay",
            "erasure.ErasureService",
            "identity.Caller",
            "identity.EnrolmentService",
            "identity.PasskeyService",
            "identity.PasswordResetService",
            "identity.ProviderService",
            "identity.SignInLedger",
            "identity.SignInService",
            "identity.VisitLedger",
            "identity.Whereabouts",
            "signup.SignUpService");

    /** Where custodians handle keys, and no card. */
    private static final Set<String> KEYS = Set.of("card.RotationService", "card.UnsealService");

    private static final int MOST_METHODS = 12;
    private static final int MOST_LINES = 350;
    private static final int MOST_SHARED_CLASSES = 10;

    private static final Path SOURCES = Path.of("src", "main", "java");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
            .importPackages("net.korax.ams");

    private static final DescribedPredicate<JavaClass> SESSION_BEANS = describe(
            "are session beans",
            type -> type.isAnnotatedWith(Stateless.class)
                    || type.isAnnotatedWith(Stateful.class)
                    || type.isAnnotatedWith(Singleton.class));

    private static final DescribedPredicate<JavaClass> SECRETS = describe(
            "are card numbers or keys",
            type -> type.isEquivalentTo(Pan.class)
                    || type.isEquivalentTo(Dek.class)
                    || type.isEquivalentTo(KeyRing.class)
                    || type.getSimpleName().equals("SealedPan")
                    || type.getSimpleName().equals("PanIntake")
                    || type.isAssignableTo(java.security.Key.class));

    @Test
    void importsPointDownwards() {
        check(classes()
                .should(condition(
                        "import lower levels only",
                        (type, events) -> type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> dependency
                                        .getTargetClass()
                                        .getPackageName()
                                        .startsWith(BASE))
                                .filter(dependency -> !isAllowed(dependency))
                                .forEach(dependency -> violated(events, type, dependency.getDescription())))));
    }

    @Test
    void everyPackageHasALevel() {
        Set<String> unknown = CLASSES.stream()
                .map(ArchitectureTest::feature)
                .filter(feature -> !LEVELS.containsKey(feature))
                .collect(Collectors.toSet());
        assertEquals(Set.of(), unknown, "give these packages a level");
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("net.korax.ams.(*)..").should().beFreeOfCycles());
    }

    @Test
    void businessKnowsNoPages() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.faces..", "jakarta.servlet..", "org.primefaces..", "org.omnifaces..", BASE + "web.."));
    }

    @Test
    void vaultKnowsOnlyTheJdkAndItsConfiguration() {
        check(classes()
                .that()
                .resideInAPackage(BASE + "vault")
                .should()
                .onlyDependOnClassesThat(describe(
                        "are of the JDK, the vault or Configuration",
                        type -> type.isPrimitive()
                                || type.isArray()
                                || type.getPackageName().startsWith("java.")
                                || type.getPackageName().startsWith("javax.crypto")
                                || type.getPackageName().equals(BASE + "vault")
                                || type.isEquivalentTo(Configuration.class))));
    }

    @Test
    void vaultIsReachedByCardsAndTheSealsOnly() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(BASE + "vault", BASE + "card")
                .and(describe("are no seals", type -> !SEALS.contains(name(outermost(type)))))
                .should()
                .dependOnClassesThat(describe(
                        "are of the vault, wrapped keys as columns aside",
                        type -> type.getPackageName().equals(BASE + "vault")
                                && !type.isEquivalentTo(WrappedDek.class))));
    }

    @Test
    void cryptographyIsInFewHands() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "vault")
                .and()
                .doNotHaveSimpleName("Totp")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javax.crypto.."));
        check(noClasses()
                .that(describe(
                        "are not Argon2PasswordHash",
                        type -> !name(outermost(type)).equals("identity.Argon2PasswordHash")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle.."));
        check(noClasses()
                .should()
                .dependOnClassesThat(belongToAnyOf(java.util.Random.class, java.util.concurrent.ThreadLocalRandom.class)
                        .and(describe(
                                "are no SecureRandom",
                                type -> !type.isEquivalentTo(java.security.SecureRandom.class)))));
    }

    @Test
    void nothingSerialisableHoldsACardNumberOrAKey() {
        check(noFields()
                .that(describe(
                        "hold card numbers or keys",
                        field -> field.getAllInvolvedRawTypes().stream().anyMatch(SECRETS)))
                .should()
                .beDeclaredInClassesThat()
                .areAssignableTo(Serializable.class));
        check(noClasses().that(SECRETS).should().beAssignableTo(Serializable.class));
    }

    @Test
    @Tag("PCI-3.4.2")
    void noCardNumberLeavesItsPackage() {
        check(noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage(BASE + "card")
                .should(condition("have to do with a Pan", (method, events) -> {
                    if (method.getAllInvolvedRawTypes().stream().anyMatch(type -> type.isEquivalentTo(Pan.class))) {
                        satisfied(events, method, method.getDescription());
                    }
                })));
        check(noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage(BASE + "card")
                .should()
                .haveRawType(Pan.class));
        check(noMethods()
                .that()
                .arePublic()
                .and()
                .haveRawReturnType(Pan.class)
                .and()
                .doNotHaveFullName(Pan.class.getName() + ".of(java.lang.String)")
                .should()
                .bePublic());
        check(classes()
                .that()
                .haveSimpleName("SealedPan")
                .should()
                .bePackagePrivate()
                .allowEmptyShould(true));
    }

    @Test
    @Tag("PCI-7.3.3")
    void sessionBeansAreClosedUnlessNamedHere() {
        check(classes().that(SESSION_BEANS).should(condition("be closed as a class", (type, events) -> {
            boolean closed = type.isAnnotatedWith(DenyAll.class) || type.isAnnotatedWith(RolesAllowed.class);
            boolean open = type.isAnnotatedWith(PermitAll.class) && OPEN_CLASSES.contains(name(type));
            if (!closed && !open) {
                violated(events, type, type.getName() + " is open: @RolesAllowed or @DenyAll is missing");
            }
        })));
    }

    @Test
    void methodsOpenToEverybodyAreInNamedBeans() {
        check(noMethods()
                .that()
                .areAnnotatedWith(PermitAll.class)
                .should()
                .beDeclaredInClassesThat(describe("are not named here", type -> !OPEN_METHODS.contains(name(type)))));
    }

    /** P17: the role of a session is from its beginning; what a custodian alone may do asks whether the trust lasts. */
    @Test
    @Tag("PCI-8.2.5")
    void whatCustodiansAloneMayDoAsksForLiveTrust() {
        check(classes()
                .that(SESSION_BEANS)
                .should(condition(
                        "ask for live trust",
                        (type, events) -> type.getMethods().stream()
                                .filter(method -> method.isAnnotatedWith(RolesAllowed.class))
                                .filter(ArchitectureTest::isForCustodiansAlone)
                                .filter(method -> !reaches(method, LiveTrust.class, new HashSet<>()))
                                .forEach(method -> violated(
                                        events, method, method.getFullName() + " does not ask for live trust")))));
    }

    /** P19: what opens a number for staff, and whatever a custodian does with a card, uses up a request of the customer. */
    @Test
    @Tag("PCI-7.2.6")
    void whatStaffDoWithCardsTakesAGrant() {
        check(classes()
                .that(SESSION_BEANS)
                .should(condition(
                        "take a grant",
                        (type, events) -> type.getMethods().stream()
                                .filter(method -> method.isAnnotatedWith(RolesAllowed.class))
                                .filter(method -> !roles(method).contains(Roles.CUSTOMER))
                                .filter(method -> reaches(method, Pan.class, new HashSet<>())
                                        || isForCustodiansAlone(method) && !KEYS.contains(name(type)))
                                .filter(method -> !reaches(method, Grants.class, new HashSet<>()))
                                .forEach(method ->
                                        violated(events, method, method.getFullName() + " does not take a grant")))));
    }

    /** P02: what anybody who works here gets from the business holds no list of e-mail addresses, however deep. */
    @Test
    @Tag("P02")
    void noAnswerToStaffHoldsAListOfAddresses() {
        check(classes()
                .that(SESSION_BEANS)
                .should(condition(
                        "answer staff without lists of addresses",
                        (type, events) -> type.getMethods().stream()
                                .filter(method -> method.isAnnotatedWith(RolesAllowed.class))
                                .filter(method -> !roles(method).equals(List.of(Roles.CUSTOMER)))
                                .filter(method ->
                                        listsAddresses(method.reflect().getGenericReturnType(), false, new HashSet<>()))
                                .forEach(method ->
                                        violated(events, method, method.getFullName() + " lists addresses")))));
    }

    @Test
    void sessionBeansAreSmall() {
        check(classes().that(SESSION_BEANS).should(condition("have few public methods", (type, events) -> {
            long methods = type.getMethods().stream()
                    .filter(ArchitectureTest::isBusinessMethod)
                    .count();
            if (methods > MOST_METHODS) {
                violated(events, type, type.getName() + " has " + methods + " public methods");
            }
        })));
    }

    @Test
    void repositoriesAreUsedByTheirOwnPackage() {
        check(classes()
                .that()
                .haveSimpleNameEndingWith("Repository")
                .should(condition(
                        "be used by their own package",
                        (type, events) -> type.getDirectDependenciesToSelf().stream()
                                .filter(use ->
                                        !use.getOriginClass().getPackage().equals(type.getPackage()))
                                .forEach(use -> violated(events, type, use.getDescription()))))
                .allowEmptyShould(true));
    }

    @Test
    void clockIsReadInOnePlace() {
        List<Class<?>> clocks = List.of(
                Instant.class,
                LocalDate.class,
                LocalDateTime.class,
                LocalTime.class,
                OffsetDateTime.class,
                ZonedDateTime.class,
                Year.class,
                YearMonth.class);
        DescribedPredicate<AccessTarget> reads = describe("read the clock", called -> {
            JavaClass owner = called.getOwner();
            return (called.getName().equals("now") && clocks.stream().anyMatch(owner::isEquivalentTo))
                    || owner.isEquivalentTo(Clock.class)
                    || called.getFullName().startsWith("java.lang.System.currentTimeMillis")
                    || called.getFullName().startsWith("java.util.Date.<init>()")
                    || called.getFullName().startsWith("java.util.Calendar.getInstance");
        });
        check(noClasses().that().doNotBelongToAnyOf(Time.class).should().callCodeUnitWhere(target(reads)));
    }

    /** P01: the ways out lead to the payment gateway, the mail server and the staff's sign-in provider; nobody else can open a connection. */
    @Test
    @Tag("P01")
    void connectionsAreOpenedInThreePlaces() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(BASE + "card.StripeGateway")
                .and()
                .doNotHaveFullyQualifiedName(BASE + "identity.ProviderClient")
                .should()
                .dependOnClassesThat(describe(
                        "open connections",
                        type -> type.getPackageName().startsWith("java.net.http")
                                || type.getPackageName().startsWith("javax.net")
                                || type.isAssignableTo(java.net.Socket.class)
                                || type.isAssignableTo(java.net.ServerSocket.class)
                                || type.isAssignableTo(java.net.DatagramSocket.class)
                                || type.isAssignableTo(java.net.URLConnection.class)
                                || type.isAssignableTo(java.net.URL.class)
                                || type.isAssignableTo(java.nio.channels.NetworkChannel.class))));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "notification")
                .should()
                .dependOnClassesThat(describe(
                        "send or fetch mail", type -> type.getPackageName().equals("jakarta.mail"))));
        check(classes()
                .that(describe(
                        "hand a mail or a charge out, or fetch one, or ask who somebody is",
                        type -> List.of(
                                        "card.Acquirer",
                                        "identity.ProviderClient",
                                        "notification.Letterbox",
                                        "notification.BounceMailbox")
                                .contains(name(type))))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(WaysOut.class));
    }

    @Test
    void settingsAreReadInOnePlace() {
        check(noClasses()
                .that()
                .doNotBelongToAnyOf(Configuration.class)
                .should()
                .callCodeUnitWhere(target(describe(
                        "read a setting",
                        called -> called.getFullName().startsWith("java.lang.System.getProperty")
                                || called.getFullName().startsWith("java.lang.System.getenv")))));
    }

    @Test
    void nothingIsPrintedPastTheLog() {
        check(noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err"));
        check(noClasses().should().callMethod(Throwable.class, "printStackTrace"));
    }

    @Test
    void namesSayWhatAClassIs() {
        for (String suffix : List.of("Util", "Utils", "Helper", "Manager", "Impl", "DTO", "Dto")) {
            check(noClasses().should().haveSimpleNameEndingWith(suffix));
        }
    }

    @Test
    void interfacesHaveTwoImplementations() {
        check(classes()
                .that()
                .areInterfaces()
                .and()
                .areNotAnnotations()
                .should(condition("have two implementations", (type, events) -> {
                    long known = type.getAllSubclasses().stream()
                            .filter(subclass -> !subclass.isInterface())
                            .count();
                    if (known < 2 && !type.isAnnotatedWith(FunctionalInterface.class)) {
                        violated(events, type, type.getName() + " has " + known + " implementations");
                    }
                })));
    }

    @Test
    void refusalsRollBack() {
        check(classes().that().areAssignableTo(Refused.class).should().beAnnotatedWith(ApplicationException.class));
    }

    @Test
    void sharedStaysSmall() {
        long shared = CLASSES.stream()
                .filter(type -> feature(type).equals("shared") && type.equals(outermost(type)))
                .count();
        assertEquals(true, shared <= MOST_SHARED_CLASSES, shared + " classes in shared");
    }

    @Test
    void everyPackageIsExplained() throws IOException {
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            List<Path> unexplained = sources.filter(path -> path.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> Files.notExists(folder.resolve("package-info.java")))
                    .toList();
            assertEquals(List.of(), unexplained);
        }
    }

    @Test
    void classesFitAPageOrSix() throws IOException {
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            List<Path> longOnes = sources.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> lines(path) > MOST_LINES)
                    .toList();
            assertEquals(List.of(), longOnes);
        }
    }

    private static boolean isAllowed(Dependency dependency) {
        String from = feature(dependency.getOriginClass());
        String to = feature(dependency.getTargetClass());
        return from.equals(to)
                || WITHIN_LEVEL.contains(from + " -> " + to)
                || LEVELS.getOrDefault(to, Integer.MAX_VALUE) < LEVELS.getOrDefault(from, Integer.MAX_VALUE);
    }

    private static String feature(JavaClass type) {
        String rest = type.getPackageName().substring(BASE.length());
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }

    /** Without the base package, as the lists above write it. */
    private static String name(JavaClass type) {
        return type.getName().substring(BASE.length());
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static boolean isBusinessMethod(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.PUBLIC)
                && !method.getModifiers().contains(JavaModifier.STATIC)
                && !method.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static List<String> roles(JavaMethod method) {
        return List.of(method.getAnnotationOfType(RolesAllowed.class).value());
    }

    private static boolean isForCustodiansAlone(JavaMethod method) {
        return roles(method).equals(List.of(Roles.CARD_CUSTODIAN));
    }

    /** Whether code calls a class, directly or by other code of the product. */
    private static boolean reaches(JavaCodeUnit code, Class<?> called, Set<JavaCodeUnit> seen) {
        return seen.add(code)
                && code.getCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(called)
                                || call.getTarget().resolveMember().stream()
                                        .filter(JavaCodeUnit.class::isInstance)
                                        .map(JavaCodeUnit.class::cast)
                                        .anyMatch(next -> reaches(next, called, seen)));
    }

    /** @param inList whether the type stands within a list, a map or an array */
    private static boolean listsAddresses(Type type, boolean inList, Set<Type> seen) {
        if (type instanceof ParameterizedType generic) {
            boolean list = inList || generic.getRawType() != Optional.class;
            return Arrays.stream(generic.getActualTypeArguments())
                    .anyMatch(argument -> listsAddresses(argument, list, seen));
        }
        if (!(type instanceof Class<?> known)) {
            return false;
        }
        if (known.isArray()) {
            return listsAddresses(known.getComponentType(), true, seen);
        }
        if (known == EmailAddress.class || known == Mail.class) {
            return inList;
        }
        return known.getName().startsWith(BASE)
                && seen.add(known)
                && Arrays.stream(known.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .anyMatch(field -> listsAddresses(field.getGenericType(), inList, seen));
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    private interface Check<T> {
        void on(T item, ConditionEvents events);
    }

    private static <T> ArchCondition<T> condition(String description, Check<T> check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(T item, ConditionEvents events) {
                check.on(item, events);
            }
        };
    }

    private static void violated(ConditionEvents events, Object item, String message) {
        events.add(SimpleConditionEvent.violated(item, message));
    }

    private static void satisfied(ConditionEvents events, Object item, String message) {
        events.add(SimpleConditionEvent.satisfied(item, message));
    }
}

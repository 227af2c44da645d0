package net.korax.ams.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.annotation.security.DenyAll;
import jakarta.ejb.EJBAccessException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import net.korax.ams.identity.Roles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who may call what. Each business method of each session bean is called in the container as every role and as nobody, and just
 * what the table allows gets past the door. The table is written by hand; a method that is missing in it fails the test.
 */
@Tag("PCI-7.2.2")
class RoleMatrixIT extends ContainerTest {

    private static final String NOBODY = "nobody";
    private static final List<String> CALLERS =
            List.of(Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR, NOBODY);

    /** Bean, method, who may call it. {@code all} is everybody, signed in or not; {@code users} everybody signed in. */
    private static final String TABLE = """
            AccessReviewService  standing           operator auditor
            AccessReviewService  keep               operator
            AccessReviewService  disable            operator
            AccessReviewService  close              operator
            AccountSearchService find               staff
            AccountSearchService get                staff card-custodian
            AccountSearchService numbers            staff card-custodian
            AccountSearchService findByEmail        staff
            AccountService       mine               customer
            AccountService       holder             customer
            AccountService       changeHolder       customer
            AssistedContactService list             staff
            AssistedContactService record           staff
            AssistedContactService queue            staff
            AssistedContactService requestsOf       staff
            AssistedContactService request          staff
            AssistedContactService show             staff
            AssistedContactService add              staff
            AssistedContactService change           staff
            AssistedContactService remove           staff
            AssistedContactService mine             customer
            AssistedContactService showHolder       staff
            AssistedContactService changeHolder     staff
            AuditService         page               auditor
            AuditService         get                auditor
            AuditService         export             auditor
            AuditService         verify             auditor
            AuditService         refusedByHour      auditor
            AuditService         refused            auditor
            Caller               userId             all
            Caller               accountId          all
            Caller               visitId            all
            Caller               actor              all
            CardRequestService   mine               customer
            CardRequestService   withdraw           customer
            CardRequestService   cardsOf            staff card-custodian
            CardRequestService   requestsOf         staff card-custodian
            CardRequestService   record             staff
            CardRequestService   queue              staff card-custodian
            CardRequestService   get                staff card-custodian
            CardRequestService   cardOf             staff card-custodian
            CardService          isSealed           customer
            CardService          list               customer
            CardService          get                customer
            CardService          add                customer
            CardService          change             customer
            CardService          replaceNumber      customer
            CardService          makeDefault        customer
            CardService          delete             customer
            CardService          ledger             customer
            CatalogueService     offers             all
            CatalogueService     allOffers          customer staff card-custodian operator
            CatalogueService     myOrders           customer
            CatalogueService     ordersOf           staff card-custodian
            CatalogueService     add                operator
            CatalogueService     change             operator
            ChargeService        charge             card-custodian
            ChargeService        mine               customer
            ChargeService        ofAccount          staff card-custodian
            ConsentService       offered            customer
            ConsentService       mine               customer
            ConsentService       give               customer
            ConsentService       withdraw           customer
            ContactRoleService   define             operator
            ContactRoleService   rename             operator
            ContactService       list               customer
            ContactService       get                customer
            ContactService       coverage           customer
            ContactService       add                customer
            ContactService       change             customer
            ContactService       remove             customer
            ContactService       resendVerification customer
            ContactService       verify             all
            ContactService       roles              all
            CustodyService       add                card-custodian
            CustodyService       edit               card-custodian
            CustodyService       delete             card-custodian
            DisclosureService    mine               customer
            DisclosureService    ofAccount          staff
            DisclosureService    liveConsents       staff
            DisclosureService    record             staff
            EnrolmentService     offer              all
            EnrolmentService     draw               all
            EnrolmentService     show               all
            EnrolmentService     enrol              all
            ErasureReplay        isOver             all
            ErasureService       closeMine          customer
            ErasureService       isReady            all
            ErasureService       progress           all
            ErasureService       certificate        all
            ErasureService       check              all
            ExportService        mine               customer
            ExportService        ask                customer
            ExportService        take               customer
            HouseService         look               operator
            ExposureService      of                 auditor operator
            ExposureService      tellCustomers      operator
            IdentityService      mine               customer
            IdentityService      of                 staff card-custodian
            IdentityService      set                staff
            LookService          contact            staff
            LookService          holder             staff
            LookService          mine               customer
            OrderingService      order              customer
            PurposeService       list               operator
            PurposeService       define             operator
            PurposeService       end                operator
            OutboxService        givenUp            operator
            OutboxService        retry              operator
            OutboxService        drop               operator
            RefusalLog           refused            all
            RetentionService     rules              operator
            RetentionService     failures           operator
            RetentionService     next               operator
            ReversalService      ask                customer
            ReversalService      record             staff
            ReversalService      refund             card-custodian
            ReversalService      cancel             card-custodian
            ReversalService      chargeOf           staff card-custodian
            ReversalService      left               staff card-custodian
            ReversalService      mine               customer
            ReversalService      ofAccount          staff card-custodian
            RotationService      versions           card-custodian operator
            RotationService      jobs               card-custodian operator
            RotationService      ask                card-custodian
            RotationService      approve            card-custodian
            RotationService      withdraw           card-custodian
            RotationService      pause              card-custodian
            RotationService      resume             card-custodian
            RotationService      destroy            card-custodian
            PasskeyService       mine               users
            PasskeyService       askNew             users
            PasskeyService       add                users
            PasskeyService       remove             users
            PasskeyService       askAtTheDoor       all
            PasskeyService       askAgain           users
            PasskeyService       prove              users
            PasswordResetService ask                all
            PasswordResetService reset              all
            ProviderService      depart             all
            ProviderService      arrive             all
            ProviderService      departToLink       staff card-custodian operator auditor
            ProviderService      link               staff card-custodian operator auditor
            ProviderService      isLinked           staff card-custodian operator auditor
            ProviderService      unlink             staff card-custodian operator auditor
            SealedChangeService  show               auditor
            SecondFactorService  recoveryCodesLeft  users
            SecondFactorService  begin              users
            SecondFactorService  begun              users
            SecondFactorService  confirm            users
            SecondFactorService  renewRecoveryCodes users
            SecondFactorService  drop               customer
            SignInLedger         succeeded          all
            SignInLedger         attempt            all
            SignInLedger         undecided          all
            SignInLedger         failed             all
            SignInLedger         provedAgain        all
            SignInService        signIn             all
            SignInService        withCode           all
            SignInService        withPasskey        all
            SignUpService        isFree             all
            SignUpService        takesCards         all
            SignUpService        signUp             all
            StaffService         list               operator
            StaffService         number             staff card-custodian
            StaffService         numbers            auditor
            StaffService         invitations        operator
            StaffService         invite             operator
            StaffService         inviteAgain        operator
            StaffService         withdraw           operator
            StaffService         changeRoles        operator
            StaffService         disable            operator
            StaffService         stay               operator
            TrustService         propose            operator
            TrustService         approve            operator
            TrustService         refuse             operator
            TrustService         end                operator
            UnsealService        standing           card-custodian operator
            UnsealService        offer              card-custodian
            UnsealService        seal               card-custodian operator
            Whereabouts          came               all
            UserService          me                 users
            UserService          changePassword     users
            VisitLedger          recognise          all
            VisitLedger          halfMissing        all
            VisitService         begin              users
            VisitService         isProved           users
            VisitService         prove              users
            VisitService         mine               users
            VisitService         current            users
            VisitService         end                users
            VisitService         endOthers          users
            VisitService         signOut            users
            """;

    /** Beans that work by their timers alone. */
    private static final Set<String> NO_DOOR = Set.of(
            "AuditSequencer",
            "ChargeReconciler",
            "DemoHouse",
            "ExpiryReminders",
            "ExportWorker",
            "LogScrubber",
            "PastVisits",
            "Postman",
            "ResidueSweeper",
            "RetentionRound",
            "ReturnsRound",
            "RotationWorker",
            "StaffRound",
            "StartCheck",
            "UnfinishedErasures",
            "UnfinishedSignUps",
            "Watchpost");

    @Test
    @Tag("PCI-7.3.3")
    void everyBusinessMethodStandsInTheTable() throws Exception {
        Set<String> there = new TreeSet<>();
        beans().forEach(bean -> methods(bean).forEach(method -> there.add(key(method))));
        assertEquals(new TreeSet<>(table().keySet()), there);
    }

    @Test
    void timersHaveNoDoor() throws Exception {
        Set<String> closed = beans().stream()
                .filter(bean -> methods(bean).isEmpty())
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
        assertEquals(NO_DOOR, closed);
        for (Class<?> bean : beans()) {
            if (NO_DOOR.contains(bean.getSimpleName())) {
                assertEquals(true, bean.isAnnotationPresent(DenyAll.class), bean.getSimpleName());
            }
        }
    }

    @Test
    void customerPassesWhereTheTableSays() throws Exception {
        check(Roles.CUSTOMER);
    }

    @Test
    void staffPassWhereTheTableSays() throws Exception {
        check(Roles.STAFF);
    }

    @Test
    void cardCustodianPassesWhereTheTableSays() throws Exception {
        check(Roles.CARD_CUSTODIAN);
    }

    @Test
    void operatorPassesWhereTheTableSays() throws Exception {
        check(Roles.OPERATOR);
    }

    @Test
    void auditorPassesWhereTheTableSays() throws Exception {
        check(Roles.AUDITOR);
    }

    @Test
    void nobodyPassesWhereTheTableSays() throws Exception {
        check(NOBODY);
    }

    private static void check(String caller) throws Exception {
        Map<String, Set<String>> table = table();
        Set<String> expected = new TreeSet<>();
        Set<String> passed = new TreeSet<>();
        for (Class<?> bean : beans()) {
            for (Method method : methods(bean)) {
                if (table.getOrDefault(key(method), Set.of()).contains(caller)) {
                    expected.add(key(method));
                }
                if (passes(bean, method, caller)) {
                    passed.add(key(method));
                }
            }
        }
        assertEquals(String.join("\n", expected), String.join("\n", passed), "what " + caller + " may call");
        assertEquals(false, expected.isEmpty());
    }

    /** Whether the container lets the call through; how the business answers it does not matter here. */
    private static boolean passes(Class<?> bean, Method method, String caller) throws Exception {
        Object view = new InitialContext().lookup("java:module/" + bean.getSimpleName());
        try {
            if (caller.equals(NOBODY)) {
                AsCaller.nobody(() -> method.invoke(view, arguments(method)));
            } else {
                String principal = UUID.randomUUID() + (caller.equals(Roles.CUSTOMER) ? "." + UUID.randomUUID() : "");
                AsCaller.call(principal, Set.of(caller), () -> method.invoke(view, arguments(method)));
            }
            return true;
        } catch (InvocationTargetException answered) {
            return !(answered.getCause() instanceof EJBAccessException);
        }
    }

    private static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(RoleMatrixIT::argument)
                .toArray();
    }

    private static Object argument(Class<?> type) {
        if (type == UUID.class) {
            return UUID.randomUUID();
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == int.class) {
            return 0;
        }
        return type == boolean.class ? Boolean.FALSE : null;
    }

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        TABLE.lines().map(line -> line.strip().split("\\s+")).forEach(words -> {
            Set<String> callers = new TreeSet<>(Arrays.asList(words).subList(2, words.length));
            if (callers.remove("all")) {
                callers.addAll(CALLERS);
            }
            if (callers.remove("users")) {
                callers.addAll(CALLERS.subList(0, 5));
            }
            table.put(words[0] + "." + words[1], callers);
        });
        return table;
    }

    private static String key(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    private static List<Method> methods(Class<?> bean) {
        return Arrays.stream(bean.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .toList();
    }

    /** The session beans in the archive of the business module, found by their class files. */
    private static List<Class<?>> beans() throws IOException, ClassNotFoundException {
        Path archive = new File(Roles.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toPath();
        if (Files.isDirectory(archive)) {
            return beans(archive);
        }
        try (FileSystem jar = FileSystems.newFileSystem(archive)) {
            return beans(jar.getPath("/"));
        }
    }

    private static List<Class<?>> beans(Path root) throws IOException, ClassNotFoundException {
        List<String> names;
        try (Stream<Path> files = Files.walk(root)) {
            names = files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.startsWith("net/korax/ams/") && name.endsWith(".class"))
                    .filter(name -> !name.contains("$"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
        List<Class<?>> beans = new ArrayList<>();
        for (String name : names) {
            Class<?> type = Class.forName(name, false, RoleMatrixIT.class.getClassLoader());
            if (type.isAnnotationPresent(Stateless.class)
                    || type.isAnnotationPresent(Stateful.class)
                    || type.isAnnotationPresent(Singleton.class)) {
                beans.add(type);
            }
        }
        return beans;
    }
}

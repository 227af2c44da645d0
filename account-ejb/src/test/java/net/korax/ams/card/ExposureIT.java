package net.korax.ams.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ejb.EJBAccessException;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.SignedIn;
import net.korax.ams.container.Staff;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.Time;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On the day on which a custodian's trust ends: which cards has he used, and do their customers know? */
class ExposureIT extends ContainerTest {

    private static final Money PRICE = Money.of(4900, "EUR");

    @Inject
    private ExposureService exposure;

    @Inject
    private ChargeService charges;

    @Inject
    private CardRequestService requests;

    @Inject
    private CardService cards;

    private Staff leaver;
    private Customer anna;
    private Customer bruno;
    private UUID annas;
    private UUID brunos;
    private Instant before;

    @BeforeEach
    void custodianUsesTwoCards() throws Exception {
        before = Time.now();
        leaver = Staff.secondCustodian();
        anna = Customer.company();
        bruno = Customer.company();
        annas = anna.addCard(Customer.VISA);
        brunos = bruno.addCard(Customer.MASTERCARD);
        use(anna, annas);
        use(anna, annas);
        use(bruno, brunos);
    }

    @Test
    void report_namesEachUsedCardWithItsUsesAndDates() throws Exception {
        ExposureService.ExposedCard card = of(Staff.auditor(), annas);
        assertEquals(anna.account(), card.accountId());
        assertEquals("Visa •••• 4242", card.truncated());
        assertEquals(2, card.uses());
        assertTrue(card.firstUse().isBefore(card.lastUse()));
        assertFalse(card.firstUse().isBefore(before));
        assertFalse(card.lastUse().isAfter(Time.now()));

        ExposureService.ExposedCard once = of(Staff.operator(), brunos);
        assertEquals(1, once.uses());
        assertEquals(once.firstUse(), once.lastUse());
    }

    @Test
    void report_hasTheCardUsedLastFirst() throws Exception {
        List<UUID> ids = Staff.auditor().gets(() -> exposure.of(leaver.number())).stream()
                .map(ExposureService.ExposedCard::cardId)
                .toList();
        assertTrue(ids.indexOf(brunos) < ids.indexOf(annas), ids.toString());
    }

    @Test
    void deletedCard_isNamedWithoutItsDigits() throws Exception {
        anna.does(() -> cards.delete(annas));
        ExposureService.ExposedCard card = of(Staff.auditor(), annas);
        assertNull(card.truncated());
        assertEquals(2, card.uses());
    }

    @Test
    void whoUsedNothing_exposesNothing() throws Exception {
        assertEquals(List.of(), Staff.auditor().gets(() -> exposure.of("S-nobody")));
    }

    @Test
    void toldCustomers_getOneMailEach() throws Exception {
        Set<UUID> concerned = Staff.auditor().gets(() -> exposure.of(leaver.number())).stream()
                .map(ExposureService.ExposedCard::accountId)
                .collect(Collectors.toSet());
        assertTrue(concerned.containsAll(Set.of(anna.account(), bruno.account())));
        assertEquals(concerned.size(), Staff.operator().gets(() -> exposure.tellCustomers(leaver.number())));
        for (Customer customer : List.of(anna, bruno)) {
            String words = "a member of our staff, number " + leaver.number() + ", is no longer trusted";
            Mailbox.of(customer.email()).await(words);
            assertEquals(
                    1,
                    Mailbox.of(customer.email()).all().stream()
                            .filter(mail -> mail.contains(words))
                            .count());
        }
    }

    @Test
    @Tag("PCI-7.2.2")
    void onlyAuditorAndOperatorRead_andOnlyTheOperatorTells() throws Exception {
        for (SignedIn other : List.of(anna, Staff.clerk(), leaver)) {
            assertThrows(EJBAccessException.class, () -> other.does(() -> exposure.of(leaver.number())));
        }
        for (SignedIn other : List.of(anna, Staff.clerk(), leaver, Staff.auditor())) {
            assertThrows(EJBAccessException.class, () -> other.does(() -> exposure.tellCustomers(leaver.number())));
        }
    }

    private ExposureService.ExposedCard of(SignedIn reader, UUID card) throws Exception {
        return reader.gets(() -> exposure.of(leaver.number())).stream()
                .filter(exposed -> exposed.cardId().equals(card))
                .findFirst()
                .orElseThrow();
    }

    private void use(Customer customer, UUID card) throws Exception {
        UUID request = Staff.clerk()
                .gets(() -> requests.record(
                        customer.account(),
                        card,
                        CardRequest.Operation.CHARGE,
                        PRICE,
                        Channel.PHONE,
                        IdentityCheck.CALL_BACK));
        leaver.does(() -> charges.charge(request, PRICE));
    }
}

package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Everybody signs in at once. It happens to a house of its own, because a rush leaves many idle threads in a server, each with the last
 * requests in its buffers until it is used again.
 */
@ExtendWith(House.Resolver.class)
class SignInRushIT {

    private static final int PEOPLE = 60;
    private static final int ROUNDS = 10;

    @Test
    void moreSignInsAtOnceThanTheHouseTakesOn_areTurnedAwayWithAPageOfOurs_andTheHouseGoesOn(House house)
            throws Exception {
        try (SecondHouse rushed = new SecondHouse(house)) {
            rushed.start();
            List<Wire> people =
                    IntStream.range(0, PEOPLE).mapToObj(one -> new Wire(rushed)).toList();
            List<HttpResponse<String>> turnedAway = new ArrayList<>();
            for (int round = 0; round < ROUNDS && turnedAway.isEmpty(); round++) {
                turnedAway.addAll(notAnswered(people));
                forgetGuesses(rushed);
            }
            assertFalse(turnedAway.isEmpty(), "nobody was turned away");
            for (HttpResponse<String> answer : turnedAway) {
                assertEquals(503, answer.statusCode());
                assertEquals(List.of("5"), answer.headers().allValues("Retry-After"));
                assertTrue(answer.body().contains("Very many people are signing in"), answer.body());
            }
            assertEquals(
                    302, new Wire(rushed).signIn("anna", House.PASSWORD).statusCode(), "nobody gets in afterwards");
        }
    }

    /** What those are told who all sign in at once and get no answer to their name and password. */
    private static List<HttpResponse<String>> notAnswered(List<Wire> people) throws Exception {
        ExecutorService hurry = Executors.newFixedThreadPool(people.size());
        try {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (Wire one : people) {
                answers.add(hurry.submit(() -> one.signIn("nobody-" + people.indexOf(one), "guessed at random")));
            }
            List<HttpResponse<String>> others = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : answers) {
                if (answer.get().statusCode() != 200) {
                    others.add(answer.get());
                }
            }
            return others;
        } finally {
            hurry.shutdownNow();
        }
    }

    /** All of these people come from one place, which would have to wait. */
    private static void forgetGuesses(SecondHouse house) throws SQLException {
        try (Connection core = house.superuser("core");
                Statement statement = core.createStatement()) {
            statement.execute("delete from ams.origin_count");
            statement.execute("delete from ams.sign_in_attempt");
        }
    }
}

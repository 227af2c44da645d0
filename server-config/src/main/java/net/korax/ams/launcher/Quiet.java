package net.korax.ams.launcher;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Keeps the libraries of the launcher silent unless something is wrong: the console belongs to the progress. */
final class Quiet {

    private static final Logger ROOT = Logger.getLogger("");

    private Quiet() {}

    static void logging() {
        LogManager.getLogManager().reset();
        ROOT.setLevel(Level.SEVERE);
    }
}

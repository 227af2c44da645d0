package net.korax.ams.erasure;

/**
 * How far an erasure has come, for whoever knows its certificate's id.
 *
 * @param step the next to do
 * @param done steps that are done
 * @param steps all of them
 * @param waiting whether the next step was tried and something has to answer first
 */
public record Progress(Erasure.Step step, int done, int steps, boolean waiting) {

    static Progress of(Erasure erasure) {
        return new Progress(
                erasure.getStep(), erasure.getStep().ordinal(), Erasure.Step.DONE.ordinal(), erasure.attempts() > 0);
    }

    public boolean isFinished() {
        return done == steps;
    }
}

/**
 * What every other package may need: refusals, money, free text, the card-number detector, configuration, the clock.
 * It holds at most ten files so that it never becomes a drawer for homeless code. Everybody may import it; it imports
 * nothing but the JDK and Jakarta annotations.
 */
package net.korax.ams.shared;

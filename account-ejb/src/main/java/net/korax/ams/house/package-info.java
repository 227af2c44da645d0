/**
 * How the house stands, for the operator and for monitors: whether stores and key store answer, and what piles up. It reads counts and moments
 * past the features, by SQL of its own, because it has to go on when a feature cannot; it changes nothing. Imports
 * {@code identity} and below, the vault for the one question whether it opens, and {@code erasure} for whether
 * anybody may be answered; only pages import it.
 */
package net.korax.ams.house;

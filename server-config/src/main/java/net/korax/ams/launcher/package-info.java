/**
 * What {@code ./ams} starts: database, key store, mail sink and application server around the one EAR, each step said in a line and
 * each failure in a sentence. Nothing of the business is here; the EAR runs without it on any server.
 */
package net.korax.ams.launcher;

/**
 * What the house counts while it works, for whoever watches it: nothing of a person, and no name, number or address among the labels.
 * Imports the library of meters alone; everybody may count. What is read rather than counted is of {@code house}.
 */
package net.korax.ams.operations;

/**
 * Sample people and cards for the demonstration profile, made through the same steps as real ones. In the production profile
 * nothing here runs, and a house that has samples in it refuses to start (PCI 6.5.6). Imports features; nobody imports it.
 */
package net.korax.ams.demo;

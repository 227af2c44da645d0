/**
 * The pages and what backs them. A page asks a session bean and shows what it gets; a rule of the business never lives
 * here. Page packages do not import each other; nobody imports this module.
 */
package net.korax.ams.web;

// SPDX-License-Identifier: Apache-2.0
package io.qraws.core.enrich;

import java.util.Map;

/**
 * Makes an enricher known by name.
 *
 * <p>To add one: implement this interface with a public constructor without parameters, name the
 * class in {@code META-INF/services/io.qraws.core.enrich.EnricherProvider} (and in {@code provides}
 * of a {@code module-info}), and let a test extend {@code EnricherContract}. Whoever wants it says
 * {@link Enrichers.Builder#plugIn}. Nothing is made of a plug-in that nobody named.
 */
public interface EnricherProvider {
  /** A short, constant name, such as {@code cmdb}, by which it is asked for. */
  String name();

  /**
   * Makes an enricher. If it is {@link AutoCloseable}, {@link Enrichers#close} closes it.
   *
   * @param settings the plug-in's own keys, documented on the implementing class; possibly empty
   * @return an enricher that any number of threads may share
   * @throws IllegalArgumentException if a setting is missing or wrong; the message names the key
   */
  Enricher create(Map<String, String> settings);
}

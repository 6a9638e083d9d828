// SPDX-License-Identifier: Apache-2.0
package io.qraws.examples.trials.fuzz;

/**
 * What Jazzer runs, a process a target.
 *
 * <p>The target's name comes by the system property {@code fuzz.target}.
 */
public final class FuzzProgram {
  private static final Target TARGET = ready(Target.of(System.getProperty("fuzz.target", "")));

  private FuzzProgram() {}

  /** What is made once must not count as the time of the first input. */
  private static Target ready(Target target) {
    target.check().accept(new byte[0]);
    return target;
  }

  /**
   * Tries one input; Jazzer calls this by its name.
   *
   * @param input as Jazzer made it up
   */
  public static void fuzzerTestOneInput(byte[] input) {
    TARGET.check().accept(input);
  }
}

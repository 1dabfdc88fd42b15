package org.heed.address;

/**
 * A setting that cannot be worked with. The message names the property as it is written, what was
 * found and what is expected; the program ends with exit status 2 and this one line.
 */
public class ConfigurationProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message property, found, expected
   */
  public ConfigurationProblem(String message) {
    super(message);
  }

  /** Refuses a setting, unless it is right. */
  public static void unless(boolean right, String setting, Object found, String expected) {
    if (!right) {
      throw new ConfigurationProblem(setting + ": found " + found + ", expected " + expected);
    }
  }
}

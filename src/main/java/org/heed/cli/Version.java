package org.heed.cli;

import picocli.CommandLine.IVersionProvider;

/** The version the jar was built as. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Heed.class.getPackage().getImplementationVersion();
    return new String[] {"heed " + (version == null ? "(not packaged)" : version)};
  }
}

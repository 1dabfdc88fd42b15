package org.heed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.AntPathMatcher;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What is shipped is in the distribution. */
@NullUnmarked
class DistributionTest {
  private static List<String> included;

  static Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
      return files.filter(Files::isRegularFile).map(Path::toString).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void each_file_to_deploy_with_is_in_the_distribution(String file) throws Exception {
    assertThat(included()).anyMatch(pattern -> new AntPathMatcher().match(pattern, file));
  }

  /** Of the file set that takes what it names from the project's own folder to the top. */
  private static List<String> included() throws Exception {
    if (included == null) {
      NodeList sets =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(Path.of("src/main/distribution/distribution.xml").toFile())
              .getElementsByTagName("fileSet");
      included =
          elements(sets)
              .filter(set -> set.getElementsByTagName("directory").getLength() == 0)
              .flatMap(set -> elements(set.getElementsByTagName("include")))
              .map(Element::getTextContent)
              .toList();
    }
    return included;
  }

  private static Stream<Element> elements(NodeList nodes) {
    return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
        .map(i -> (Element) nodes.item(i));
  }
}

package org.heed.cli;

import java.io.PrintStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** One object with one list, written row by row: nothing of it is kept. */
  static void list(PrintStream to, String name, Consumer<Consumer<Object>> rows) {
    try (JsonGenerator out =
        MAPPER.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET).createGenerator(to)) {
      out.writeStartObject();
      out.writeName(name);
      out.writeStartArray();
      rows.accept(out::writePOJO);
      out.writeEndArray();
      out.writeEndObject();
    }
    to.println();
  }

  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }
}

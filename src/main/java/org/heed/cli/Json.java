package org.heed.cli;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.Function;
import org.heed.address.Institution;
import org.heed.address.PhoneNumber;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Results as JSON: records, whose components' names are the keys, {@code as_of} of asOf. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .changeDefaultVisibility(
              all -> all.withVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE))
          .build();

  private Json() {}

  /** One object with one list, written row by row: nothing of it is kept. */
  static void list(PrintStream to, String name, Consumer<Consumer<Record>> rows) {
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

  static String text(Record value) {
    return MAPPER.writeValueAsString(value);
  }

  /** The same with times in it, which are written as they are in a zone, and phones. */
  static String text(Record value, ZoneId zone) {
    SimpleModule written =
        new SimpleModule()
            .addSerializer(Instant.class, as(time -> Institution.local(time, zone)))
            .addSerializer(PhoneNumber.class, as(PhoneNumber::e164));
    return MAPPER.rebuild().addModule(written).build().writeValueAsString(value);
  }

  private static <T> ValueSerializer<T> as(Function<T, String> text) {
    return new ValueSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializationContext context) {
        out.writeString(text.apply(value));
      }
    };
  }
}

package org.heed.storage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Texts as every database can store them. What comes from outside, a reply, a server's words, a
 * cell, may hold a character that PostgreSQL refuses and that no file can be written with.
 */
final class Storable {
  private static final char REPLACEMENT = '\uFFFD';

  private Storable() {}

  /** Without U+0000; half a surrogate pair becomes U+FFFD. */
  static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return clean(text);
      }
    }
    return text;
  }

  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != 0)
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /**
   * The same connection, whose statements get storable texts only.
   *
   * @param prepared called with each statement that is going to be prepared
   * @param closed called when it is closed
   */
  static Connection connection(Connection real, Consumer<String> prepared, Runnable closed) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.equals("close")) {
            closed.run();
          } else if (method.equals("prepareStatement") && arguments.length == 1) {
            prepared.accept((String) arguments[0]);
          }
          return arguments;
        },
        real);
  }

  /** Looks at a call, and gives the arguments it is to be made with. */
  private interface Look {
    Object[] at(String method, Object[] arguments);
  }

  private static Object[] storable(String method, Object[] arguments) {
    if (!method.startsWith("set") || arguments.length < 2 || !(arguments[1] instanceof String)) {
      return arguments;
    }
    Object[] clean = Arrays.copyOf(arguments, arguments.length);
    clean[1] = text((String) arguments[1]);
    return clean;
  }

  private static <T> T proxy(Class<T> type, Look look, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            Storable.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, given) -> {
              Object[] arguments = given == null ? new Object[0] : given;
              try {
                Object result = method.invoke(real, look.at(method.getName(), arguments));
                return result instanceof PreparedStatement statement
                        && type == Connection.class
                        && method.getName().equals("prepareStatement")
                    ? proxy(PreparedStatement.class, Storable::storable, statement)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            }));
  }
}

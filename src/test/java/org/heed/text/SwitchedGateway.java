package org.heed.text;

import java.net.URI;
import org.heed.address.PhoneNumber;
import org.heed.gateway.Answer;
import org.heed.gateway.Gateway;
import org.heed.gateway.LogPage;
import org.heed.gateway.ShortCalls;
import org.heed.gateway.Text;
import org.jspecify.annotations.NullUnmarked;

/** Real gateway clients to servers that change with each test. */
@NullUnmarked
final class SwitchedGateway implements Gateway {
  private Gateway log;
  private Gateway texts;

  void to(URI log, URI texts) {
    this.log = ShortCalls.patient(log);
    this.texts = ShortCalls.to(texts);
  }

  @Override
  public Answer send(Text text) {
    return texts.send(text);
  }

  @Override
  public LogPage log(PhoneNumber to, String next) {
    return log.log(to, next);
  }

  @Override
  public void close() {
    if (log != null) {
      log.close();
      texts.close();
    }
  }
}

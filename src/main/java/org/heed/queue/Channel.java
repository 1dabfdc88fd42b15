package org.heed.queue;

/** How a message goes. */
public enum Channel {
  SMS,
  EMAIL
}

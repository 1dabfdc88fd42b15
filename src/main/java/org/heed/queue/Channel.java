package org.heed.queue;

/** How a message goes. */
enum Channel {
  SMS,
  EMAIL
}
